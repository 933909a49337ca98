"""The medians of a file's series with their intervals, so that any two series can be held against each other."""

from __future__ import annotations

from dataclasses import replace

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.format import identifier
from mkdocs_dossiers.measure.interval import Ranks, quantile_ranks
from mkdocs_dossiers.measure.side import OWN_CONFIDENCE
from mkdocs_dossiers.model.measurement import Series

MOST_ROWS = 5_000_000
"""Samples of a file whose medians are bounded; above, sorting them all again would cost too much."""
MOST_SIZES = 50
"""Different numbers of samples that are looked at: series beyond these stay without an interval."""


def bounded(engine: Engine, table: str, series: tuple[Series, ...]) -> tuple[Series, ...]:
    """The same series, those of samples with the 95 % interval of their median from order statistics.

    One statement reads all. Source of the ranks: as :func:`quantile_ranks`.
    """
    sampled = [entry for entry in series if entry.kind == "sample" and entry.n]
    sizes = sorted({entry.n or 0 for entry in sampled})[:MOST_SIZES]
    if not sizes or sum(entry.n or 0 for entry in sampled) > MOST_ROWS:
        return series
    ranks = {n: quantile_ranks(n, 0.5, OWN_CONFIDENCE) for n in sizes}
    places = sorted(
        {(rank - 0.5) / n for n in sizes for rank in (ranks[n].low, ranks[n].high) if rank is not None}
    )
    if not places:
        return series
    rows = engine.rows(
        f"SELECT series, metric, quantile_disc(value, [{', '.join(map(repr, places))}]) "
        f"FROM {identifier(table)} WHERE kind = 'sample' AND NOT warmup GROUP BY series, metric"
    )
    found = {(name, metric): dict(zip(places, values, strict=True)) for name, metric, values in rows}
    return tuple(
        _with_interval(entry, ranks[entry.n], found.get((entry.name, entry.metric), {}))
        if entry.kind == "sample" and entry.n in ranks
        else entry
        for entry in series
    )


def _with_interval(series: Series, ranks: Ranks, values: dict[float, float]) -> Series:
    n = series.n or 1
    low, high = (
        float(values[place]) if rank is not None and (place := (rank - 0.5) / n) in values else None
        for rank in (ranks.low, ranks.high)
    )
    return replace(series, median_low=low, median_high=high)
