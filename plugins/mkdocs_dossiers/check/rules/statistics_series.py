"""Every claim names a series its dataset holds."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.found import failures
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "statistics/series",
    Stage.MEASURED,
    Severity.ERROR,
    "A claim is about something that was measured.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report what measuring met."""
    return failures(RULE, dossier, context)
