"""A tool's own statistics are those of its samples."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mkdocs_dossiers.check.example import RAW, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.measurement import Series
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="I04",
    slug="integrity/summary",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="A file whose summary disagrees with its samples was edited after it was written, or is misread.",
    fix="Restore the file the tool wrote, or measure again.",
    sources=("C06",),
    example=Example(red=(Replace('"mean": 3.951624993684769e-06', '"mean": 3.7e-06', RAW),)),
)

TOLERANCE = 1e-9
"""Relative; the tools print doubles in full, and their sums differ in the last digits."""


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Recompute what the tool printed."""
    for name, raw in context.files.items():
        for series in raw.series:
            for statistic, stated, computed in _pairs(series):
                if not math.isclose(stated, computed, rel_tol=TOLERANCE, abs_tol=1e-15):
                    yield RULE.problem(
                        dossier.document,
                        dossier.document.at("data", name, "file"),
                        f"The {statistic} of {series.name} is {stated!r} by the tool's own summary, but "
                        f"{computed!r} by its samples.{resting_on(dossier, name)}",
                        "Restore the file the tool wrote, or measure again.",
                        dataset_scope(dossier, name),
                    )


def _pairs(series: Series) -> Iterator[tuple[str, float, float]]:
    if series.kind != "sample":
        return
    computed = {
        "mean": series.mean,
        "median": series.median,
        "min": series.minimum,
        "max": series.maximum,
    }
    for statistic, stated in series.stated.items():
        value = computed.get(statistic)
        if value is not None:
            yield statistic, stated, value
