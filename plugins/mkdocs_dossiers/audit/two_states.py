"""Two states of all dossiers held against each other, as plain data."""

from __future__ import annotations

from typing import Any

from mkdocs_dossiers.audit.difference import difference, differs, version_side
from mkdocs_dossiers.check.gate import Report


def two_states(before: Report | None, after: Report | None, refs: tuple[str, str]) -> dict[str, Any]:
    """What differs between two reports: dossiers in both of them, added and gone ones. None is a state without any.

    ``refs`` are the names of the two states.
    """
    was, now = (
        {str(dossier.reference): dossier for dossier in report.workspace.dossiers} if report else {}
        for report in (before, after)
    )
    found: list[dict[str, Any]] = []
    for name, dossier in now.items():
        if before is not None and after is not None and name in was:
            entry = difference(
                version_side(before, was[name], f"{name} at {refs[0]}"),
                version_side(after, dossier, f"{name} at {refs[1]}"),
            )
            if differs(entry):
                found.append(entry)
    return {
        "dossiers": found,
        "added": [_all(after, name) for name in now if name not in was],
        "gone": [_all(before, name) for name in was if name not in now],
    }


def _all(report: Report | None, name: str) -> dict[str, Any]:
    """A dossier that is on one side only: its claims with their verdicts."""
    assert report is not None  # noqa: S101 - the name is out of it
    side = version_side(
        report, next(each for each in report.workspace.dossiers if str(each.reference) == name)
    )
    return {
        "dossier": name,
        "claims": [
            {"claim": claim, "says": state.says, "verdict": state.verdict, "reason": state.reason}
            for claim, state in side.claims.items()
        ],
    }
