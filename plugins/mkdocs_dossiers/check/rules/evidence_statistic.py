"""Every claim names its statistic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.found import missing
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.wording.statistics_in_words import named
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
    """Look for the key ``statistic``; where the sentence names one, propose that."""
    fix = "Add statistic: median, mean, p99, max, count, rate or share."
    for problem in missing(RULE, dossier, "claims", "statistic", "names no statistic", fix):
        said = _said(dossier.document.text("claims", problem.scope.name, "says") or "")
        yield replace(problem, fix=f"Add statistic: {said}, as the sentence says.") if said else problem


def _said(sentence: str) -> str | None:
    """The one statistic a sentence names, as the key has it."""
    found = {
        f"p{one.percentile:g}" if one.percentile is not None else one.statistic for one in named(sentence)
    }
    one = found.pop() if len(found) == 1 else None
    return one if one is not None and (one[1:2].isdigit() or one in _KNOWN) else None


_KNOWN = frozenset({"median", "mean", "max", "min", "cv"})
