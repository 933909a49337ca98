"""A reproduction follows its schema."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.shape import check_shape
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Scope, Severity

RULE = Rule(
    "shape/reproduction",
    Stage.DECLARED,
    Severity.ERROR,
    "A measurement made again counts only where everybody can tell what was measured, and by whom.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare each reproduction with the schema."""
    for document in dossier.reproductions:
        yield from check_shape(
            document, "reproduction", Scope("reproduction", str(dossier.reference)), rule=RULE.slug
        )
