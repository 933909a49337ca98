"""A claim about scaling has points to draw its line through."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_claim
from mkdocs_dossiers.check.found import failures
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="T07",
    slug="statistics/scaling",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="'Linear from 1 to 200 users' needs measurements along the way, each saying at how many users.",
    fix="Name a parameter that every series has, with another value in each.",
    sources=("C01",),
    waivable=False,
    example=Example(
        red=(
            with_claim(
                "scales",
                "says: The work grows with the number of clients, at an exponent of at most 1.1 of the mean.",
                "metric: time",
                "statistic: mean",
                "scaling: {of: tool, over: clients, fit: exponent}",
                "holds: <= 1.1 x",
            ),
        )
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report what measuring met."""
    return failures(RULE, dossier, context)
