"""The arithmetic mean, with Student's interval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_dossiers.measure.interval import student
from mkdocs_dossiers.measure.statistics.statistic import Estimate, Statistic, percent


@dataclass(frozen=True)
class Mean(Statistic):
    """The arithmetic mean of the samples.

    The sums run over sorted samples: floating-point addition depends on the order, and every run must give
    the same digits. The interval is Student's; it takes the samples as independent and their mean as
    nearly normal. Source: Student, The probable error of a mean, Biometrika 6 (1908) 1-25.
    """

    def estimate(self, relation: str, facts: Mapping[str, int], confidence: float) -> Estimate:
        """The mean with Student's interval; unbounded with fewer than two samples."""
        n = facts["n"]
        mean = "avg(value ORDER BY value)"
        if n < 2:
            low = high = "NULL"
        else:
            margin = f"{student(n, confidence)!r} * stddev_samp(value ORDER BY value) / sqrt(count(*))"
            low, high = f"{mean} - {margin}", f"{mean} + {margin}"
        return Estimate(
            sql=f"SELECT\n    {mean} AS value,\n    {low} AS low,\n    {high} AS high,\n    count(*) AS n\n"
            f"FROM {relation}",
            interval=True,
            method=f"{percent(confidence)} interval by Student's t with {max(n - 1, 0)} degrees of freedom",
            source="Student, The probable error of a mean, Biometrika 6 (1908) 1-25",
            needs=2 if n < 2 else None,
        )
