"""Slowing: the rate at the end of a run is not the rate at its beginning."""

from __future__ import annotations

from mkdocs_dossiers.measure.advice.samples import Samples
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.model.digits import plain

WINDOWS = 30
LEAST = 300
SHARE = 0.1
"""Smaller changes are not worth a sentence."""


def advise(engine: Engine, samples: Samples) -> str | None:
    """Count the events in thirty equal windows, and hold the last ten against the first ten.

    Said when Mann and Whitney's test tells them apart at 1 % and they differ by more than 10 %. Source: H. B. Mann and
    D. R. Whitney, Annals of Mathematical Statistics 18 (1947) 50-60.
    """
    if samples.n < LEAST:
        return None
    from scipy.stats import mannwhitneyu

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
    if mannwhitneyu(counts[:third], counts[-third:]).pvalue > 0.01:
        return None
    change = (last - first) / first * 100
    return (
        f"Drift: {samples.series} has {abs(change):.0f} % {'more' if change > 0 else 'fewer'} events in the last third "
        f"of the run than in the first ({plain(last)} against {plain(first)}), so one rate does not describe the "
        "whole run."
    )
