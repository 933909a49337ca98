"""Whether a statistic moved between two measurements, and by how much at least and at most.

Each measurement has its own interval. Where both hold, the true change lies between the ends they leave it, and by
Bonferroni's inequality they hold together at a confidence of one minus both errors: two intervals at 95 % give one
of at least 90 %. Nothing is assumed of the shape of the samples. The change is the ratio of the two, in percent,
where every end is above zero; their difference where one is not, and for shares, whose percent would be read twice.
Source: O. J. Dunn, Multiple comparisons among means, JASA 56 (1961) 52-64.

It did not move where the whole interval lies within :data:`MARGIN` of no change: an interval at 90 % that does so is
the test of equivalence at 5 % (two one-sided tests). Source: D. J. Schuirmann, J. Pharmacokinetics and
Biopharmaceutics 15 (1987) 657-680.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

MARGIN = 1.05
"""A change by less than this factor, either way, is as good as none."""


class Move(StrEnum):
    """What can be said of a change."""

    MOVED = "moved"
    STILL = "did not move"
    UNKNOWN = "cannot tell"


@dataclass(frozen=True, slots=True)
class Reading:
    """A statistic as measured once, in ``unit``; an end is None where the samples do not bound it.

    ``interval`` is False for facts about a recorded run, which bound nothing. ``confidence`` is a fraction.
    """

    value: float | None
    low: float | None
    high: float | None
    unit: str
    interval: bool = True
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Movement:
    """What became of a statistic. ``delta``, ``low`` and ``high`` are in ``unit``; percent where ``relative``.

    ``clarity`` is how many times the change is what it must be to be told from none: above 1 where it moved.
    ``better`` says whether it moved towards the claimed side; None where it did not move, or nothing says.
    """

    word: Move
    delta: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    relative: bool = False
    clarity: float = 0.0
    better: bool | None = None
    reason: str = ""


def together(before: Reading, after: Reading) -> float:
    """The least confidence at which two intervals hold both (Bonferroni)."""
    return max(1 - (1 - before.confidence) - (1 - after.confidence), 0.0)


def movement(before: Reading, after: Reading, upper: bool | None = None) -> Movement:
    """What became of a statistic; both sides are in one unit.

    ``upper`` says that less is better (the claim bounds it from above), False that more is; None: nothing says.
    """
    if before.value is None or after.value is None:
        return Movement(Move.UNKNOWN, reason="one side cannot be computed")
    relative = before.unit != "%" and before.value > 0 and after.value > 0
    delta = (after.value / before.value - 1) * 100 if relative else after.value - before.value
    unit = "%" if relative else before.unit
    if not (before.interval and after.interval):
        reason = "a fact about each recorded run, without an interval"
        return Movement(Move.UNKNOWN, delta, None, None, unit, relative, 0.0, None, reason)
    low, high = _ends(before, after, relative)
    found = Movement(Move.UNKNOWN, delta, low, high, unit, relative, _clarity(delta, low, high, relative))
    if (low is not None and low > 0) or (high is not None and high < 0):
        better = None if upper is None else (delta < 0) == upper
        return _said(found, Move.MOVED, "the interval of the change leaves out none", better)
    if low is None or high is None:
        return _said(found, Move.UNKNOWN, "too few samples on one side")
    least, most = _margins(before.value, relative)
    if least <= low and high <= most:
        return _said(found, Move.STILL, "the whole interval of the change is near none")
    return _said(found, Move.UNKNOWN, "the interval of the change reaches from less to more")


def _said(found: Movement, word: Move, reason: str, better: bool | None = None) -> Movement:
    return Movement(
        word,
        found.delta,
        found.low,
        found.high,
        found.unit,
        found.relative,
        found.clarity,
        better,
        reason,
    )


def _ends(before: Reading, after: Reading, relative: bool) -> tuple[float | None, float | None]:
    """The least and the greatest change both intervals leave."""
    low = high = None
    if relative:
        if after.low is not None and before.high is not None:
            low = (after.low / before.high - 1) * 100
        if after.high is not None and before.low is not None and before.low > 0:
            high = (after.high / before.low - 1) * 100
        return low, high
    if after.low is not None and before.high is not None:
        low = after.low - before.high
    if after.high is not None and before.low is not None:
        high = after.high - before.low
    return low, high


def _margins(value: float, relative: bool) -> tuple[float, float]:
    if relative:
        return (1 / MARGIN - 1) * 100, (MARGIN - 1) * 100
    room = (MARGIN - 1) * abs(value)
    return -room, room


def _clarity(delta: float, low: float | None, high: float | None, relative: bool) -> float:
    """The change by its distance to the end of its interval that is nearer to none."""
    near = low if delta > 0 else high
    if near is None or delta == 0:
        return 0.0
    if relative:
        if near <= -100:
            return 0.0
        delta, near = math.log1p(delta / 100), math.log1p(near / 100)
    width = abs(delta - near)
    return abs(delta) / width if width > 0 else math.inf
