"""The home page: every project, with what became of its claims."""

from __future__ import annotations

from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import VERDICT_WORDS, write


def home(view: View, title: str) -> Page:
    """The list of projects, newest version of each."""
    rows = []
    for project in view.projects:
        dossiers = view.dossiers(project)
        latest = dossiers[-1]
        rows.append(
            {
                "project": project,
                "latest": latest,
                "address": view.addresses.project(project.name),
                "latest_address": view.addresses.dossier(latest.reference),
                "tally": view.tally(latest),
                "versions": len(dossiers),
            }
        )
    claims = [
        (row, view.addresses.claim(row.reference))
        for project in view.projects
        for row in view.claims(view.dossiers(project)[-1])
    ]
    return write(
        "home",
        view.addresses.home,
        title,
        {
            "rows": rows,
            "claims": claims,
            "stale": [
                (row, view.addresses.claim(row.reference))
                for project in view.projects
                for row in view.stale(project)
            ],
            "words": VERDICT_WORDS,
            "gate": view.addresses.gate,
            "verdicts": view.addresses.verdicts,
            "data": view.addresses.data,
            "counts": view.report.counts,
        },
        navigation=True,
    )
