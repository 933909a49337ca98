"""A project's page of reported figures: what reports say about it, and what is known of each figure."""

from __future__ import annotations

from typing import Any

from mkdocs_dossiers.model.digits import SIGNS, plain, with_unit
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.reported import ReportedFigure, State, backing
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write

MOST = 1_000
"""Figures of a report that are listed; the others are counted."""
STATES = {
    State.NONE: "no claim measures it",
    State.BACKED: "a claim measured this or better, and is supported",
    State.CONTRADICTED: "what a claim measured does not go with it",
    State.BY_REPORT: "the report itself gives numbers it cannot go with",
    State.WITHDRAWN: "whoever said it says it no more",
}
"""What each state means."""


def reported(view: View, project: Project) -> Page:
    """Each report with its figures in its order, and where it contradicts itself."""
    rows = {row.reference: row for dossier in view.dossiers(project) for row in view.claims(dossier)}
    reports = []
    for report in project.reports:
        figures: list[dict[str, Any]] = []
        for figure in report.figures[:MOST]:
            row = rows.get(figure.claim) if figure.claim is not None else None
            figures.append(
                {
                    "figure": figure,
                    "says": stated(figure),
                    "row": row,
                    "address": view.addresses.claim(row.reference) if row is not None else None,
                }
            )
        reports.append(
            {
                "report": report,
                "figures": figures,
                "more": len(report.figures) - len(figures),
                "backing": backing((report,)),
            }
        )
    newest = view.newest(project) if view.dossiers(project) else None
    return write(
        "reported",
        view.addresses.reported(project.name),
        f"Reported figures ({project.title})",
        {
            "project": project,
            "reports": reports,
            "backing": backing(project.reports),
            "meanings": [(state, STATES[state]) for state in State],
            "states": State,
            "newest": newest,
            "newest_address": view.addresses.dossier(newest.reference) if newest is not None else None,
            "home": view.addresses.home,
            "project_address": view.addresses.project(project.name),
        },
    )


def stated(figure: ReportedFigure) -> str:
    """A figure in one form, whatever language it was written in."""
    unit = figure.unit or ""
    value = figure.value
    text = plain(value) if not isinstance(value, tuple) else f"{plain(value[0])} to {plain(value[1])}"
    op = {**SIGNS, "~": "≈"}.get(figure.op or "", "")
    return f"{op} {with_unit(text, unit)}".strip()
