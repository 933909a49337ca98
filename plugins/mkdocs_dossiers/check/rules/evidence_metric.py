"""Every claim names its metric."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.found import missing
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="E06",
    slug="evidence/metric",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A number is of something: without the quantity it cannot be recomputed.",
    fix="Add metric: the quantity the number is of.",
    sources=("C01",),
    waivable=False,
    example=Example(red=(Replace("    metric: time\n    of: tool/test_sort", "    of: tool/test_sort"),)),
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
