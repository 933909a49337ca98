"""Every dataset has the command that wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.found import missing
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "evidence/command",
    Stage.DECLARED,
    Severity.ERROR,
    "Without the command nobody knows what was run.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for the key ``command``."""
    return missing(
        RULE,
        dossier,
        "data",
        "command",
        "has no command",
        "Add command: the complete command line that wrote the file.",
    )
