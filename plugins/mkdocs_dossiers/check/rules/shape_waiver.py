"""A waiver follows its schema."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import APPROVED, Example, with_waiver
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.shape import check_shape
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="S09",
    slug="shape/waiver",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="Who accepts what, why and until when is the least a reader must know.",
    fix="Follow schema/waiver.schema.json: schema, rule, object, reason, approver, date, expires.",
    sources=("R09",),
    example=Example(red=with_waiver("approver: Grace Reviewer\n"), green=with_waiver(), today=APPROVED),
)


def check(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare each waiver with the schema."""
    for waived in project.waivers:
        scope = Scope("waiver", project.name, waived.name)
        yield from check_shape(waived.document, "waiver", scope, rule=RULE.slug)
