"""Two series do not hold the same samples."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_dataset
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.measurement import Series
from mkdocs_dossiers.model.problem import Problem

LEAST = 8
"""Samples from which two series do not agree in all their statistics by chance."""

_VALUES = [1 + index * 0.017 for index in range(30)]
_COLUMNS = "columns: {series: arm, metrics: {time: {column: time_ms, unit: ms}}}"


def _table(second: float) -> str:
    rows = [f"{arm},{value * by!r}\n" for arm, by in (("old", 1), ("new", second)) for value in _VALUES]
    return "arm,time_ms\n" + "".join(rows)


RULE = Rule(
    code="I08",
    slug="integrity/same-samples",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="The same samples under two names are one measurement; compared with itself, everything is equal.",
    fix="Measure the second series, or name the one.",
    sources=("D08",),
    example=Example(
        red=with_dataset("loop", "loop.csv", _table(1.0), "python loop.py", _COLUMNS),
        green=with_dataset("loop", "loop.csv", _table(1.25), "python loop.py", _COLUMNS),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Hold the statistics of every series against those of the ones before, to the last digit."""
    seen: dict[tuple[float | int | None, ...], str] = {}
    for name, raw in context.files.items():
        for series in raw.series:
            print_ = _print(series)
            if print_ is None:
                continue
            where = f"{name}/{series.name}"
            other = seen.setdefault(print_, where)
            if other != where:
                yield RULE.problem(
                    dossier.document,
                    dossier.document.at("data", name, "file"),
                    f"The {series.metric} of {where} is, sample by sample, that of {other}: the same "
                    f"{series.n:,} values with the same statistics.{resting_on(dossier, name)}",
                    "Measure the second one, or let the claims name the one series.",
                    dataset_scope(dossier, name),
                )


def _print(series: Series) -> tuple[float | int | None, ...] | None:
    """All statistics of a series of varying samples; None where they may agree by chance."""
    if series.kind != "sample" or (series.n or 0) < LEAST or series.mean is None:
        return None
    if (
        not math.isfinite(series.mean)
        or series.minimum == series.maximum
        or series.mean == round(series.mean)
    ):
        return None
    if {series.median, series.p90, series.p95, series.p99} <= {series.minimum, series.maximum}:
        return None  # marks of what happened, such as 0 and 1
    return (
        series.n,
        series.minimum,
        series.median,
        series.mean,
        series.maximum,
        series.p90,
        series.p95,
        series.p99,
    )
