"""What a new dossier takes over from an earlier one: its claims as they are, and what is to be measured again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs_dossiers.author.entry import entry_lines
from mkdocs_dossiers.author.spans import spans
from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.problem import Refused
from mkdocs_dossiers.model.reference import Reference, version_key
from mkdocs_dossiers.read.tree import FOLDER, TAKEN
from mkdocs_dossiers.read.yaml_document import WORKSPACE, read_yaml, read_yaml_text

KEPT = ("file", "command", "load", "columns", "format", "unit", "protocol", "failed", "note", "discloses")
"""Keys of a dataset that say how it is measured; the others are evidence of one measurement."""
_STEP = 2


@dataclass(frozen=True, slots=True)
class Carried:
    """Sections of an earlier dossier as lines of YAML, without their keys' comments above.

    ``claims`` and ``reproduce`` are the author's own text, comments and all, with the measured commit replaced;
    ``data`` are the datasets without their evidence. ``claimed`` counts claims, ``datasets`` names what to measure.
    """

    of: Reference
    claims: tuple[str, ...]
    data: tuple[str, ...]
    reproduce: tuple[str, ...]
    claimed: int
    datasets: Mapping[str, str] = field(default_factory=dict)
    """The command that wrote each dataset, by its name."""
    texts: Mapping[str, Any] = field(default_factory=dict)
    """Summary and authors."""


_MISSED = re.compile(r"^ +missed: .*\n", re.MULTILINE)


def versions_of(root: Path, project: str) -> dict[str, Path]:
    """The dossiers of a project that are there, by version, oldest first; links are none."""
    folder = root / FOLDER / project
    if folder.is_symlink() or not folder.is_dir():
        return {}
    found = [
        entry
        for entry in folder.iterdir()
        if entry.name not in TAKEN
        and not entry.is_symlink()
        and (entry / "dossier.yaml").is_file()
        and not (entry / "dossier.yaml").is_symlink()
    ]
    return {entry.name: entry / "dossier.yaml" for entry in sorted(found, key=_order)}


def _order(entry: Path) -> tuple[Any, str]:
    return (version_key(entry.name), entry.name)


def previous(root: Path, reference: Reference) -> Reference | None:
    """The version before this one: the newest published one below it, else the newest draft, else any newest."""
    versions = versions_of(root, reference.project)
    below = [name for name in versions if version_key(name) < version_key(str(reference.version))]
    candidates = below or list(versions)
    published = [name for name in candidates if _status(root, versions[name]) == "published"]
    chosen = (published or candidates)[-1:]
    return Reference(reference.project, chosen[0]) if chosen else None


def _status(root: Path, file: Path) -> str | None:
    try:
        return read_yaml(file, file.relative_to(root).as_posix(), WORKSPACE).text("status")
    except Refused:
        return None


def carried(root: Path, of: Reference, commit: str | None) -> Carried:
    """What there is to take over from a dossier, for a new one that measures a commit.

    Raises :class:`~mkdocs_dossiers.model.problem.Refused` for a dossier that cannot be read, and
    `FileNotFoundError` where there is none.
    """
    file = root / FOLDER / of.project / str(of.version) / "dossier.yaml"
    path = file.relative_to(root).as_posix()
    if not file.is_file():
        raise FileNotFoundError(path)
    document = read_yaml(file, path, WORKSPACE)
    text = file.read_text(encoding="utf-8-sig")
    data, subject = _section(document, "data"), _section(document, "subject")
    old = subject.get("commit")
    replaced = (old, commit) if isinstance(old, str) and len(old) == 40 and commit else None
    datasets = {str(name): _to_measure(entry) for name, entry in data.items() if isinstance(entry, Mapping)}
    return Carried(
        of,
        tuple(_own_lines(text, document, "claims", None)),
        tuple(_lines("data", datasets)) if datasets else (),
        tuple(_own_lines(text, document, "reproduce", replaced)),
        len(_section(document, "claims")),
        {name: str(entry.get("command", "")) for name, entry in datasets.items()},
        {key: document.find(key) for key in ("summary", "authors") if document.find(key)},
    )


def _section(document: Document, name: str) -> Mapping[str, Any]:
    found = document.find(name)
    return found if isinstance(found, Mapping) else {}


def _to_measure(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: entry[key] for key in KEPT if key in entry}


def _lines(key: str, value: Any) -> list[str]:
    return entry_lines(key, value, 0, _STEP, levels=2)


def _own_lines(text: str, document: Document, key: str, replaced: tuple[str, str] | None) -> Iterator[str]:
    """A section in the author's own words; written anew where they lean on another section, by an alias.

    ``replaced`` is a text and what stands for it from now on.
    """
    value = document.find(key)
    if not value:
        return
    wanted = _without_misses(_replace(value, replaced))
    span = spans(text)[(key,)]
    if span.key is not None:
        start = text.rfind("\n", 0, span.key[0]) + 1
        end = text.find("\n", span.end)
        own = text[start : end if end >= 0 else len(text)].replace("\r\n", "\n")
        own = own.replace(*replaced) if replaced else own
        own = _MISSED.sub("", own)
        if _says(own, key, wanted):
            yield from own.splitlines()
            return
    yield from _lines(key, wanted)


def _without_misses(value: Any) -> Any:
    """The claims without what was said of their limits in the version before."""
    if not isinstance(value, dict):
        return value
    return {
        name: {key: said for key, said in entry.items() if key != "missed"}
        if isinstance(entry, dict)
        else entry
        for name, entry in value.items()
    }


def _says(own: str, key: str, wanted: Any) -> bool:
    try:
        return bool(read_yaml_text(own, "the section").data == {key: wanted})
    except Refused:
        return False


def _replace(value: Any, replaced: tuple[str, str] | None) -> Any:
    if replaced is None:
        return value
    if isinstance(value, str):
        return value.replace(*replaced)
    if isinstance(value, list):
        return [_replace(each, replaced) for each in value]
    if isinstance(value, dict):
        return {key: _replace(each, replaced) for key, each in value.items()}
    return value
