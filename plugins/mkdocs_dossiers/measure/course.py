"""The samples of a series in the order in which they were measured."""

from __future__ import annotations

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.statement import Selection
from mkdocs_dossiers.model.picture import Block, Course

ALL = 120
"""Up to so many samples each one is kept."""
BLOCKS = 60


def course(engine: Engine, selection: Selection, series: str, unit: str) -> Course | None:
    """The course of the selected samples; None where there are none, or a row stands for several."""
    if selection.weighted or selection.summary is not None:
        return None
    relation = selection.placed()
    n = int(engine.rows(f"SELECT count(*) FROM ({relation})")[0][0])
    if not n:
        return None
    if n <= ALL:
        return _each(engine, relation, series, unit, n)
    rows = engine.rows(
        "SELECT min(place), count(*), min(value), median(value), max(value) "
        f"FROM ({relation}) GROUP BY (place - 1) * {BLOCKS} // {n} ORDER BY 1"
    )
    return Course(series, n, unit, _blocks(rows))


def _each(engine: Engine, relation: str, series: str, unit: str, n: int) -> Course:
    """Every sample, with the running median over a tenth of them, at least five."""
    half = max(2, n // 20)
    rows = engine.rows(
        f"SELECT place, 1, value, median(value) OVER (ORDER BY place ROWS BETWEEN {half} PRECEDING AND {half} "
        f"FOLLOWING), value FROM ({relation}) ORDER BY place"
    )
    return Course(series, n, unit, _blocks(rows), window=2 * half + 1)


def _blocks(rows: list[tuple[object, ...]]) -> tuple[Block, ...]:
    return tuple(
        Block(int(str(first)), int(str(count)), *(float(str(value)) for value in values))
        for first, count, *values in rows
    )
