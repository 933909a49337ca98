"""A tool that kept statistics only supports claims about exactly those."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.found import failures
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "statistics/summary",
    Stage.MEASURED,
    Severity.ERROR,
    "What a tool did not keep cannot be recomputed, and percentiles cannot be made from percentiles.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report what measuring met."""
    return failures(RULE, dossier, context)
