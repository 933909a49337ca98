"""Slowing: the rate at the end of a run is not the rate at its beginning."""

from __future__ import annotations

from mkdocs_dossiers.measure.advice.samples import Samples
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.model.digits import plain

WINDOWS = 12
LEAST = 240
SHARE = 0.1
"""Smaller changes are not worth a sentence."""


def advise(engine: Engine, samples: Samples) -> str | None:
    """Count the events in twelve equal windows and test for a trend.

    Kendall's rank correlation of count and time, two-sided at 1 %, and a change of more than 10 % between the first
    and the last third. Source: H. B. Mann, Nonparametric tests against trend, Econometrica 13 (1945) 245-259.
    """
    if samples.n < LEAST:
        return None
    from scipy.stats import kendalltau

    rows = engine.rows(
        "SELECT place, count(*) FROM (SELECT CAST(least(floor((value - first) * "
        f"{WINDOWS} / nullif(last - first, 0)), {WINDOWS - 1}) AS INTEGER) AS place "
        f"FROM ({samples.relation}), "
        f"(SELECT min(value) AS first, max(value) AS last FROM ({samples.relation}))) "
        "WHERE place IS NOT NULL GROUP BY place"
    )
    counted = dict(rows)
    counts = [int(counted.get(place, 0)) for place in range(WINDOWS)]
    third = WINDOWS // 3
    first, last = sum(counts[:third]), sum(counts[-third:])
    if not first or abs(last - first) <= SHARE * first:
        return None
    if not kendalltau(range(WINDOWS), counts).pvalue <= 0.01:
        return None
    change = (last - first) / first * 100
    return (
        f"Drift: {samples.series} has {abs(change):.0f} % {'more' if change > 0 else 'fewer'} events in the last third "
        f"of the run than in the first ({plain(last)} against {plain(first)}), so one rate does not describe the "
        "whole run."
    )
