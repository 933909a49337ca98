"""No two fields of an environment contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.captured import each_environment
from mkdocs_dossiers.check.example import HOST, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.environment.contradictions import contradictions
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="M03",
    slug="environment/consistent",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A document that contradicts itself was edited, or put together from several machines.",
    fix="Capture the machine again with dossier capture; do not edit what it prints.",
    sources=("E01",),
    example=Example(red=(Replace('"smt": {"value": "notsupported",', '"smt": {"value": "on",', HOST),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Hold counts, sizes and names against each other."""
    yield from each_environment(
        RULE,
        dossier,
        contradictions,
        "Capture the machine again with dossier capture; do not edit what it prints.",
    )
