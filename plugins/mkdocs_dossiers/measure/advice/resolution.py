"""Resolution: the timer ticks too coarsely for what it measures."""

from __future__ import annotations

from mkdocs_dossiers.measure.advice.question import Question
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.model.digits import plain

LEAST = 30
SHARE = 0.05
"""Of the median: a step this large moves any statistic by as much."""


def advise(engine: Engine, question: Question) -> str | None:
    """Find the smallest step between two different samples, and hold it against the median."""
    if question.n < LEAST:
        return None
    row = engine.rows(
        "SELECT min(step), any_value(middle), count(*) FROM (SELECT value - lag(value) OVER (ORDER BY value) AS step "
        f"FROM (SELECT DISTINCT value FROM ({question.relation}))), "
        f"(SELECT median(value) AS middle FROM ({question.relation}))"
    )[0]
    step, middle, distinct = row
    if step is None or not middle or step <= SHARE * abs(middle) or int(distinct) * 2 > question.n:
        return None
    return (
        f"Resolution: the samples of {question.series} take only {int(distinct):,} different values, "
        f"{plain(step)} apart at least, beside a median of {plain(middle)}."
    )
