"""The machine was nobody else's, and no guest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_dossiers.check.captured import each_environment
from mkdocs_dossiers.check.example import HOST, Example, Replace
from mkdocs_dossiers.check.profile import ADVICE
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.environment.advisories import SHARED, advisories
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="M11",
    slug="environment/shared",
    stage=Stage.DECLARED,
    severities=ADVICE,
    because="What neighbours of a guest do cannot be seen from inside, and moves its numbers.",
    fix="Measure on a machine of your own, or say in the summary that this one is shared.",
    sources=("E04",),
    example=Example(
        red=(Replace('"hypervisor": {"value": "bare metal",', '"hypervisor": {"value": "kvm",', HOST),)
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Say what each environment's fields tell of it."""
    yield from each_environment(RULE, dossier, _found, RULE.fix)


def _found(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for advisory in advisories(document):
        if advisory.topic == SHARED:
            yield advisory.reference, advisory.says
