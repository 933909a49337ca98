"""The samples of small files held in memory, where a statement for each statistic would cost more than the statistic.

What is computed of them here has the digits of the statement that is printed with a claim: order statistics are
picked, sums run over sorted samples one after the other, as DuckDB's do. Where that cannot be promised,
:class:`NotAtHand` is raised, and the statement itself is run.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np

    Numbers: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]

SHORT = 14
"""Characters of a number that is the same whether SQL reads it as DECIMAL or as DOUBLE."""

Row: TypeAlias = tuple[float | None, float | None, float | None, int]
"""``value, low, high, n``."""


class NotAtHand(Exception):  # noqa: N818 - it is no error
    """Only a statement can say."""


class Values:
    """Finite samples, at least one, in the order in which they were measured."""

    def __init__(self, placed: Numbers) -> None:
        self.placed = placed

    @property
    def n(self) -> int:
        """How many."""
        return len(self.placed)

    @cached_property
    def ordered(self) -> Numbers:
        """The samples in ascending order."""
        import numpy as np

        return np.sort(self.placed)

    def rank(self, number: int) -> float:
        """The sample of a rank from 1."""
        return float(self.ordered[number - 1])

    def disc(self, q: str) -> float:
        """``quantile_disc(value, q)`` for a decimal number ``q``, which DuckDB takes as exact."""
        top, bottom = _fraction(q)
        return self.rank(max(1, self.n - self.n * (bottom - top) // bottom))

    @property
    def median(self) -> float:
        """``median(value)``: the sample in the middle, or the mean of both as DuckDB weighs them."""
        middle, odd = divmod(self.n - 1, 2)
        if not odd:
            return self.rank(middle + 1)
        return self.rank(middle + 1) * 0.5 + self.rank(middle + 2) * 0.5

    @cached_property
    def mean(self) -> float:
        """``avg(value ORDER BY value)``: added one after the other."""
        import numpy as np

        return finite(float(np.add.accumulate(self.ordered)[-1]) / self.n)

    @cached_property
    def variance(self) -> float | None:
        """``var_samp(value ORDER BY value)``, by Welford's recurrence, as DuckDB; None for one sample.

        Source: B. P. Welford, Note on a method for calculating corrected sums of squares and products,
        Technometrics 4 (1962) 419-420.
        """
        count, mean, squares = 0, 0.0, 0.0
        for value in self.ordered.tolist():
            count += 1
            before = value - mean
            mean += before / count
            squares += (value - mean) * before
        return finite(squares / (count - 1)) if count > 1 else None

    @cached_property
    def skewness(self) -> float:
        """The adjusted third moment, to about nine digits: nothing that is printed comes of it."""
        import numpy as np

        n = self.n
        if n <= 2:
            return 0.0
        off = self.ordered - np.mean(self.ordered)
        second = float(np.mean(off**2))
        if second <= 0:
            raise NotAtHand
        return finite(math.sqrt(n * (n - 1)) / (n - 2) * float(np.mean(off**3)) / second**1.5)

    def within(self, op: str, number: float) -> int:
        """How many compare so."""
        import numpy as np

        if len(repr(number)) > SHORT:
            raise NotAtHand
        compare = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "==": np.equal}
        return int(np.count_nonzero(compare[op](self.placed, number)))

    def scaled(self, top: int, bottom: int) -> Values:
        """The samples, each multiplied and divided as the statement does it."""
        if top == bottom == 1:
            return self
        converted = self.placed
        converted = converted * top if top != 1 else converted
        return Values(converted / bottom if bottom != 1 else converted)


@dataclass(frozen=True, slots=True)
class Held:
    """The samples of one small file, without warm-up, in the order of the file: what each belongs to, and its value."""

    of: np.ndarray[Any, np.dtype[np.uint64]]
    values: Numbers
    keys: Mapping[tuple[str, str], int]
    """By series and metric, the number in ``of``."""
    made: dict[tuple[str, str], Values] = field(default_factory=dict)

    def samples(self, series: str, metric: str) -> Values:
        """The samples of a series. Raises :class:`NotAtHand` where there are none."""
        key = self.keys.get((series, metric))
        if key is None:
            raise NotAtHand
        if (series, metric) not in self.made:
            self.made[series, metric] = Values(self.values[self.of == key])
        return self.made[series, metric]

    def alternations(self, metric: str, one: str, other: str) -> int:
        """How often the file changes from one of two series to the other."""
        import numpy as np

        keys = [self.keys.get((series, metric)) for series in (one, other)]
        if None in keys:
            raise NotAtHand
        first, second = (np.uint64(key or 0) for key in keys)
        arms = self.of[(self.of == first) | (self.of == second)]
        return int(np.count_nonzero(arms[1:] != arms[:-1]))


@lru_cache(maxsize=256)
def _fraction(q: str) -> tuple[int, int]:
    """A decimal number between 0 and 1 as a fraction. Raises :class:`NotAtHand` for one with an exponent."""
    if "e" in q:
        raise NotAtHand
    return Fraction(q).as_integer_ratio()


def finite(number: float) -> float:
    """The number. Raises :class:`NotAtHand` for one that is none: sums may grow too large."""
    if not math.isfinite(number):
        raise NotAtHand
    return number
