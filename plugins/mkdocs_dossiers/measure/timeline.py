"""A load test over time: how much ended in each part of the run, and how long it took."""

from __future__ import annotations

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.statement import Selection
from mkdocs_dossiers.model.picture import Span, Timeline

SPANS = 40
"""Parts of equal length. A run with fewer events per part than a few says little, so small runs have fewer."""
LEAST = 5
"""Events per part, on average."""


def timeline(
    engine: Engine, moments: Selection, latencies: Selection | None, series: str, unit: str
) -> Timeline | None:
    """The events of ``moments`` (points in time, in seconds) in parts of equal length.

    ``latencies`` are samples of the same rows of the file, in ``unit``. None where the run has no length, or
    too few events.
    """
    when = moments.placed() if latencies is not None else moments.sql()
    n, first, last = engine.rows(f"SELECT count(*), min(value), max(value) FROM ({when})")[0]
    parts = min(SPANS, int(n) // LEAST)
    if parts < 2 or not last > first:
        return None
    length = (float(last) - float(first)) / parts
    part = f"CAST(greatest(0, least(ceil((m.value - {first!r}) / {length!r}) - 1, {parts - 1})) AS BIGINT)"
    if latencies is None:
        sql = f"SELECT {part} AS part, count(*), NULL, NULL, NULL FROM ({when}) AS m GROUP BY part"
    else:
        sql = (
            f"SELECT {part} AS part, count(*), median(l.value), quantile_disc(l.value, 0.99), max(l.value) "
            f"FROM ({when}) AS m JOIN ({latencies.placed()}) AS l USING (run, iteration) GROUP BY part"
        )
    found = {int(row[0]): row for row in engine.rows(sql)}
    return Timeline(
        series,
        int(n),
        unit,
        tuple(_span(length, index, found.get(index)) for index in range(parts)),
    )


def _span(length: float, index: int, row: tuple[object, ...] | None) -> Span:
    start, end = index * length, (index + 1) * length
    if row is None:
        return Span(start, end, 0)
    values = (float(str(value)) if value is not None else None for value in row[2:])
    return Span(start, end, int(str(row[1])), *values)
