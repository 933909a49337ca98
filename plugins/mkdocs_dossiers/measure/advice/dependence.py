"""Dependence: neighbouring samples are alike, so they say less than as many independent ones."""

from __future__ import annotations

from mkdocs_dossiers.measure.advice.samples import Samples
from mkdocs_dossiers.measure.engine import Engine

LEAST = 50
ALIKE = 0.3
"""Correlation of neighbours from which a sentence is worth its place."""


def advise(engine: Engine, samples: Samples) -> str | None:
    """Correlate the rank of each sample with that of the next one, in the order measured.

    The effective number of samples is that of a first-order autoregressive process, n (1 - r) / (1 + r).
    Source: G. V. Bayley and J. M. Hammersley, The effective number of independent observations in an autocorrelated
    time series, Journal of the Royal Statistical Society, Supplement 8 (1946) 184-197.
    """
    if samples.n < LEAST:
        return None
    row = engine.rows(
        "SELECT corr(place, next) FROM (SELECT place, lead(place) OVER (ORDER BY i) AS next FROM (SELECT i, "
        "rank() OVER (ORDER BY value) AS place FROM (SELECT value, row_number() OVER () AS i "
        f"FROM ({samples.relation}))))"
    )[0]
    r = row[0]
    if r is None or r < ALIKE:
        return None
    effective = samples.n * (1 - r) / (1 + r)
    return (
        f"Dependence: neighbouring samples of {samples.series} are alike (rank correlation {r:.2f}), so the "
        f"{samples.n:,} of them say about as much as {max(effective, 1):,.0f} independent ones; "
        "the interval is too narrow by that."
    )
