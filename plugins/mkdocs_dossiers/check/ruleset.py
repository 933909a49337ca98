"""Rulesets: a dossier is held to the rules of the day it was published, and told what would fail today.

A rule that is added, or made stricter, after a ruleset came out gets the number of the next one in ``since``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

RULESETS: Mapping[int, date] = {1: date(2026, 11, 21)}
"""Each ruleset with the day it came out."""


def least(day: date, rulesets: Mapping[int, date]) -> int:
    """The ruleset a dossier finished on a day must use: the newest one that was out before that day."""
    return max((number for number, out in rulesets.items() if out < day), default=min(rulesets))
