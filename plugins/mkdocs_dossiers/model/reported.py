"""Figures that circulate in reports, and what is known of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
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
    ``instead`` are the ids of claims that measured the same quantity on the project's own system, where the report is
    about another one.
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
    instead: tuple[str, ...] = ()
    place: tuple[int, int] = (0, 0)
    """Where its document lists it: the report, and the figure in it, counted from 0."""


@dataclass(frozen=True, slots=True)
class ReportContradiction:
    """Lines of a report that cannot all be true, and why.

    ``says`` is what the report says in each of them, as far as it is known, ``instead`` the ids of claims
    that measured what they disagree on.
    """

    lines: tuple[int, ...]
    why: str
    says: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportedReport:
    """A report, known by its digest, with its figures in its order.

    ``system`` is what it is about, where that is another system than the project measures: what is measured here then
    shows nothing of its figures, whatever it is.
    """

    title: str
    sha256: str
    date: str | None
    where: str | None
    figures: tuple[ReportedFigure, ...]
    contradictions: tuple[ReportContradiction, ...]
    system: str | None = None


@dataclass(frozen=True, slots=True)
class Backing:
    """How much of what is said about a project is backed: how many figures are in each state.

    ``instead`` counts those of which a claim about another system measured the like.
    """

    counts: tuple[tuple[State, int], ...]
    instead: int = 0

    @property
    def total(self) -> int:
        """All figures that were not withdrawn."""
        return sum(number for state, number in self.counts if state is not State.WITHDRAWN)

    def of(self, state: State) -> int:
        """The figures in a state."""
        return dict(self.counts).get(state, 0)


def backing(reports: tuple[ReportedReport, ...], claims: Container[str] = ()) -> Backing:
    """How many figures of reports are in each state, in the order of the states.

    ``claims`` are the ids of the claims that count as measured instead.
    """
    figures = [figure for report in reports for figure in report.figures]
    counted = Counter(figure.state for figure in figures)
    return Backing(
        tuple((state, counted[state]) for state in State if state in counted),
        sum(any(claim in claims for claim in figure.instead) for figure in figures),
    )
