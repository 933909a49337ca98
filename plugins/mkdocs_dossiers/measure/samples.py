"""A raw file's samples: loaded once, then described series by series."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.failure import CannotMeasure, Failure
from mkdocs_dossiers.measure.format import identifier
from mkdocs_dossiers.model.measurement import Series

_STATISTICS = ("min", "median", "mean", "max", "p90", "p95", "p99")
_INVENTORY = """
SELECT series, metric, any_value(unit), kind,
       count(*) FILTER (WHERE NOT warmup) AS n,
       min(value) FILTER (WHERE NOT warmup), median(value) FILTER (WHERE NOT warmup),
       avg(value ORDER BY value) FILTER (WHERE NOT warmup), max(value) FILTER (WHERE NOT warmup),
       quantile_disc(value, 0.9) FILTER (WHERE NOT warmup),
       quantile_disc(value, 0.95) FILTER (WHERE NOT warmup),
       quantile_disc(value, 0.99) FILTER (WHERE NOT warmup),
       count(*) FILTER (WHERE warmup),
       count(*) FILTER (WHERE value IS NULL OR NOT isfinite(value)),
       list({{'k': params['statistic'], 'v': value}} ORDER BY params['statistic'], value)
           FILTER (WHERE kind = 'summary' AND value IS NOT NULL),
       max(weight) FILTER (WHERE kind = 'summary'),
       count(DISTINCT run) FILTER (WHERE NOT warmup), count(DISTINCT unit)
FROM {table}
GROUP BY series, metric, kind
ORDER BY series, metric, kind
"""

_WEIGHTED_INVENTORY = """
SELECT series, metric, any_value(unit), kind, CAST(any_value(n) AS BIGINT),
       min(value) FILTER (WHERE NOT warmup AND weight > 0),
       (min(value) FILTER (WHERE upto >= ceil(0.5 * n)) + min(value) FILTER (WHERE upto >= floor(0.5 * n) + 1)) / 2,
       sum(value * weight ORDER BY value) FILTER (WHERE NOT warmup) / any_value(n),
       max(value) FILTER (WHERE NOT warmup AND weight > 0),
       min(value) FILTER (WHERE upto >= ceil(0.9 * n)),
       min(value) FILTER (WHERE upto >= ceil(0.95 * n)),
       min(value) FILTER (WHERE upto >= ceil(0.99 * n)),
       count(*) FILTER (WHERE warmup),
       count(*) FILTER (WHERE value IS NULL OR NOT isfinite(value)),
       list({{'k': params['statistic'], 'v': value}} ORDER BY params['statistic'], value)
           FILTER (WHERE kind = 'summary' AND value IS NOT NULL),
       max(weight) FILTER (WHERE kind = 'summary'),
       count(DISTINCT run) FILTER (WHERE NOT warmup), count(DISTINCT unit)
FROM (SELECT *, sum(weight) FILTER (WHERE NOT warmup) OVER (PARTITION BY series, metric, kind ORDER BY value)
                AS upto,
             sum(weight) FILTER (WHERE NOT warmup) OVER (PARTITION BY series, metric, kind) AS n
      FROM {table})
GROUP BY series, metric, kind
ORDER BY series, metric, kind
"""


_REPEATED = """
SELECT series, metric, min(times)
FROM (SELECT series, metric, value, count(*) AS times FROM {table}
      WHERE kind = 'sample' AND NOT warmup GROUP BY series, metric, value)
GROUP BY series, metric
HAVING count(*) >= {least}
"""
DIFFERENT = 20
"""Different values a series must have before it is strange that each occurs more than once."""
MOST_COUNTED = 5_000_000
"""Rows of a file that are searched for repeated samples."""


MANY = 1_000_000
"""Samples from which nothing may hold or sort them all."""
MOST_ROWS = 2_000_000_000
FEW_ROWS, ROWS_PER_BYTE = 500_000, 1
"""Values a file may hold: 500,000, and one more for each of its bytes as it lies there, up to 2,000 million."""


def most_rows(size: int) -> int:
    """How many values a file of so many bytes may hold."""
    return min(MOST_ROWS, FEW_ROWS + ROWS_PER_BYTE * size)


def load(engine: Engine, name: str, sql: str, size: int) -> int:
    """Read a raw file's samples into a table called ``name``, and give their number. ``size`` is the file's in bytes.

    Raises :class:`CannotMeasure`, also when it unpacks to more samples than a tool would write into so few bytes.
    """
    table = identifier(name)
    engine.rows(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM ({sql}\n) LIMIT {most_rows(size) + 1}")
    return not_too_many(int(engine.rows(f"SELECT count(*) FROM {table}")[0][0]), size)


def not_too_many(rows: int, size: int) -> int:
    """The number of rows. Raises :class:`CannotMeasure` when a file of ``size`` bytes may not hold so many."""
    most = most_rows(size)
    if rows > most:
        raise CannotMeasure(
            Failure(
                "integrity/format",
                f"The file holds more than {most:,} values, the most that are read from {size:,} bytes.",
                "Measure less in one file, or split it.",
                ("file",),
            )
        )
    return rows


def facts(engine: Engine, sql: str | None) -> dict[str, str]:
    """What a raw file says about itself, by key."""
    rows = engine.rows(sql) if sql is not None else []
    return {str(key): str(value) for key, value in rows if value not in (None, "")}


def inventory(engine: Engine, name: str, *, weighted: bool = False) -> tuple[Series, ...]:
    """Every series of a loaded file, in the file's own units. ``weighted``: a row stands for several samples."""
    template = _WEIGHTED_INVENTORY if weighted else _INVENTORY
    rows = engine.rows(template.format(table=identifier(name)))
    mixed = [f"{row[0]} has its {row[1]}" for row in rows if row[17] > 1]
    refuse([(row[0], row[1]) for row in rows], mixed[0] if mixed else None)
    repeats = _repeats(engine, name, rows, weighted)
    sampled = {(row[0], row[1]): row for row in rows if row[3] == "sample"}
    stated = {(row[0], row[1]): row for row in rows if row[3] == "summary"}
    return tuple(
        _series(key, sampled.get(key), stated.get(key), repeats.get(key, 1))
        for key in _ordered([*sampled, *stated])
    )


def refuse(names: Iterable[tuple[str | None, str | None]], mixed: str | None) -> None:
    """Refuse values without series, and a series in several units. Raises :class:`CannotMeasure`."""
    if any(series is None or metric is None for series, metric in names):
        raise CannotMeasure(
            Failure(
                "integrity/format",
                "The file holds a value that belongs to no series.",
                "Commit the tool's own output, complete and unchanged.",
                ("file",),
            )
        )
    if mixed:
        raise CannotMeasure(
            Failure(
                "integrity/format",
                f"The series {mixed} in more than one unit.",
                "Measure again with one unit, or one series per unit.",
                ("file",),
            )
        )


def _repeats(
    engine: Engine, name: str, rows: list[tuple[Any, ...]], weighted: bool
) -> dict[tuple[str, str], int]:
    """How often the rarest value of each series occurs, where there are enough different ones."""
    if weighted or sum(int(row[4] or 0) for row in rows) > MOST_COUNTED:
        return {}
    counted = engine.rows(_REPEATED.format(table=identifier(name), least=DIFFERENT))
    return {(series, metric): int(times) for series, metric, times in counted}


def _ordered(keys: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(dict.fromkeys(keys))


def _series(
    key: tuple[str, str],
    sampled: tuple[Any, ...] | None,
    stated: tuple[Any, ...] | None,
    repeats: int,
) -> Series:
    printed = _printed(stated[14]) if stated else {}
    if sampled is not None:
        row, numbers = sampled, dict(zip(_STATISTICS, sampled[5:12], strict=True))
        n, warmups = sampled[4], int(sampled[12])
    else:
        assert stated is not None  # noqa: S101 - a key comes from one of the two
        row, numbers = stated, {name: printed.get(name) for name in _STATISTICS}
        n, warmups = stated[15], 0
    return Series(
        name=key[0],
        metric=key[1],
        unit=str(row[2]) if row[2] else None,
        kind="sample" if sampled is not None else "summary",
        n=int(n) if n is not None else None,
        minimum=_number(numbers["min"]),
        median=_number(numbers["median"]),
        mean=_number(numbers["mean"]),
        maximum=_number(numbers["max"]),
        p90=_number(numbers["p90"]),
        p95=_number(numbers["p95"]),
        p99=_number(numbers["p99"]),
        warmups=warmups,
        not_finite=int(row[13]),
        stated=printed,
        runs=int(row[16] or 0) or 1,
        repeats=repeats,
    )


def _number(value: Any) -> float | None:
    return float(value) if value is not None else None


def _printed(entries: list[dict[str, Any]] | None) -> dict[str, float]:
    """Statistics the tool printed, by name; one it printed twice with two values says nothing."""
    values: dict[str, set[float]] = {}
    for entry in entries or []:
        values.setdefault(str(entry["k"]), set()).add(float(entry["v"]))
    return {name: found.pop() for name, found in values.items() if len(found) == 1}
