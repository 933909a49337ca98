"""A withdrawn claim's page: at the address the claim would have in the first version without it."""

from __future__ import annotations

from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.published import Withdrawal
from mkdocs_dossiers.model.reference import Reference, version_key
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write


def withdrawn(view: View, project: Project, entry: Withdrawal) -> Page:
    """Why the claim is made no more, and the versions that made it."""
    reference = Reference(project.name, entry.since, entry.claim)
    made = [
        (row, view.addresses.claim(row.reference))
        for row in view.history(project, entry.claim)
        if version_key(row.dossier.version) < version_key(entry.since)
    ]
    return write(
        "withdrawn",
        view.addresses.claim(reference),
        f"Withdrawn: {entry.claim} ({project.title} {entry.since})",
        {
            "entry": entry,
            "project": project,
            "made": made[::-1],
            "home": view.addresses.home,
            "project_address": view.addresses.project(project.name),
            "dossier_address": view.addresses.dossier(reference),
        },
    )
