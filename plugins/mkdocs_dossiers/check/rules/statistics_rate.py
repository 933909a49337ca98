"""A rate is of points in time."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.found import failures
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="T05",
    slug="statistics/rate",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="Events per second are counted from when they happened, not from how long they took.",
    fix="Take the rate of points in time, or another statistic.",
    sources=("C03",),
    waivable=False,
    example=Example(
        red=(
            Replace(
                "statistic: median\n    holds: <= 5 us", 'statistic: rate\n    holds: ">= 200 requests/s"'
            ),
        )
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report what measuring met."""
    return failures(RULE, dossier, context)
