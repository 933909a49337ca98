"""Where the axis of a chart starts and ends."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

REACH = 1.5
"""How far, in widths of the data, an axis stretches for a limit or an interval's end. A limit of 50 ms
beside samples around 2 ms would squeeze these into one bar; past this the picture says so in words."""

MARGIN = 0.03
"""Free room at each end, as a share of the length, so that a line at the end is a line, not a border."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The ends of an axis."""

    start: float
    end: float

    def clamp(self, value: float) -> float:
        """Return ``value``, or the end of the axis it lies beyond."""
        return min(max(value, self.start), self.end)

    def holds(self, value: float) -> bool:
        """Whether ``value`` lies on the axis."""
        return self.start <= value <= self.end

    def place(self, value: float) -> float:
        """Return how far along the axis ``value`` lies, 0 to 1."""
        return (self.clamp(value) - self.start) / (self.end - self.start)


def axis(
    core: Iterable[float],
    wanted: Iterable[float | None] = (),
    *,
    margin: float = MARGIN,
    zero: bool = False,
) -> Axis:
    """Return an axis over all of ``core``, and over what of ``wanted`` lies within reach.

    With ``zero`` it starts at zero where that costs less than half of the picture.
    """
    inside = [value for value in core if math.isfinite(value)]
    extra = [value for value in wanted if value is not None and math.isfinite(value)]
    ends = inside or extra
    if not ends:
        return Axis(0.0, 1.0)
    start, end = min(ends), max(ends)
    reach = REACH * ((end - start) or abs(end) or 1.0)
    near = [value for value in extra if start - reach <= value <= end + reach]
    start, end = min([start, *near]), max([end, *near])
    if zero and 0 < start < end / 2:
        start = 0.0
    if start == end:
        half = abs(start) * 0.1 or 0.5
        start, end = start - half, end + half
    room = margin * (end - start)
    floor = 0.0 if start >= 0 else -math.inf  # a latency axis does not start below zero
    return Axis(max(start - room, floor), end + room)


def rounded(value: float) -> float:
    """Return ``value`` with the digits that a screen can show, to keep pages small."""
    return float(f"{value:.6g}")


def ticks(along: Axis, most: int = 6) -> list[float]:
    """Return at most ``most`` round numbers on an axis: steps of 1, 2 or 5 times a power of ten."""
    length = along.end - along.start
    power = 10.0 ** math.floor(math.log10(length / most))
    for step in (power * factor for factor in (1, 2, 5, 10, 20)):
        first, last = math.ceil(along.start / step - 1e-9), math.floor(along.end / step + 1e-9)
        if last - first < most:
            return [rounded(place * step) + 0.0 for place in range(first, last + 1)]
    return []
