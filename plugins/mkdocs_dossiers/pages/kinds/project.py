"""A project's page: its versions, each claim over them, and what moved from one to the next."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from mkdocs_dossiers.check.limits import moved
from mkdocs_dossiers.model.annotation import Annotation, between
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.reference import version_key
from mkdocs_dossiers.model.reported import State
from mkdocs_dossiers.pages.comparing import versions
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.signed import levels, seen
from mkdocs_dossiers.pages.spark import spark
from mkdocs_dossiers.pages.view import ClaimRow, View
from mkdocs_dossiers.pages.writer import write

MOST_STEPS = 4
"""From so many versions to the next it is said what moved; the page for comparing has every pair."""
MOST_COLUMNS = 6
"""The newest so many versions are columns of the table of claims; each claim's page has all."""
MOST_DRAWN = 24
"""So many claims have a small picture; each claim's page has a large one."""


def project(view: View, subject: Project) -> Page:
    """Versions newest first, a table of claims with a column per version, and what moved."""
    dossiers = list(reversed(view.dossiers(subject)))
    rows = {dossier.version: {row.claim.id: row for row in view.claims(dossier)} for dossier in dossiers}
    return write(
        "project",
        view.addresses.project(subject.name),
        subject.title,
        {
            "project": subject,
            "timeline": _timeline(view, subject, dossiers),
            "matrix": _matrix(view, subject, dossiers, rows),
            "columns": dossiers[:MOST_COLUMNS],
            "hidden": len(dossiers) - MOST_COLUMNS,
            "steps": [
                versions(view, subject, older, newer) for newer, older in pairwise(dossiers[: MOST_STEPS + 1])
            ],
            "compare": view.addresses.compare(subject.name),
            "claim_address": lambda row: view.addresses.claim(row.reference),
            "backing": view.backing(subject) if subject.reports else None,
            "states": State,
            "like": bool(subject.reports) and all(report.system for report in subject.reports),
            "reported": view.addresses.reported(subject.name),
            "home": view.addresses.home,
            "verdicts": view.addresses.verdicts,
            "stale": [(row, view.addresses.claim(row.reference)) for row in view.stale(subject)],
            "limits": [
                (dossier, entry, view.addresses.claim(entry.claim.reference))
                for dossier in dossiers
                for entry in moved(dossier, subject)
                if entry.claim.id in rows[dossier.version]
            ],
            "withdrawn": [
                (entry, view.addresses.claim(entry.reference(subject.name)))
                for entry in view.withdrawals(subject)
            ],
            "records": list(subject.published.records.values()) if subject.published is not None else [],
            "gone": _gone(subject),
            "seen": [(dossier, found) for dossier in dossiers if (found := seen(view, dossier)).entries],
            "gate": view.addresses.gate,
        },
        navigation=view.names_projects,
    )


def _timeline(view: View, subject: Project, dossiers: list[Dossier]) -> list[dict[str, Any]]:
    """Versions newest first, each with the annotations between it and the one before."""
    found = []
    for place, dossier in enumerate(dossiers):
        older = dossiers[place + 1] if place + 1 < len(dossiers) else None
        found.append(
            {
                "dossier": dossier,
                "address": view.addresses.dossier(dossier.reference),
                "tally": view.tally(dossier),
                "others": view.others(dossier),
                "signed": levels(view, dossier),
                "commit": dossier.subject.commit if dossier.subject else "",
                "same": older is not None and older.subject is not None and older.subject == dossier.subject,
                "annotations": _before(subject, older, dossier),
            }
        )
    return found


def _before(subject: Project, older: Dossier | None, dossier: Dossier) -> tuple[Annotation, ...]:
    """The annotations right before a version; before the oldest one, all that are not later."""
    if older is not None:
        return between(subject.annotations, older.version, dossier.version)
    own = version_key(dossier.version)
    return tuple(entry for entry in subject.annotations if version_key(entry.version) <= own)


def _matrix(
    view: View, subject: Project, dossiers: list[Dossier], rows: dict[str, dict[str, ClaimRow]]
) -> list[dict[str, Any]]:
    """A line per claim, those of the newest version first, with a cell per version or None.

    The first few, which an author puts first, have a small picture of all versions.
    """
    shown = dossiers[:MOST_COLUMNS]
    found: list[dict[str, Any]] = []
    for claim in dict.fromkeys(name for dossier in shown for name in rows[dossier.version]):
        cells = [rows[dossier.version].get(claim) for dossier in shown]
        newest = next(row for row in cells if row is not None)
        drawn = spark(view.history(subject, claim)) if len(found) < MOST_DRAWN else ""
        address = view.addresses.claim(newest.reference)
        found.append({"newest": newest, "address": address, "cells": cells, "drawn": drawn})
    return found


def _gone(subject: Project) -> list[str]:
    """Versions on record that are not published any more."""
    published = {dossier.version for dossier in subject.dossiers if not dossier.draft}
    records = subject.published.records if subject.published is not None else {}
    return [version for version in records if version not in published]
