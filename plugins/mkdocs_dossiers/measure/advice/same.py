"""Two series that a test cannot tell apart."""

from __future__ import annotations

import math
from collections.abc import Sequence

from mkdocs_dossiers.measure.side import Question, Side
from mkdocs_dossiers.measure.special import special
from mkdocs_dossiers.measure.statement import over
from mkdocs_dossiers.model.measurement import Measurement

LEAST = 8
"""Samples on each side, from which the normal approximation of U is good enough."""
ALPHA = 0.05


def advise(question: Question, sides: Sequence[Side], measurement: Measurement) -> str | None:  # noqa: ARG001
    """Mann and Whitney's test of two series, with ties and continuity corrected.

    Said only when the test sees no difference at all. Sources: H. B. Mann and D. R. Whitney, Annals of
    Mathematical Statistics 18 (1947) 50-60; E. L. Lehmann, Nonparametrics, Holden-Day 1975, section 1.4 (ties).
    """
    if len(sides) != 2 or any(side.selection.weighted for side in sides):
        return None
    of, to = sides
    if of.sample_unit != to.sample_unit:
        return None
    row = question.engine.rows(
        over(
            {"one": of.selection.sql(), "other": to.selection.sql()},
            "SELECT any_value(n), any_value(m), sum(here * (below + (here + there + 1) / 2)), "
            "sum((here + there) ** 3 - (here + there)) FROM (SELECT here, there, "
            "coalesce(sum(here + there) OVER (ORDER BY value ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) "
            "AS below, sum(here) OVER () AS n, sum(there) OVER () AS m FROM (SELECT value, "
            "count(*) FILTER (WHERE first) AS here, count(*) FILTER (WHERE NOT first) AS there FROM "
            "(SELECT value, true AS first FROM one UNION ALL SELECT value, false FROM other) GROUP BY value))",
        )
    )[0]
    n, m, ranks, ties = (float(number or 0) for number in row)
    if min(n, m) < LEAST:
        return None
    p = _probability(n, m, ranks - n * (n + 1) / 2, ties)
    if p <= ALPHA:
        return None
    return (
        f"No difference: Mann and Whitney's test cannot tell {of.series.name} from {to.series.name} (p = {p:.2f}); "
        "what is claimed of them may be chance."
    )


def _probability(n: float, m: float, u: float, ties: float) -> float:
    """The two-sided probability of a U at least this far from the middle, by the normal approximation."""
    ndtr = special().ndtr

    total = n + m
    variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)))
    if variance <= 0:
        return 1.0
    z = max(abs(u - n * m / 2) - 0.5, 0.0) / math.sqrt(variance)
    return float(2 * ndtr(-z))
