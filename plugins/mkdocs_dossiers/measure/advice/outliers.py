"""Outliers: samples far outside the bulk. They are counted, and never dropped."""

from __future__ import annotations

from mkdocs_dossiers.measure.advice.samples import Samples
from mkdocs_dossiers.measure.engine import Engine

LEAST = 20
FENCE = 3.0
"""Tukey's outer fence, in interquartile ranges beyond the quartiles."""


def advise(engine: Engine, samples: Samples) -> str | None:
    """Count the samples beyond the outer fences.

    Source: J. W. Tukey, Exploratory Data Analysis, Addison-Wesley 1977, chapter 2.
    """
    if samples.n < LEAST:
        return None
    row = engine.rows(
        f"SELECT count(*) FILTER (WHERE value < q1 - {FENCE} * (q3 - q1) OR value > q3 + {FENCE} * (q3 - q1)), "
        f"any_value(q3 - q1) FROM ({samples.relation}), (SELECT quantile_disc(value, 0.25) AS q1, "
        f"quantile_disc(value, 0.75) AS q3 FROM ({samples.relation}))"
    )[0]
    count, spread = int(row[0] or 0), row[1]
    if count == 0 or not spread:
        return None
    return (
        f"Outliers: {count:,} of {samples.n:,} samples of {samples.series} "
        f"({count / samples.n * 100:.2g} %) lie beyond Tukey's outer fences. They count like all others."
    )
