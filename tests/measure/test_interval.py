"""Confidence intervals against sums, other libraries and simulation."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from scipy import stats

from mkdocs_dossiers.measure.interval import (
    Ranks,
    clopper_pearson,
    quantile_ranks,
    samples_for_quantile,
    student,
)


@cache
def cumulative(n: int, q: Fraction) -> list[Fraction]:
    """P(B <= k) for k = 0..n, exactly."""
    terms = [
        math.comb(n, k) * q.numerator**k * (q.denominator - q.numerator) ** (n - k) for k in range(n + 1)
    ]
    whole = q.denominator**n
    return [Fraction(total, whole) for total in itertools.accumulate(terms)]


def by_force(n: int, q: Fraction, tail: Fraction) -> Ranks:
    """The narrowest order statistics each of which errs no more than the tail, by trying all."""
    below = cumulative(n, q)
    lows = [r for r in range(1, n + 1) if below[r - 1] <= tail]  # P(B <= r - 1)
    highs = [s for s in range(1, n + 1) if 1 - below[s - 1] <= tail]  # P(B >= s)
    return Ranks(max(lows, default=None), min(highs, default=None))


@pytest.mark.parametrize("confidence", [Fraction(90, 100), Fraction(95, 100), Fraction(99, 100)])
@pytest.mark.parametrize(
    "q", [Fraction(1, 100), Fraction(1, 4), Fraction(1, 2), Fraction(95, 100), Fraction(99, 100)]
)
def test_ranks_are_those_found_by_trying_all(q: Fraction, confidence: Fraction) -> None:
    tail = (1 - confidence) / 2 - Fraction(1, 10**14)  # a tie goes to the wider interval
    for n in [*range(1, 61), 75, 99, 100, 101, 128, 150, 199, 200]:
        assert quantile_ranks(n, float(q), float(confidence)) == by_force(n, q, tail), n


@pytest.mark.parametrize("n", [0, 1])
def test_too_few_samples_bound_nothing(n: int) -> None:
    assert quantile_ranks(n, 0.5, 0.95) == Ranks(None, None)


@pytest.mark.parametrize(
    ("q", "confidence", "n"),
    [
        (0.5, 0.95, 6),
        (0.9, 0.95, 36),
        (0.95, 0.95, 72),
        (0.99, 0.95, 368),
        (0.999, 0.95, 3688),
        (0.99, 0.9, 299),
        (0.99, 0.99, 528),
    ],
)
def test_a_percentile_needs_so_many_samples_to_be_bounded_from_above(
    q: float, confidence: float, n: int
) -> None:
    assert samples_for_quantile(q, confidence, upper=True) == n
    assert quantile_ranks(n, q, confidence).high == n
    assert quantile_ranks(n - 1, q, confidence).high is None


@pytest.mark.parametrize(("q", "n"), [(0.5, 6), (0.1, 36), (0.01, 368)])
def test_a_low_percentile_needs_as_many_from_below(q: float, n: int) -> None:
    assert samples_for_quantile(q, 0.95, upper=False) == n
    assert quantile_ranks(n, q, 0.95).low == 1
    assert quantile_ranks(n - 1, q, 0.95).low is None


@pytest.mark.parametrize("n", [10, 1000, 1_000_000, 100_000_000])
def test_ranks_are_in_order_and_near_the_quantile(n: int) -> None:
    for q in (0.5, 0.99):
        ranks = quantile_ranks(n, q, 0.95)
        spread = 4 * math.sqrt(n * q * (1 - q)) + 2
        if ranks.low is not None:
            assert n * q - spread <= ranks.low <= n * q + 1
        if ranks.high is not None:
            assert n * q <= ranks.high <= n * q + spread


@pytest.mark.parametrize("n", [2, 3, 5, 20, 1000, 10**7])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99, 0.9999])
def test_student_is_that_of_scipy(n: int, confidence: float) -> None:
    assert student(n, confidence) == pytest.approx(stats.t.ppf((1 + confidence) / 2, n - 1), rel=1e-9)


@pytest.mark.parametrize(("df", "critical"), [(1, 12.706), (4, 2.776), (9, 2.262), (19, 2.093), (30, 2.042)])
def test_student_is_that_of_the_printed_tables(df: int, critical: float) -> None:
    assert student(df + 1, 0.95) == pytest.approx(critical, abs=5e-4)


@pytest.mark.parametrize("n", [1, 2, 10, 37, 400])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_shares_are_bounded_as_by_the_binomial_test(n: int, confidence: float) -> None:
    for k in sorted({0, 1, n // 3, n // 2, n - 1, n}):
        first, second = clopper_pearson(k, n, confidence)
        low = 0.0 if first is None else k / (k + (n - k + 1) * first)
        high = 1.0 if second is None else (k + 1) * second / (n - k + (k + 1) * second)
        exact = stats.binomtest(k, n).proportion_ci(confidence, method="exact")
        assert low == pytest.approx(exact.low, rel=1e-9, abs=1e-12)
        assert high == pytest.approx(exact.high, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("q", "n"), [(0.5, 50), (0.5, 7), (0.9, 100), (0.99, 500)])
def test_the_interval_covers_as_often_as_it_says(q: float, n: int) -> None:
    """Log-normal samples, seeded: long tails are what latencies have."""
    chance = np.random.default_rng(20261121)
    ranks = quantile_ranks(n, q, 0.95)
    assert ranks.low is not None
    assert ranks.high is not None
    runs = np.sort(chance.lognormal(0.0, 1.0, (4000, n)), axis=1)
    true = math.exp(float(stats.norm.ppf(q)))
    covered = np.mean((runs[:, ranks.low - 1] <= true) & (true <= runs[:, ranks.high - 1]))
    assert covered >= 0.945
