"""Drift: the run ended slower, or faster, than it began."""

from __future__ import annotations

from mkdocs_dossiers.measure.advice.samples import Samples
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.interval import quantile_ranks
from mkdocs_dossiers.model.digits import plain, with_unit

LEAST = 60
"""Samples; each third then has the twenty that its median's interval needs to be of use."""
SHARE = 0.05
"""Smaller differences are not worth a sentence."""


def advise(engine: Engine, samples: Samples) -> str | None:
    """Compare the medians of the first and last third, each with its 99 % interval from order statistics.

    Said only when the intervals do not overlap and the medians differ by more than 5 %.
    Source of the interval: W. J. Conover, Practical Nonparametric Statistics, 3rd ed. 1999, section 3.2.
    """
    third = samples.n // 3
    ranks = quantile_ranks(third, 0.5, 0.99)
    if samples.n < LEAST or ranks.low is None or ranks.high is None:
        return None
    numbered = f"(SELECT value, row_number() OVER () AS place FROM ({samples.relation}))"
    columns = ", ".join(
        f"{value} FILTER (WHERE {where})"
        for where in (f"place <= {third}", f"place > {samples.n - third}")
        for value in (
            "median(value)",
            f"quantile_disc(value, {(ranks.low - 0.5) / third!r})",
            f"quantile_disc(value, {(ranks.high - 0.5) / third!r})",
        )
    )
    row = engine.rows(f"SELECT {columns} FROM {numbered}")[0]
    first, last = row[:3], row[3:]
    apart = last[1] > first[2] or last[2] < first[1]
    if not apart or not first[0] or abs(last[0] - first[0]) <= SHARE * abs(first[0]):
        return None
    change = (last[0] - first[0]) / abs(first[0]) * 100
    return (
        f"Drift: the median of the last third of {samples.series} is {abs(change):.0f} % "
        f"{'higher' if change > 0 else 'lower'} than that of the first third "
        f"({with_unit(plain(first[0]), samples.unit)} to {with_unit(plain(last[0]), samples.unit)}), "
        "so one number does not describe the whole run."
    )
