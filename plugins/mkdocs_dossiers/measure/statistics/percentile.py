"""Median and percentiles, bounded by order statistics."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from mkdocs_dossiers.measure.at_hand import NotAtHand, Row, Values
from mkdocs_dossiers.measure.interval import Ranks, quantile_ranks, samples_for_quantile
from mkdocs_dossiers.measure.statistics.statistic import Estimate, Statistic, percent


@dataclass(frozen=True)
class Percentile(Statistic):
    """The q-quantile, ``q`` a fraction.

    A percentile is the smallest sample with at least the share q of all samples at or below it (type 1 of
    R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996)
    361-365), so it is always a value that was measured. The median is the usual one: the mean of the middle
    two for an even number of samples.
    """

    q: float

    def estimate(self, relation: str, facts: Mapping[str, float], confidence: float) -> Estimate:
        """The percentile with the order statistics that bound it."""
        n = int(facts["n"])
        ranks = quantile_ranks(n, self.q, confidence)
        if self.weighted:
            return self._weighted(relation, n, ranks, confidence)
        value = "median(value)" if self.q == 0.5 else f"quantile_disc(value, {self.q:.10g})"
        lines = [
            f"    {value} AS value,",
            f"    {_nth(ranks.low, n)} AS low,{_remark(ranks.low, n)}",
            f"    {_nth(ranks.high, n)} AS high,{_remark(ranks.high, n)}",
            "    count(*) AS n",
        ]
        estimate = self._estimate("SELECT\n" + "\n".join(lines) + f"\nFROM {relation}", ranks, confidence)
        return replace(estimate, ranks=self._ranks(n, ranks)) if n else estimate

    def _ranks(self, n: int, ranks: Ranks) -> Mapping[str, tuple[int, ...]]:
        value = {(n + 1) // 2, n // 2 + 1} if self.q == 0.5 else {rank_of(self.q, n)}
        return {
            "value": tuple(sorted(value)),
            "low": () if ranks.low is None else (ranks.low,),
            "high": () if ranks.high is None else (ranks.high,),
        }

    def of(self, values: Values, confidence: float) -> Row:
        """Picked out of the sorted samples."""
        if self.weighted:
            raise NotAtHand
        ranks = quantile_ranks(values.n, self.q, confidence)
        low, high = (values.rank(rank) if rank is not None else None for rank in (ranks.low, ranks.high))
        value = values.median if self.q == 0.5 else values.disc(f"{self.q:.10g}")
        return value, low, high, values.n

    def _weighted(self, relation: str, n: int, ranks: Ranks, confidence: float) -> Estimate:
        """The same order statistics, found by counting up the samples each row stands for."""
        value = _counted(max(math.ceil(self.q * n), 1))
        if self.q == 0.5:
            value = f"({_counted((n + 1) // 2)} + {_counted(n // 2 + 1)}) / 2"
        lines = [
            f"    {value} AS value,",
            f"    {_counted(ranks.low)} AS low,{_remark(ranks.low, n)}",
            f"    {_counted(ranks.high)} AS high,{_remark(ranks.high, n)}",
            "    CAST(max(upto) AS BIGINT) AS n",
        ]
        return self._estimate(
            "SELECT\n" + "\n".join(lines) + "\nFROM (SELECT value, sum(weight) OVER (ORDER BY value) AS upto "
            f"FROM {relation})",
            ranks,
            confidence,
        )

    def _estimate(self, sql: str, ranks: Ranks, confidence: float) -> Estimate:
        needs = None
        if ranks.low is None or ranks.high is None:
            needs = max(samples_for_quantile(self.q, confidence, upper) for upper in (True, False))
        return Estimate(
            sql=sql,
            interval=True,
            method=f"{percent(confidence)} interval from order statistics (exact binomial)",
            source="Conover, Practical Nonparametric Statistics, 3rd ed. 1999, section 3.2",
            needs=needs,
        )


def rank_of(q: float, n: int) -> int:
    """The rank of the q-quantile among ``n`` samples, as DuckDB computes it for ``q`` in decimal notation: exactly."""
    return max(1, math.ceil(Fraction(f"{q:.10g}") * n))


def _counted(rank: int | None) -> str:
    """SQL for the sample of a rank, where rows stand for several samples and ``upto`` counts them."""
    return "NULL" if rank is None else f"min(value) FILTER (WHERE upto >= {rank})"


def _nth(rank: int | None, n: int) -> str:
    """SQL for the sample of a rank. ``(rank - 0.5) / n`` names it exactly, clear of rounding."""
    return "NULL" if rank is None else f"quantile_disc(value, {rank - 0.5} / {n})"


def _remark(rank: int | None, n: int) -> str:
    if rank is None:
        return f"  -- {n} samples cannot bound this side"
    return f"  -- number {rank} of {n} in ascending order"
