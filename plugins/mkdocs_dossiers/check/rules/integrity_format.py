"""Every raw file is what some benchmark tool wrote, whole."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.found import failures
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "integrity/format",
    Stage.MEASURED,
    Severity.ERROR,
    "A raw file that cannot be read as what it claims to be cannot be recomputed by anybody.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report what measuring met."""
    return failures(RULE, dossier, context)
