"""A project's page of reported figures: what was claimed, what of it is backed, where it contradicts itself, what was
measured instead, and how to measure it again; then every figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_dossiers.check.reported import reached
from mkdocs_dossiers.model.digits import SIGNS, plain, with_unit
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.published import Withdrawal
from mkdocs_dossiers.model.reported import (
    ReportContradiction,
    ReportedFigure,
    ReportedReport,
    State,
)
from mkdocs_dossiers.pages.instead import Answers, answers
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.view import ClaimRow, View
from mkdocs_dossiers.pages.writer import write

MOST = 1_000
"""Figures of a report that are listed; the others are counted."""
MOST_QUOTED = 3
"""Figures of a report beside a claim that was measured instead; the others are counted."""
MOST_PLACES = 12
"""Lines of a contradiction that are quoted."""
MOST_VERSIONS = 4
"""Versions of a claim whose measurement is shown."""
STATES = {
    State.NONE: "no claim is about it",
    State.BACKED: "a claim about the same system measured this or better, and is supported",
    State.CONTRADICTED: "a claim about the same system measured something else",
    State.BY_REPORT: "the report gives numbers that cannot go together with it",
    State.WITHDRAWN: "whoever said it says it no more",
}
"""What each state means."""
COUNTED = (
    (State.BACKED, "backed"),
    (State.CONTRADICTED, "contradicted by a claim"),
    (State.BY_REPORT, "contradicted by the report itself"),
    (State.NONE, "without evidence"),
    (State.WITHDRAWN, "withdrawn"),
)
"""How many are in each state, in words."""
REACHED = {True: "reached", None: "cannot tell", False: "not reached"}
"""Whether what was measured is as good as a figure says."""
ROLES = {
    "measured": "measured",
    "target": "targets",
    "ratio": "ratios",
    "projection": "projections",
    "comparison": "compared with",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of a report in the list: with the claim its state names, or what was measured instead."""

    figure: ReportedFigure
    says: str
    row: ClaimRow | None
    instead: tuple[tuple[ClaimRow, str], ...]
    """Each in its newest version, with whether what was measured is as good as the figure says."""

    @property
    def states(self) -> str:
        """Its state, and whether the like was measured: what it is found by."""
        words = dict.fromkeys(f"{word} here" for _, word in self.instead)
        return ", ".join([self.figure.state.value, *(["measured instead"] if words else []), *words])

    @property
    def word(self) -> str:
        """Whether what was measured instead is as good as it says; the worst where several claims were."""
        words = [word for _, word in self.instead]
        return next((word for word in reversed(REACHED.values()) if word in words), "")


@dataclass(frozen=True, slots=True)
class Instead:
    """A claim about the like of what a report says, with the figures it follows and what became of it.

    ``rows`` are its versions, the newest first.
    """

    claim: str
    rows: tuple[ClaimRow, ...]
    withdrawn: Withdrawal | None
    lines: tuple[Line, ...]
    contradictions: tuple[ReportContradiction, ...]

    @property
    def said(self) -> list[tuple[str, str, list[int]]]:
        """What the report says, each value once, with whether it was reached here, and its lines."""
        found: dict[tuple[str, str], list[int]] = {}
        for line in self.lines:
            words = f"{line.figure.statistic or ''} {line.says}".strip()
            word = next((word for row, word in line.instead if row.claim.id == self.claim), "")
            found.setdefault((words, word), []).append(line.figure.line)
        return [(says, word, lines) for (says, word), lines in found.items()]

    @property
    def newest(self) -> ClaimRow | None:
        """The claim in its newest version; None where all versions that made it are gone."""
        return self.rows[0] if self.rows else None


@dataclass(frozen=True, slots=True)
class Told:
    """A report with its figures, in its order."""

    report: ReportedReport
    lines: tuple[Line, ...]
    more: int
    roles: tuple[tuple[str, int], ...]

    def of(self, state: State) -> list[Line]:
        """The figures in a state."""
        return [line for line in self.lines if line.figure.state is state]


def reported(view: View, project: Project) -> Page:
    """The five answers, then every figure."""
    known = answers(view, project)
    told = [_told(report, known, project.counts) for report in project.reports]
    newest = view.newest(project) if view.dossiers(project) else None
    instead = list(_instead(told, known))
    every = [line for report in told for line in report.lines]
    return write(
        "reported",
        view.addresses.reported(project.name),
        f"Reported figures ({project.title})",
        {
            "project": project,
            "reports": told,
            "backing": view.backing(project),
            "disagreements": sum(len(report.contradictions) for report in project.reports),
            "counted_states": COUNTED,
            "meanings": [(state, STATES[state]) for state in State],
            "states": State,
            "systems": list(dict.fromkeys(report.system for report in project.reports if report.system)),
            "instead": instead,
            "reached": [
                (word, number)
                for word in REACHED.values()
                if (number := sum(line.word == word for line in every))
            ],
            "MOST_PLACES": MOST_PLACES,
            "MOST_QUOTED": MOST_QUOTED,
            "MOST_VERSIONS": MOST_VERSIONS,
            "others": _others(view, newest, instead),
            "newest": newest,
            "minutes": _minutes(newest),
            "named": known.newest,
            "address": lambda row: view.addresses.claim(row.reference),
            "withdrawn_address": lambda entry: view.addresses.claim(entry.reference(project.name)),
            "newest_address": view.addresses.dossier(newest.reference) if newest is not None else None,
            "home": view.addresses.home,
            "project_address": view.addresses.project(project.name),
        },
    )


def _told(report: ReportedReport, known: Answers, counts: tuple[str, ...]) -> Told:
    lines = tuple(_line(figure, known, counts) for figure in report.figures[:MOST])
    roles = Counter(figure.role for figure in report.figures)
    return Told(
        report,
        lines,
        len(report.figures) - len(lines),
        tuple((ROLES.get(role, role), number) for role, number in roles.most_common()),
    )


def _line(figure: ReportedFigure, known: Answers, counts: tuple[str, ...]) -> Line:
    row = known.rows.get(figure.claim) if figure.claim is not None else None
    instead = tuple(
        (row, REACHED[reached(figure, row.claim, row.judgement, counts)])
        for row in known.newest(figure.instead)
    )
    return Line(figure, stated(figure), row, instead)


def _instead(told: list[Told], known: Answers) -> Iterator[Instead]:
    """The claims that reports' figures and contradictions name as measured instead, in the order of the claims."""
    for claim, rows in known.instead.items():
        lines = [line for report in told for line in report.lines if claim in line.figure.instead]
        found = [entry for report in told for entry in report.report.contradictions if claim in entry.instead]
        if lines or found:
            yield Instead(claim, rows, known.withdrawn.get(claim), tuple(lines), tuple(found))


def _others(view: View, newest: Dossier | None, instead: list[Instead]) -> int:
    """How many claims of the newest version are about nothing that a report says."""
    named = {entry.claim for entry in instead}
    return sum(row.claim.id not in named for row in view.claims(newest)) if newest is not None else 0


def _minutes(newest: Dossier | None) -> float | None:
    """How long the recipe takes, where its steps say so."""
    minutes = [step.minutes for step in newest.recipe.steps if step.minutes] if newest is not None else []
    return sum(minutes) or None


def stated(figure: ReportedFigure) -> str:
    """A figure in one form, whatever language it was written in."""
    unit = figure.unit or ""
    value = figure.value
    text = plain(value) if not isinstance(value, tuple) else f"{plain(value[0])} to {plain(value[1])}"
    op = {**SIGNS, "~": "≈"}.get(figure.op or "", "")
    return f"{op} {with_unit(text, unit)}".strip()
