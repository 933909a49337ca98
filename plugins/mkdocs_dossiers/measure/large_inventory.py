"""The series of a table with many samples, described in two passes that hold a few of them."""

from __future__ import annotations

import math
from typing import Any, TypeAlias

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.format import identifier
from mkdocs_dossiers.measure.interval import quantile_ranks
from mkdocs_dossiers.measure.order_statistics import DRAWN, SHARES, Key, OrderStatistics
from mkdocs_dossiers.measure.order_statistics import Series as Looked
from mkdocs_dossiers.measure.statistics.percentile import rank_of
from mkdocs_dossiers.model.measurement import Series

_FIRST = """
SELECT series, metric, any_value(unit), count(*), min(value), max(value), count(*) FILTER (WHERE drawn),
       quantile_disc(value, [{shares}]) FILTER (WHERE drawn), count(*) - count(value)
FROM (SELECT series, metric, unit, value, random() < {part} AS drawn FROM {table} WHERE NOT warmup)
GROUP BY series, metric
ORDER BY series, metric
"""
_WARMUPS = "SELECT series, metric, count(*) FROM {table} WHERE warmup GROUP BY series, metric"
_VARIED = """
SELECT series, metric, count(DISTINCT run), count(DISTINCT unit) FROM {table} WHERE NOT warmup GROUP BY series, metric
"""
_NOT_FINITE = """
SELECT series, metric, count(*) FROM {table} WHERE value IS NULL OR NOT isfinite(value) GROUP BY series, metric
"""
_NAMED = {"p90": 0.9, "p95": 0.95, "p99": 0.99}

Asked: TypeAlias = frozenset[tuple[float, float]]
"""Percentiles that will be asked for, as fractions, each with the confidence of its interval."""


def large_inventory(
    engine: Engine, name: str, rows: int, asked: Asked = frozenset(), *, declared: bool = False
) -> tuple[tuple[Series, ...], OrderStatistics | None, str | None]:
    """Every series of a loaded table of samples of about so many ``rows``, and where to look for order statistics.

    What is ``asked`` is looked for in the same pass. A table whose columns are ``declared`` has one run, and one unit
    for each metric. The order statistics are None where a value is no number. The last is a series with several units.
    """
    table = identifier(name)
    part, shares = repr(min(1.0, DRAWN / max(rows, 1))), ", ".join(map(repr, SHARES))
    found = engine.rows(_FIRST.format(table=table, part=part, shares=shares))
    warmups = _counts(engine, _WARMUPS.format(table=table))
    varied = engine.rows(_VARIED.format(table=table)) if not declared else []
    mixed = next((f"{row[0]} has its {row[1]}" for row in varied if row[3] > 1), None)
    sound = all(row[8] == 0 and math.isfinite(row[4]) and math.isfinite(row[5]) for row in found)
    bad = {} if sound else _counts(engine, _NOT_FINITE.format(table=table))
    looked = None
    if sound and not any(row[0] is None or row[1] is None for row in found):
        looked = OrderStatistics(
            engine,
            name,
            {
                (row[0], row[1]): Looked(
                    int(row[3]), float(row[4]), float(row[5]), int(row[6]), tuple(row[7] or ())
                )
                for row in found
            },
        )
        looked.find({key: _ranks(one.n, asked) for key, one in looked.series.items()})
    runs = {(row[0], row[1]): int(row[2]) for row in varied}
    known = tuple(_series(row, looked, runs, warmups, bad) for row in found)
    only = [key for key in warmups if key not in {(row[0], row[1]) for row in found}]
    return known + tuple(_warmed(key, warmups[key]) for key in only), looked, mixed


def _counts(engine: Engine, sql: str) -> dict[Key, int]:
    return {(row[0], row[1]): int(row[2]) for row in engine.rows(sql)}


def _warmed(key: Key, warmups: int) -> Series:
    """A series of which only the warm-up was measured."""
    return Series(*key, None, "sample", 0, None, None, None, None, None, None, None, warmups=warmups)


def _middle(n: int) -> tuple[int, int]:
    return (n + 1) // 2, n // 2 + 1


def _ranks(n: int, asked: Asked) -> set[int]:
    bounds = [quantile_ranks(n, share, confidence) for share, confidence in asked]
    return {
        *_middle(n),
        *(rank_of(share, n) for share in {*_NAMED.values(), *(share for share, _ in asked)}),
        *(rank for one in bounds for rank in (one.low, one.high) if rank is not None),
    }


def _series(
    row: tuple[Any, ...],
    looked: OrderStatistics | None,
    runs: dict[Key, int],
    warmups: dict[Key, int],
    bad: dict[Key, int],
) -> Series:
    key = (row[0], row[1])
    n = int(row[3])
    one = looked.series.get(key) if looked is not None else None
    at = one.found if one is not None else {}
    low, high = (at.get(rank) for rank in _middle(n))
    named = {name: at.get(rank_of(share, n)) for name, share in _NAMED.items()} if n else {}
    return Series(
        name=row[0],
        metric=row[1],
        unit=str(row[2]) if row[2] else None,
        kind="sample",
        n=n,
        minimum=float(row[4]) if row[4] is not None else None,
        median=low + (high - low) * 0.5 if low is not None and high is not None else None,
        mean=looked.mean(key) if looked is not None and one is not None else None,
        maximum=float(row[5]) if row[5] is not None else None,
        p90=named.get("p90"),
        p95=named.get("p95"),
        p99=named.get("p99"),
        warmups=warmups.get(key, 0),
        not_finite=bad.get(key, 0),
        stated={},
        runs=runs.get(key, 0) or 1,
        repeats=1,
    )
