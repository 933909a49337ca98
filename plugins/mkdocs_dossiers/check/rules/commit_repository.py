"""The measured repository is this one, or the clone URL of another, with nothing secret in it."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.repository import trouble
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="C04",
    slug="commit/repository",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="People and programs will clone this address: it must lead everybody to one place, run nothing, and "
    "give nothing away.",
    fix='Write "." for this repository, or the clone URL of another without user name and password.',
    sources=("G03", "E07"),
    waivable=False,
    example=Example(
        red=(Replace('repository: "."', "repository: https://ada:secret@git.example.com/other"),)
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look at the address of the subject."""
    yield from _look(dossier.document, ("subject", "repository"), dossier_scope(dossier))


def check_project(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look at the address of the project, which its page shows."""
    if project.document is not None:
        yield from _look(project.document, ("repository",), Scope("project", project.name))


def _look(document: Document, pointer: tuple[str, ...], scope: Scope) -> Iterator[Problem]:
    address = document.text(*pointer)
    found = trouble(address) if address is not None else None
    if found is not None:
        yield RULE.problem(document, document.at(*pointer), *found, scope)
