"""What was published before: earlier versions, digests of folders, and the lines a record is written in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from mkdocs_dossiers.check.again import once_for_each
from mkdocs_dossiers.check.rule import Context
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.published import NAME, Record
from mkdocs_dossiers.model.reference import version_key
from mkdocs_dossiers.read.folder_digest import folder_digest

LISTED = 5
"""Names listed in a message."""


def record_path(project: Project) -> str:
    """Where the project's record is, or should be."""
    return f"{project.path}/{NAME}"


def record_of(dossier: Dossier, project: Project) -> Record | None:
    """What was recorded when the dossier was published."""
    return project.published.records.get(dossier.version) if project.published is not None else None


def digest_of(dossier: Dossier, context: Context) -> str:
    """The digest of the dossier's folder; files that were measured are not read again."""
    known = {}
    if context.examined is not None:
        for name, raw in context.examined.files.items():
            known[dossier.datasets[name].file] = raw.sha256
    return folder_digest(dossier.folder, known)


def folder_of(root: Path, folder: str, project: str, version: str) -> Path:
    """Where a version lies, below a workspace's root."""
    return root / folder / project / version


def line(version: str, digest: str, day: str, ruleset: int) -> str:
    """A version's entry under ``versions``."""
    return f"{json.dumps(version)}: {{digest: {digest}, date: {day}, rules: {ruleset}}}"


def erratum_line(was: str, today: date) -> str:
    """An entry under ``errata``, but for its words."""
    return f"{{date: {today}, says: <what was wrong and what is right>, was: {was}}}"


@once_for_each
def earlier(dossier: Dossier, project: Project) -> tuple[Dossier, ...]:
    """The published dossiers of versions before this one, newest first."""
    own = version_key(dossier.version)
    found = [other for other in project.sorted() if not other.draft and version_key(other.version) < own]
    return tuple(found[::-1])


def claim_ids(dossier: Dossier) -> list[str]:
    """Every claim the document has, sound or not."""
    return list(dossier.document.section("claims"))


def listed(names: Iterable[str]) -> str:
    """Names in a sentence; only the first few."""
    texts = list(names)
    more = f" and {len(texts) - LISTED:,} more" if len(texts) > LISTED else ""
    return ", ".join(texts[:LISTED]) + more


TYPED = 4
"""Digits of 64 that a slip of the keyboard may change; another file's digest differs in about 60."""


def slip(found: str, written: str) -> str | None:
    """In how many digits a digest was mistyped, in words; None where it is another one."""
    if abs(len(found) - len(written)) > TYPED:
        return None
    if len(found) == len(written):
        wrong = sum(one != other for one, other in zip(found, written, strict=True))
        return (
            f"{wrong} of {len(found)} digits differ{'s' if wrong == 1 else ''}"
            if 0 < wrong <= TYPED
            else None
        )
    longer, shorter = sorted((found, written), key=len, reverse=True)
    rest = iter(longer)
    if all(digit in rest for digit in shorter):
        return (
            f"{len(longer) - len(shorter)} digit{'s are' if len(longer) - len(shorter) > 1 else ' is'} "
            + ("missing" if len(written) < len(found) else "too many")
        )
    return None
