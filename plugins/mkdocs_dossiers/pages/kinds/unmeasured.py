"""The page of a project reports speak of, and nobody has measured yet."""

from __future__ import annotations

from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write


def unmeasured(view: View, project: Project) -> Page:
    """What it is, and where its reported figures are."""
    return write(
        "unmeasured",
        view.addresses.project(project.name),
        project.title,
        {
            "project": project,
            "backing": view.backing(project),
            "like": all(report.system for report in project.reports),
            "reported": view.addresses.reported(project.name),
            "home": view.addresses.home,
        },
        navigation=view.names_projects,
    )
