"""A gate that is run again and again in one process, as while a site is served: only what changed is looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

from mkdocs_dossiers.check.gate import Before, Report
from mkdocs_dossiers.check.shape import schema_folder
from mkdocs_dossiers.check.unchanged import today
from mkdocs_dossiers.read.fingerprint import Fingerprint, fingerprint


@dataclass(frozen=True, slots=True)
class _Last:
    """The last report, what it was asked for, and what lay there before it was made."""

    asked: tuple[Hashable, ...]
    standing: Fingerprint
    report: Report


class Continued:
    """Keeps the last report. What changes while a report is made counts as changed in the next one."""

    def __init__(self) -> None:
        self._last: _Last | None = None

    def run(
        self, root: Path, folder: str, question: Hashable, gate: Callable[[Before | None], Report]
    ) -> Report:
        """What ``gate`` reports, which is given what is known already; the last report itself where nothing changed.

        ``question`` is everything the report depends on beside what lies at ``root``. Where it depends on more than
        can be seen (see :func:`fingerprint`), everything is looked at.
        """
        last, self._last = self._last, None
        asked = (root, folder, question, today(), _schemas())
        standing = fingerprint(root, folder)
        before = None
        if last is not None and standing is not None and _as_before(last, asked, standing):
            before = Before(last.report, standing.changed(last.standing))
            if not before.changed and standing.pages == last.standing.pages:
                self._last = last
                return last.report
        report = gate(before)
        if standing is not None:
            self._last = _Last(asked, standing, report)
        return report


def _as_before(last: _Last, asked: tuple[Hashable, ...], standing: Fingerprint) -> bool:
    """Whether at most projects and pages changed."""
    return last.asked == asked and last.standing.around == standing.around


def _schemas() -> bytes:
    """The digest of the schemas documents are held against."""
    whole = hashlib.sha256()
    for file in sorted(Path(str(schema_folder())).glob("*.json")):
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.digest()
