"""What an auditor's words name: raw files, machines or commits that dossiers rest on."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from mkdocs_dossiers.audit.resting import Captured, Held, files, machines
from mkdocs_dossiers.model.dossier import Dossier, Workspace
from mkdocs_dossiers.read.raw_file import RawFileError, digest

NEAR = 3
"""Names that are proposed for one that is not there."""
SHORTEST = 4
"""Digits of an abbreviated digest, as in git."""
_HEX = re.compile(rf"[0-9a-f]{{{SHORTEST},64}}")


class NotNamed(Exception):  # noqa: N818 - said of the words
    """Nothing is named so, or more than one thing; the message says what was meant, perhaps."""


def files_named(workspace: Workspace, text: str, here: Path) -> list[Held]:
    """The raw files a text names, and every other place that declares the same bytes.

    ``text`` is ``project@version#dataset``, a path from ``here``, from the workspace's root or inside a dossier,
    or the beginning of a digest. A path to any other file stands for its bytes. Raises :class:`NotNamed`.
    """
    known = list(files(workspace))
    inside = _inside(workspace, here / text)
    sums = {held.dataset.sha256 for held in known if held.dataset.path == inside}
    sums = sums or {held.dataset.sha256 for held in known if text in _names(held)}
    sums = sums or _digests(text, here, known)
    if not sums:
        raise NotNamed(
            _nothing("raw file", text, (name for held in known for name in _names(held)), "any dossier")
        )
    return [held for held in known if held.dataset.sha256 in sums]


def _inside(workspace: Workspace, path: Path) -> str:
    """A path from the workspace's root; empty for one outside of it."""
    try:
        return path.resolve().relative_to(workspace.root.resolve()).as_posix()
    except (ValueError, OSError):
        return ""


def _names(held: Held) -> tuple[str, ...]:
    """What a raw file may be called."""
    return f"{held.evidence.reference}#{held.dataset.name}", held.dataset.path, held.dataset.file


def _digests(text: str, here: Path, known: Sequence[Held]) -> set[str]:
    """The digests a text stands for: that of the bytes of any file at a path, or those that begin so."""
    path = here / text
    try:
        if path.is_file():
            found, _ = digest(path.parent.resolve(), path.name)
            if found in {held.dataset.sha256 for held in known}:
                return {found}
            raise NotNamed(f"No dossier declares the bytes of {text[:80]!r}; their SHA-256 is {found}.")
    except (OSError, ValueError, RawFileError):
        pass
    return set(_beginning(text, {held.dataset.sha256 for held in known}, "digest of a raw file"))


def machines_named(workspace: Workspace, text: str, here: Path) -> list[Captured]:
    """The machines a text names, and every other place that describes one with the same fingerprint.

    ``text`` is the beginning of a fingerprint, ``project@version#name``, a name, or the path of the document. Raises
    :class:`NotNamed`.
    """
    known = list(machines(workspace))
    inside = _inside(workspace, here / text)
    marks = {
        entry.mark
        for entry in known
        if text in (f"{entry.evidence.reference}#{entry.environment.name}", entry.environment.name)
        or entry.environment.path in (text, inside)
    }
    marks = marks or set(_beginning(text, {entry.mark for entry in known}, "fingerprint"))
    if not marks:
        names = (
            name
            for entry in known
            for name in (entry.environment.name, f"{entry.evidence.reference}#{entry.environment.name}")
        )
        raise NotNamed(_nothing("environment", text, names, "any dossier"))
    return [entry for entry in known if entry.mark in marks]


def commit_named(workspace: Workspace, text: str) -> tuple[str, list[Dossier]]:
    """The one measured commit a text names, and the dossiers and reproductions that measured it.

    ``text`` is the beginning of its id, or a tag as a dossier writes it. Raises :class:`NotNamed`.
    """
    known: dict[str, list[Dossier]] = {}
    tags: dict[str, str] = {}
    for dossier in workspace.dossiers:
        for evidence in (dossier, *(found.evidence for found in dossier.reproductions)):
            if evidence.subject is not None:
                known.setdefault(evidence.subject.commit, []).append(evidence)
                if evidence.subject.tag is not None:
                    tags[evidence.subject.tag] = evidence.subject.commit
    found = [tags[text]] if text in tags else _beginning(text, known, "measured commit")
    if not found:
        raise NotNamed(_nothing("commit", text, (*known, *tags), "any dossier"))
    return found[0], known[found[0]]


def _beginning(text: str, known: Iterable[str], what: str) -> list[str]:
    """The one digest that begins with some digits; nothing where none does. Raises :class:`NotNamed` for several."""
    if not _HEX.fullmatch(text.lower()):
        return []
    found = sorted(each for each in known if each.startswith(text.lower()))
    if len(found) > 1:
        raise NotNamed(
            f"{text} begins more than one {what}: {', '.join(each[: len(text) + 8] for each in found[:NEAR])}. "
            "Give more digits."
        )
    return found


def _nothing(what: str, text: str, names: Iterable[str], where: str) -> str:
    """That nothing is named so, and what nearly is."""
    return f"No {what} of {where} is named {text[:80]!r}." + meant(text, names)


def meant(text: str, names: Iterable[str], key: Callable[[str], str] = str) -> str:
    """A question whether another name was meant; nothing where none is near."""
    known = sorted(dict.fromkeys(names), key=key)
    near = difflib.get_close_matches(text[:200], known, NEAR, 0.5)
    return f" Did you mean {' or '.join(near)}?" if near else ""
