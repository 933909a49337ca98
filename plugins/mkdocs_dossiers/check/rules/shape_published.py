"""A project's record of what was published follows its schema."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import PUBLISHED, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.shape import check_shape
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="S10",
    slug="shape/published",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="A record that cannot be read protects nothing.",
    fix="Follow schema/published.schema.json; paste the lines the gate prints.",
    sources=("R04", "S02"),
    example=Example(red=(Replace(", rules: 1", "", PUBLISHED),)),
)


def check(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare published.yaml with the schema."""
    if project.published is not None:
        yield from check_shape(project.published.document, "published", Scope("workspace"), rule=RULE.slug)
