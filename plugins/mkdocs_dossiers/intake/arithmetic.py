"""What can be computed with figures of a report without claiming more than they say: each is an interval."""

from __future__ import annotations

import math
from dataclasses import dataclass

from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.role import Role
from mkdocs_dossiers.measure.units import UnitError, factor

ABOUT = 0.1
"""A value that is "about" may be off by this share."""
_COARSE = 0.1
"""Zeros at the end of a whole number may be rounding, as long as it is at most this share of the value."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values a figure can mean."""

    low: float
    high: float

    def over(self, other: Interval) -> Interval:
        """The quotient of two positive intervals."""
        return Interval(
            self.low / other.high if other.high else math.inf,
            self.high / other.low if other.low > 0 else math.inf,
        )

    def times(self, number: float) -> Interval:
        """Both ends times a positive number."""
        return Interval(self.low * number, self.high * number)

    def plus(self, number: float) -> Interval:
        """Both ends moved."""
        return Interval(self.low + number, self.high + number)

    def minus(self, other: Interval) -> Interval:
        """The difference of two intervals."""
        return Interval(self.low - other.high, self.high - other.low)

    def meets(self, other: Interval) -> bool:
        """Whether some value is in both."""
        return self.low <= other.high * (1 + 1e-12) and other.low <= self.high * (1 + 1e-12)

    @property
    def middle(self) -> float:
        """The value in the middle."""
        return (self.low + self.high) / 2

    @property
    def size(self) -> Interval:
        """The absolute values."""
        if self.low <= 0 <= self.high:
            return Interval(0, max(-self.low, self.high))
        return Interval(*sorted((abs(self.low), abs(self.high))))


def interval_of(figure: Figure) -> Interval:
    """What a figure can mean: half its last digit on each side; ``~`` widens it, bounds open it."""
    low, high = _rounded(figure.low, figure), _rounded(figure.high, figure)
    found = Interval(low.low, high.high)
    if figure.op == "~":
        spread = ABOUT * max(abs(found.low), abs(found.high))
        found = Interval(found.low - spread, found.high + spread)
    if figure.op in (">", ">="):
        return Interval(found.low, math.inf)
    if figure.op in ("<", "<="):
        return Interval(0.0 if found.high > 0 else -math.inf, found.high)
    return found


def closed(figure: Figure) -> Interval:
    """What a figure can mean when its operator is left out. A bound and a target are exact."""
    if figure.op in ("<", "<=", ">", ">=") or figure.role is Role.TARGET:
        return Interval(figure.low, figure.high)
    return Interval(_rounded(figure.low, figure).low, _rounded(figure.high, figure).high)


def _rounded(value: float, figure: Figure) -> Interval:
    step = figure.step
    while value and step and value % (step * 10) == 0 and step * 10 <= abs(value) * _COARSE:
        step *= 10
    return Interval(value - step / 2, value + step / 2)


def dimension(unit: str | None) -> str:
    """A name that units of one dimension share: things counted are one, whatever they are called."""
    if unit is None:
        return ""
    if unit in ("%", "x") or unit.startswith(("USD", "EUR", "GBP", "CNY", "BRL", "RUB")):
        return unit
    for family in ("s", "B", "B/s"):
        if _factor(unit, family) is not None:
            return family
    return "1/s" if unit.endswith("/s") else "1"


def _factor(unit: str, target: str) -> float | None:
    try:
        return factor(unit, target).apply(1.0)
    except UnitError:
        return None


def scale(unit: str | None) -> float:
    """What one of a unit is in the first unit of its dimension."""
    family = dimension(unit)
    if unit is None or family in ("", "1", "1/s", "%", "x") or family == unit:
        return 1.0
    return _factor(unit, family) or 1.0


def in_base(figure: Figure, interval: Interval | None = None) -> Interval:
    """A figure's interval in the first unit of its dimension."""
    return (interval or closed(figure)).times(scale(figure.unit))


def short(number: float) -> str:
    """A computed number to four significant digits."""
    if number == 0 or not math.isfinite(number):
        return "0" if number == 0 else "any number"
    digits = max(0, 3 - math.floor(math.log10(abs(number))))
    text = f"{number:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def spoken(interval: Interval, unit: str = "") -> str:
    """An interval of computed numbers: one number where both ends read alike."""
    low, high = short(interval.low), short(interval.high)
    return f"{low}{unit}" if low == high else f"{low}{unit} to {high}{unit}"
