"""Resolution: the timer ticks too coarsely for what it measures."""

from __future__ import annotations

from mkdocs_dossiers.measure.advice.samples import Samples
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.model.digits import plain, with_unit

LEAST = 30
SHARE = 0.05
"""Of the median: a step this large moves any statistic by as much."""


def advise(engine: Engine, samples: Samples) -> str | None:
    """Find the smallest step between two different samples, and hold it against the median."""
    if samples.n < LEAST:
        return None
    row = engine.rows(
        "SELECT min(step), any_value(middle), count(*) FROM (SELECT value - lag(value) OVER (ORDER BY value) AS step "
        f"FROM (SELECT DISTINCT value FROM ({samples.relation}))), "
        f"(SELECT median(value) AS middle FROM ({samples.relation}))"
    )[0]
    step, middle, distinct = row
    if step is None or not middle or step <= SHARE * abs(middle) or int(distinct) * 2 > samples.n:
        return None
    return (
        f"Resolution: the samples of {samples.series} take only {int(distinct):,} different values, "
        f"{with_unit(plain(step), samples.unit)} apart at least, beside a median of "
        f"{with_unit(plain(middle), samples.unit)}."
    )
