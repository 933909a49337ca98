"""The machine had nothing else to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_dossiers.check.captured import each_environment
from mkdocs_dossiers.check.example import HOST, Example, Replace
from mkdocs_dossiers.check.profile import ADVICE
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.environment.advisories import BUSY, advisories
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="M10",
    slug="environment/busy",
    stage=Stage.DECLARED,
    severities=ADVICE,
    because="Other work, swapping and heat take time from the program that is measured.",
    fix="Measure on an idle machine, and capture it right before.",
    sources=("E03",),
    example=Example(red=(Replace('"average_1m": {"value": 0.1,', '"average_1m": {"value": 3.5,', HOST),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Say what each environment's fields tell of it."""
    yield from each_environment(RULE, dossier, _found, RULE.fix)


def _found(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for advisory in advisories(document):
        if advisory.topic == BUSY:
            inside = f"runs/{advisory.run}/changes/" if advisory.run else ""
            yield inside + advisory.reference, advisory.says
