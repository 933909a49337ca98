"""Every claim names its statistic."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.found import missing
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "evidence/statistic",
    Stage.DECLARED,
    Severity.ERROR,
    "A latency without median, p99 or maximum can mean any of them.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for the key ``statistic``."""
    return missing(
        RULE,
        dossier,
        "claims",
        "statistic",
        "names no statistic",
        "Add statistic: median, mean, p99, max, count, rate or share.",
    )
