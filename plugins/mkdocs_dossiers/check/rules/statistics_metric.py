"""Every claim names a metric its series has."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.found import failures
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="T02",
    slug="statistics/metric",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="A claim is about a quantity that was measured.",
    fix="Name a metric the raw file has; dossier inspect lists them.",
    sources=(
        "C01",
        "C12",
    ),
    waivable=False,
    example=Example(
        red=(
            Replace(
                "    metric: time\n    of: tool/test_sort", "    metric: throughput\n    of: tool/test_sort"
            ),
        )
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report what measuring met."""
    return failures(RULE, dossier, context)
