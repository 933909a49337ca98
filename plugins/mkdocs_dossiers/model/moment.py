"""Moments as documents and tools write them, of which some do not say in which time zone they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_WRITTEN = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)"
    r"(?:[.,][0-9]{1,12})? ?(?P<zone>Z|UTC|[+-][0-9]{2}:?[0-9]{2})?",
    re.ASCII,
)
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
"""The zones furthest from UTC."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in UTC. The two ends are the same where the zone is known, else those of all zones."""

    earliest: datetime
    latest: datetime
    written: str

    def apart(self, other: Moment) -> timedelta:
        """How far the two are apart at least; nothing where they may be the same."""
        gap = max(self.earliest - other.latest, other.earliest - self.latest)
        return max(gap, timedelta())

    def after(self, day: date) -> bool:
        """Whether it is certainly later than a day in UTC."""
        return self.earliest.date() > day

    def before(self, moment: datetime) -> bool:
        """Whether it is certainly earlier than a moment."""
        return self.latest < moment

    def __str__(self) -> str:
        return self.written


def moment(text: str | None) -> Moment | None:
    """The moment a text names, to the second; None when it names none."""
    if text is None:
        return None
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    zone = found.groupdict().get("zone")
    zone = "+00:00" if zone in ("Z", "UTC") else zone
    try:
        stated = datetime.fromisoformat(f"{found['day']}T{found['time']}{zone or ''}")
        if zone is not None:
            known = stated.astimezone(UTC)
            return Moment(known, known, found[0])
        naive = stated.replace(tzinfo=UTC)
        return Moment(naive - _EAST, naive + _WEST, found[0])
    except (ValueError, OverflowError):
        return None
