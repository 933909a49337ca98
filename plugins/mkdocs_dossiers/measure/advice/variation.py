"""Variation: a mean of samples that differ a lot says little about any of them."""

from __future__ import annotations

from mkdocs_dossiers.measure.advice.samples import Samples
from mkdocs_dossiers.measure.engine import Engine

SHARE = 0.25
"""Coefficient of variation from which a mean is a poor summary of a duration."""


def advise(engine: Engine, samples: Samples) -> str | None:
    """Report the coefficient of variation beside a mean."""
    if samples.statistic != "mean" or samples.n < 2:
        return None
    row = engine.rows(f"SELECT avg(value), stddev_samp(value) FROM ({samples.relation})")[0]
    if not row[0] or row[1] is None or row[1] / abs(row[0]) <= SHARE:
        return None
    return (
        f"Variation: the standard deviation of {samples.series} is {row[1] / abs(row[0]) * 100:.0f} % of its mean; "
        "a percentile would say more."
    )
