"""A rate is of points in time."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.found import failures
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "statistics/rate",
    Stage.MEASURED,
    Severity.ERROR,
    "Events per second are counted from when they happened, not from how long they took.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report what measuring met."""
    return failures(RULE, dossier, context)
