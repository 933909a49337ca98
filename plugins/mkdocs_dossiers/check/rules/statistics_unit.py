"""The unit of the limit fits the unit of the samples."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.found import failures
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "statistics/unit",
    Stage.MEASURED,
    Severity.ERROR,
    "Milliseconds can be held against seconds, not against megabytes.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report what measuring met."""
    return failures(RULE, dossier, context)
