"""An environment document follows its schema."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.shape import check_shape
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Scope, Severity

RULE = Rule(
    "shape/environment",
    Stage.DECLARED,
    Severity.ERROR,
    "A machine that is described in another form cannot be compared with the next one.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare each captured environment with the schema."""
    for name, environment in dossier.environments.items():
        scope = Scope("environment", str(dossier.reference), name)
        yield from check_shape(environment.document, "environment", scope, rule=RULE.slug)
