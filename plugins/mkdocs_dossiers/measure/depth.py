"""How much is asked of a measurement: each step costs about as much as all before it."""

from __future__ import annotations

from enum import IntEnum


class Depth(IntEnum):
    """What is wanted."""

    VERDICT = 0
    """What rules and verdicts need: the value, its interval, and how they were made."""
    WORDS = 1
    """Also what a trace says beside them: each side by itself, notes and advice."""
    PAGES = 2
    """Also what pages are drawn from, and the samples they publish."""
