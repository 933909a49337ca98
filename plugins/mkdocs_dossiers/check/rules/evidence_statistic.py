"""Every claim names its statistic."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.found import missing
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="E07",
    slug="evidence/statistic",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A latency without median, p99 or maximum can mean any of them.",
    fix="Add statistic: median, mean, p99, max, count, rate or share.",
    sources=(
        "C02",
        "Hoefler & Belli 2015, rule 3",
    ),
    waivable=False,
    example=Example(
        red=(Replace("    of: tool/test_sort\n    statistic: median\n", "    of: tool/test_sort\n"),)
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for the key ``statistic``."""
    return missing(
        RULE,
        dossier,
        "claims",
        "statistic",
        "names no statistic",
        "Add statistic: median, mean, p99, max, count, rate or share.",
    )
