"""How samples lie: a histogram counted by DuckDB, so that raw data never reaches the page whole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.model.picture import Bin, Fences, Shape

POINTS = 200
"""Up to so many samples are drawn one by one."""
BINS = 48
LEAST_FENCED = 10
"""Samples from which quartiles say something about the rest."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the axis a histogram covers, in the samples' unit."""

    lower: float
    upper: float


def window(
    engine: Engine, relations: list[str], marks: list[float], highs: Sequence[float] | None = None
) -> Window | None:
    """An axis for the samples of some relations (statements that select ``value``).

    It runs from the smallest sample to the 99.5th percentile, and on to ``marks`` (limit, bounds) that are
    near enough to be drawn. None where there is nothing to draw. ``highs`` are the percentiles, where they are known.
    """
    lows, found, tops = [], list(highs or ()), []
    high = "NULL" if highs else "quantile_disc(value, 0.995)"
    for relation in relations:
        row = engine.rows(f"SELECT min(value), {high}, max(value) FROM ({relation})")[0]
        if row[0] is None:
            return None
        lows.append(float(row[0]))
        tops.append(float(row[2]))
        if not highs:
            found.append(float(row[1]))
    lower, upper = min(lows), max(found)
    span = (upper - lower) or abs(upper) or 1.0
    for mark in marks:
        if lower - 2 * span <= mark <= upper + 2 * span:
            lower, upper = min(lower, mark - 0.05 * span), max(upper, mark + 0.05 * span)
    if max(tops) - upper < 0.02 * span:
        upper = max(upper, *tops)
    if not (math.isfinite(lower) and math.isfinite(upper)):
        return None
    return Window(lower, upper if upper > lower else lower + span)


def shape(
    engine: Engine,
    relation: str,
    series: str,
    unit: str,
    value: float | None,
    axis: Window,
    *,
    weighted: bool = False,
    quartiles: tuple[float, float] | None = None,
) -> Shape:
    """The histogram of one relation over an axis. ``weighted``: a row stands for several samples. ``quartiles`` are the
    first and the third, where they are known.
    """
    width = (axis.upper - axis.lower) / BINS
    counted = engine.rows(
        f"SELECT CASE WHEN value < {axis.lower!r} THEN -1 WHEN value > {axis.upper!r} THEN {BINS} "
        f"ELSE least(floor((value - {axis.lower!r}) / {width!r}), {BINS - 1}) END AS bin, "
        f"{'CAST(sum(weight) AS BIGINT)' if weighted else 'count(*)'} "
        f"FROM ({relation}) GROUP BY bin"
    )
    counts = {int(row[0]): int(row[1]) for row in counted}
    n = sum(counts.values())
    points: tuple[float, ...] = ()
    if n <= POINTS and not weighted:
        points = tuple(float(row[0]) for row in engine.rows(f"SELECT value FROM ({relation}) ORDER BY value"))
    return Shape(
        series=series,
        n=n,
        unit=unit,
        value=value,
        bins=tuple(
            Bin(axis.lower + index * width, axis.lower + (index + 1) * width, counts.get(index, 0))
            for index in range(BINS)
        ),
        below=counts.get(-1, 0),
        above=counts.get(BINS, 0),
        points=points,
        fences=_fences(engine, relation, quartiles) if n >= LEAST_FENCED and not weighted else None,
    )


def _fences(engine: Engine, relation: str, quartiles: tuple[float, float] | None) -> Fences:
    """Tukey's fences of a relation, and how many samples lie beyond them."""
    if quartiles is None:
        quartiles = engine.rows(f"SELECT quantile_disc(value, [0.25, 0.75]) FROM ({relation})")[0][0]
    first, third = float(quartiles[0]), float(quartiles[1])
    inner, outer = (
        (first - reach * (third - first), third + reach * (third - first)) for reach in (1.5, 3.0)
    )
    beyond = (f"count(*) FILTER (WHERE value < {low!r} OR value > {high!r})" for low, high in (inner, outer))
    outside, far = engine.rows(f"SELECT {', '.join(beyond)} FROM ({relation})")[0]
    return Fences(*inner, int(outside), int(far))
