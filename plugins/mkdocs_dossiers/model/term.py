"""Lengths of time as documents write them: 90 days, 6 months, 1 year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_TERM = re.compile(r"([1-9][0-9]{0,3}) (day|week|month|year)s?")


@dataclass(frozen=True, slots=True)
class Term:
    """So many days, or so many months; one of them is 0."""

    days: int = 0
    months: int = 0

    def after(self, start: date) -> date:
        """The day this long after another: a month later is the same day, or the month's last."""
        if self.days:
            return _bounded(start, self.days)
        months = start.year * 12 + start.month - 1 + self.months
        year, month = months // 12, months % 12 + 1
        if year > date.max.year:
            return date.max
        return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def _bounded(start: date, days: int) -> date:
    return date.max if (date.max - start).days < days else start + timedelta(days=days)


def term(text: str | None) -> Term | None:
    """The length a text names; None when it names none."""
    match = _TERM.fullmatch(text) if text is not None else None
    if match is None:
        return None
    number, unit = int(match[1]), match[2]
    if unit in ("day", "week"):
        return Term(days=number * (7 if unit == "week" else 1))
    return Term(months=number * (12 if unit == "year" else 1))
