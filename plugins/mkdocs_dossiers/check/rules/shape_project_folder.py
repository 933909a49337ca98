"""A project lies in the folder of its name, and takes no address the site needs."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import PROJECT, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.document import Position
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RESERVED = frozenset(
    {"gate", "verdicts", "formats", "assets", "search", "javascripts", "stylesheets", "index"}
)
"""Addresses at the top of a site that are taken."""

RULE = Rule(
    code="S05",
    slug="shape/project-folder",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="A reference such as project@version must lead to one place.",
    fix="Let the folder and the project have one name, which the site has no other use for.",
    sources=("S05",),
    example=Example(red=(Replace("name: demo", "name: other", PROJECT),)),
)


def check(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare the declared name with the folder's."""
    scope = Scope("project", project.name)
    if project.name in RESERVED:
        yield RULE.finding(
            project.path,
            Position(1, 1),
            f"A project cannot be called {project.name!r}: the site needs the address for itself.",
            "Give the folder another name.",
            scope,
        )
    document = project.document
    name = document.text("name") if document is not None else None
    if document is not None and name is not None and name != project.name:
        yield RULE.problem(
            document,
            document.at("name"),
            f"The name is {name!r}, but the folder is called {project.name!r}.",
            f"Rename the folder to {name}, or write name: {project.name}.",
            scope,
        )
