"""The machine's settings keep its speed constant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_dossiers.check.captured import each_environment
from mkdocs_dossiers.check.example import HOST, Example, Replace
from mkdocs_dossiers.check.profile import ADVICE
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.environment.advisories import SETTINGS, advisories
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="M12",
    slug="environment/settings",
    stage=Stage.DECLARED,
    severities=ADVICE,
    because="A clock that follows load and heat makes two runs differ that should be alike.",
    fix="Set the machine up for measuring: governor performance, turbo and SMT off, on mains; or let readers know.",
    sources=("E06", "SPEC CPU2017 4.4"),
    example=Example(red=(Replace('"turbo": {"value": "off",', '"turbo": {"value": "on",', HOST),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Say what each environment's fields tell of it."""
    yield from each_environment(RULE, dossier, _found, RULE.fix)


def _found(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for advisory in advisories(document):
        if advisory.topic == SETTINGS:
            yield advisory.reference, advisory.says
