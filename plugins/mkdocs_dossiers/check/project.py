"""Rules about a project as a whole."""

from __future__ import annotations

from mkdocs_dossiers.check.shape import check_shape
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope, Severity

FOLDER = "shape/project-folder"

RESERVED = frozenset(
    {"gate", "verdicts", "formats", "assets", "search", "javascripts", "stylesheets", "index"}
)
"""Addresses at the top of a site that are taken."""


def check_project(project: Project) -> list[Problem]:
    """Compare project.yaml with its schema, and its name with the folder."""
    document = project.document
    scope = Scope("project", project.name)
    problems: list[Problem] = []
    if project.reported is not None:
        problems += check_shape(project.reported, "reported", Scope("workspace"))
    if project.name in RESERVED:
        problems.append(
            Problem(
                FOLDER,
                Severity.ERROR,
                project.path,
                1,
                1,
                f"A project cannot be called {project.name!r}: the site needs the address for itself.",
                "Give the folder another name.",
                scope,
            )
        )
    if document is None:
        return problems
    problems += check_shape(document, "project", scope)
    name = document.text("name")
    if name is not None and name != project.name:
        place = document.at("name")
        problems.append(
            Problem(
                FOLDER,
                Severity.ERROR,
                document.path,
                place.line,
                place.column,
                f"The name is {name!r}, but the folder is called {project.name!r}.",
                f"Rename the folder to {name}, or write name: {project.name}.",
                scope,
            )
        )
    return problems
