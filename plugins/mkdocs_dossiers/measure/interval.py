"""Confidence intervals without random numbers: exact binomial ranks, Student's t, Clopper-Pearson's F."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from mkdocs_dossiers.measure.special import special

_Predicate: TypeAlias = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Ranks:
    """Order statistics that bound a quantile, counted from 1 = the smallest sample.

    ``low`` or ``high`` is None where n samples cannot bound that side.
    """

    low: int | None
    high: int | None


@lru_cache(maxsize=4096)
def quantile_ranks(n: int, q: float, confidence: float) -> Ranks:
    """The order statistics that bound the q-quantile of a continuous distribution.

    The number of samples at or below the quantile is binomial(n, q), so each side errs with probability
    at most ``(1 - confidence) / 2``, whatever the distribution. The samples are taken as independent.

    Source: W. J. Conover, Practical Nonparametric Statistics, 3rd ed., Wiley 1999, section 3.2;
    G. J. Hahn and W. Q. Meeker, Statistical Intervals, Wiley 1991, section 5.2.
    """
    bdtr = special().bdtr
    tail = (1 - confidence) / 2
    # P(X_(r) > Q) = P(B <= r - 1): the largest r that keeps it within the tail.
    low = _last(lambda r: r == 0 or float(bdtr(r - 1, n, q)) <= tail, 0, n)
    # P(X_(s) < Q) = P(B >= s) = 1 - P(B <= s - 1): the smallest s that keeps it within the tail.
    below = _last(lambda s: s == 0 or 1 - float(bdtr(s - 1, n, q)) > tail, 0, n)
    return Ranks(low or None, below + 1 if below < n else None)


def _last(holds: _Predicate, start: int, stop: int) -> int:
    """The last number of ``start..stop`` for which ``holds``; it holds at ``start`` and never returns."""
    while start < stop:
        middle = (start + stop + 1) // 2
        if holds(middle):
            start = middle
        else:
            stop = middle - 1
    return start


def samples_for_quantile(q: float, confidence: float, upper: bool) -> int:
    """How many samples bound the q-quantile from above (``upper``) or below at least once.

    The largest of n samples bounds it from above when ``q**n <= (1 - confidence) / 2``. Source: as
    :func:`quantile_ranks`.
    """
    tail = (1 - confidence) / 2
    return math.ceil(math.log(tail) / math.log(q if upper else 1 - q))


def student(n: int, confidence: float) -> float:
    """The two-sided critical value of Student's t with n - 1 degrees of freedom.

    Source: Student (W. S. Gosset), The probable error of a mean, Biometrika 6 (1908) 1-25.
    """
    return t_critical(n - 1, confidence)


def cantelli(confidence: float) -> float:
    """How many standard deviations one side needs whatever the distribution, at half of ``1 - confidence``.

    Cantelli's one-sided inequality: P(X - mean >= k s) <= 1 / (1 + k^2). The standard deviation is taken as known.
    Source: F. P. Cantelli, Sui confini della probabilita, Atti del Congresso Internazionale dei Matematici 6,
    Bologna 1928, 47-59.
    """
    tail = (1 - confidence) / 2
    return math.sqrt((1 - tail) / tail)


def welch_degrees(one: tuple[int, float], other: tuple[int, float]) -> float:
    """Degrees of freedom of Welch's t, from the number of samples and the variance of each side.

    Infinite where neither side varies. Source: B. L. Welch, The generalization of Student's problem when
    several different population variances are involved, Biometrika 34 (1947) 28-35, equation 28.
    """
    (n, variance), (m, other_variance) = one, other
    a, b = variance / n, other_variance / m
    below = (a**2 / (n - 1) if n > 1 else 0.0) + (b**2 / (m - 1) if m > 1 else 0.0)
    return (a + b) ** 2 / below if below > 0 else math.inf


def t_critical(degrees: float, confidence: float) -> float:
    """The two-sided critical value of Student's t with any number of degrees of freedom above zero."""
    upper = 1 - (1 - confidence) / 2
    return float(special().ndtri(upper) if math.isinf(degrees) else special().stdtrit(degrees, upper))


def clopper_pearson(k: int, n: int, confidence: float) -> tuple[float | None, float | None]:
    """The F quantiles of the exact interval for a share of k in n; None at a share of 0 or 1.

    The bounds are ``k / (k + (n - k + 1) F1)`` and ``(k + 1) F2 / (n - k + (k + 1) F2)``.
    Source: C. J. Clopper and E. S. Pearson, The use of confidence or fiducial limits illustrated in the case
    of the binomial, Biometrika 26 (1934) 404-413.
    """
    fdtri = special().fdtri
    tail = (1 - confidence) / 2
    low = float(fdtri(2 * (n - k + 1), 2 * k, 1 - tail)) if k > 0 else None
    high = float(fdtri(2 * (k + 1), 2 * (n - k), 1 - tail)) if k < n else None
    return low, high
