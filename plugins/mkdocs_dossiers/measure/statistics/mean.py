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
        mean, deviation, source = "avg(value ORDER BY value)", "stddev_samp(value ORDER BY value)", relation
        if self.weighted:
            mean = "any_value(mean)"
            squares = "sum(weight * (value - mean) ** 2 ORDER BY value)"
            deviation = f"sqrt({squares} / (sum(weight) - 1))"
            source = (
                "(SELECT value, weight, sum(value * weight ORDER BY value) OVER () / sum(weight) OVER () AS mean "
                f"FROM {relation})"
            )
        low = high = "NULL"
        if n >= 2:
            margin = f"{student(n, confidence)!r} * {deviation} / sqrt({self.count})"
            low, high = f"{mean} - {margin}", f"{mean} + {margin}"
        return Estimate(
            sql=f"SELECT\n    {mean} AS value,\n    {low} AS low,\n    {high} AS high,\n    {self.count} AS n\n"
            f"FROM {source}",
            interval=True,
            method=f"{percent(confidence)} interval by Student's t with {max(n - 1, 0)} degrees of freedom",
            source="Student, The probable error of a mean, Biometrika 6 (1908) 1-25",
            needs=2 if n < 2 else None,
        )
