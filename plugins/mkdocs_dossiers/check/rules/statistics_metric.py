"""Every claim names a metric its series has."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.found import failures
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "statistics/metric",
    Stage.MEASURED,
    Severity.ERROR,
    "A claim is about a quantity that was measured.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report what measuring met."""
    return failures(RULE, dossier, context)
