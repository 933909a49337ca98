"""Every document follows its schema."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.check.shape import SCHEMA, check_shape
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="S02",
    slug=SCHEMA,
    stage=Stage.DECLARED,
    severities=ERROR,
    because="What does not follow the format cannot be understood by the next person, or by another program.",
    fix="Follow the schema; an editor with a YAML language server shows it while you type.",
    sources=(
        "S02",
        "S06",
    ),
    example=Example(red=(Replace("date: 2026-11-21", "date: 21.11.2026"),)),
)

ELSEWHERE = frozenset(
    {
        ("", "reproduce"),
        ("", "subject"),
        ("subject", "commit"),
        ("subject", "repository"),
        ("data", "file"),
        ("data", "sha256"),
        ("data", "environment"),
        ("data", "command"),
        ("claims", "metric"),
        ("claims", "statistic"),
        ("claims", "holds"),
    }
)
"""Required keys whose absence has a rule of its own."""
FORMED = frozenset({("claims", "holds"), ("claims", "within")})
"""Keys whose form has a rule of its own."""


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare the document with its schema."""
    yield from check_shape(dossier.document, "dossier", dossier_scope(dossier), ELSEWHERE, formed=FORMED)


def check_project(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare project.yaml and reported.yaml with their schemas."""
    if project.reported is not None:
        yield from check_shape(project.reported, "reported", Scope("workspace"))
    if project.document is not None:
        yield from check_shape(project.document, "project", Scope("project", project.name))
