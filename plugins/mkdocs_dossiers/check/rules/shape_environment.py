"""An environment document follows its schema."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import HOST, Add, Example
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.shape import check_shape
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="S07",
    slug="shape/environment",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A machine that is described in another form cannot be compared with the next one.",
    fix="Capture the machine with dossier capture; do not write the file by hand.",
    sources=(
        "E01",
        "S02",
    ),
    example=Example(red=(Add(HOST, '{"schema": 1}\n'),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare each captured environment with the schema."""
    for name, environment in dossier.environments.items():
        scope = Scope("environment", str(dossier.reference), name)
        yield from check_shape(environment.document, "environment", scope, rule=RULE.slug)
