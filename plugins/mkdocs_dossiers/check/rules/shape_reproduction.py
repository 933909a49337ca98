"""A reproduction follows its schema."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import VERSION, Add, Example
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.shape import check_shape
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="S08",
    slug="shape/reproduction",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A measurement made again counts only where everybody can tell what was measured, and by whom.",
    fix="Follow schema/reproduction.schema.json.",
    sources=("R03",),
    example=Example(
        red=(Add(f"{VERSION}/reproductions/2026-12-01-somebody/reproduction.yaml", "schema: 1\n"),)
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare each reproduction with the schema."""
    for document in dossier.reproductions:
        yield from check_shape(
            document, "reproduction", Scope("reproduction", str(dossier.reference)), rule=RULE.slug
        )
