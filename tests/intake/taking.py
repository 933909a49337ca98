"""Reports written in a test, taken in."""

from __future__ import annotations

import textwrap

from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.intake import Intake, take_in
from mkdocs_dossiers.intake.report import report_of


def taken(text: str) -> Intake:
    return take_in(report_of(textwrap.dedent(text).encode()))


def figures(text: str) -> list[tuple[object, str | None, str | None]]:
    """Value, unit and operator of each figure."""
    return [(figure.value, figure.unit, figure.op) for figure in taken(text).figures]


def only(text: str) -> Figure:
    found = taken(text).figures
    assert len(found) == 1, found
    return found[0]


def reasons(text: str) -> list[tuple[tuple[int, ...], str]]:
    return [(entry.lines, entry.why) for entry in taken(text).contradictions]
