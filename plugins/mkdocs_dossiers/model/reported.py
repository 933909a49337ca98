"""Figures that circulate in reports, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mkdocs_dossiers.model.reference import Reference

NAME = "reported.yaml"
"""The document of a project that lists them."""


class State(StrEnum):
    """What is known of a reported figure."""

    NONE = "no evidence"
    BACKED = "backed"
    CONTRADICTED = "contradicted"
    BY_REPORT = "contradicted by the report"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """A figure as a report states it; ``line`` and ``column`` count from 1 in the report.

    ``claim`` is the claim that backs or contradicts it, ``reason`` why it was withdrawn or what contradicts it.
    """

    line: int
    column: int | None
    quote: str
    subject: str | None
    statistic: str | None
    op: str | None
    value: float | tuple[float, float]
    unit: str | None
    role: str
    state: State
    claim: Reference | None
    reason: str | None
    place: tuple[int, int] = (0, 0)
    """Where its document lists it: the report, and the figure in it, counted from 0."""


@dataclass(frozen=True, slots=True)
class ReportContradiction:
    """Lines of a report that cannot all be true, and why."""

    lines: tuple[int, ...]
    why: str


@dataclass(frozen=True, slots=True)
class ReportedReport:
    """A report, known by its digest, with its figures in its order."""

    title: str
    sha256: str
    date: str | None
    where: str | None
    figures: tuple[ReportedFigure, ...]
    contradictions: tuple[ReportContradiction, ...]


@dataclass(frozen=True, slots=True)
class Backing:
    """How much of what is said about a project is backed: how many figures are in each state."""

    counts: tuple[tuple[State, int], ...]

    @property
    def total(self) -> int:
        """All figures that were not withdrawn."""
        return sum(number for state, number in self.counts if state is not State.WITHDRAWN)

    def of(self, state: State) -> int:
        """The figures in a state."""
        return dict(self.counts).get(state, 0)


def backing(reports: tuple[ReportedReport, ...]) -> Backing:
    """How many figures of reports are in each state, in the order of the states."""
    states = [figure.state for report in reports for figure in report.figures]
    return Backing(tuple((state, states.count(state)) for state in State if state in states))
