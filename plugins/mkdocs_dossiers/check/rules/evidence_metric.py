"""Every claim names its metric."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.found import missing
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "evidence/metric",
    Stage.DECLARED,
    Severity.ERROR,
    "A number is of something: without the quantity it cannot be recomputed.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for the key ``metric``."""
    return missing(
        RULE,
        dossier,
        "claims",
        "metric",
        "does not say which metric it is about",
        "Add metric, for example latency; `dossier inspect FILE` lists those of a raw file.",
    )
