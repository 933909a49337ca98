"""The quantiles of a series, for the charts of how samples add up."""

from __future__ import annotations

import math

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.model.picture import Curve, Quantile

STEPS = 80
"""Steps of equal shares; a series with fewer samples has one per sample."""
PER_DECADE = 8
"""Steps of the tail, per factor of ten by which the share beyond shrinks."""


def curve(engine: Engine, relation: str, series: str, unit: str, *, weighted: bool = False) -> Curve | None:
    """The quantiles of a relation (a statement that selects ``value``); None where it is empty.

    ``weighted``: a row stands for ``weight`` samples.
    """
    count = "CAST(coalesce(sum(weight), 0) AS BIGINT)" if weighted else "count(*)"
    n = int(engine.rows(f"SELECT {count} FROM ({relation})")[0][0])
    if not n:
        return None
    ranks = _ranks(n)
    if weighted:
        columns = ", ".join(f"min(value) FILTER (WHERE upto >= {rank})" for rank in ranks)
        source = (
            f"(SELECT value, sum(weight) OVER (ORDER BY value) AS upto FROM ({relation}) WHERE weight > 0)"
        )
        values = engine.rows(f"SELECT {columns} FROM {source}")[0]
    else:
        # (rank - 0.5) / n names a rank exactly, clear of rounding
        shares = ", ".join(repr((rank - 0.5) / n) for rank in ranks)
        values = engine.rows(f"SELECT quantile_disc(value, [{shares}]) FROM ({relation})")[0][0]
    return Curve(
        series,
        n,
        unit,
        tuple(Quantile(rank / n, float(value)) for rank, value in zip(ranks, values, strict=True)),
    )


def _ranks(n: int) -> list[int]:
    """Ranks from 1 to n: evenly spread, and closer together in the tail."""
    even = {max(1, math.ceil(n * step / STEPS)) for step in range(STEPS + 1)}
    steps = math.floor(math.log10(n) * PER_DECADE)
    tail = {n - round(n * 10 ** (-step / PER_DECADE)) for step in range(PER_DECADE, steps + 1)}
    return sorted(rank for rank in even | tail | {1, n} if 1 <= rank <= n)
