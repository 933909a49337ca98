"""Words that say on which side of a number something lies: "at least", "within", "or more"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_BLANK = r"[\s-]+"


def _words(*phrases: str) -> str:
    return "|".join(phrase.replace(" ", _BLANK) for phrase in phrases)


_LOWER = _words(
    "at the very least",
    "at least",
    "(?:no|not|never) (?:less|fewer|lower|shorter|smaller) than",
    "(?:not|never) (?:(?:fall|drop|go|sink)s? |goes )?(?:below|under)",
    "more than",
    "greater than",
    "higher than",
    "larger than",
    "longer than",
    "upwards of",
    "in excess of",
    "over",
    "above",
    "beyond",
    "exceed(?:s|ed|ing)?",
    "(?:a )?minimum(?: of)?",
    "min\\.?",
)
_UPPER = _words(
    "at the very most",
    "at most",
    "(?:no|not|never) (?:more|greater|higher|longer|larger) than",
    "(?:not|never) (?:(?:rise|go|climb|grow)s? |goes )?(?:above|over|beyond)",
    "(?:does not|do not|doesn't|don't|not|never) exceed(?:s|ing)?",
    "less than",
    "fewer than",
    "lower than",
    "shorter than",
    "smaller than",
    "up to",
    "under",
    "below",
    "within",
    "(?:a )?maximum(?: of)?",
    "max\\.?",
    "capped at",
    "limited to",
)
_ARTICLES = r"(?:\s+(?:a|an|the|only|about|some|roughly|its|by))?\s*[:=]?\s*$"
_LOWER_BEFORE = re.compile(rf"(?:(?<![\w-])(?:{_LOWER}){_ARTICLES})|(?:≥|>=|>)\s*$", re.IGNORECASE)
_UPPER_BEFORE = re.compile(
    rf"(?:(?<![\w-])(?:{_UPPER}){_ARTICLES})|(?:≤|<=|<)\s*$|(?<![\w-])sub-?$", re.IGNORECASE
)
_FASTER = re.compile(rf"(?<![\w-])(?:faster|quicker|sooner|better)\s+than{_ARTICLES}", re.IGNORECASE)
_NOT_SLOWER = re.compile(
    rf"(?<![\w-])(?:no|not|never)\s+(?:slower|worse|later)\s+than{_ARTICLES}", re.IGNORECASE
)
_SLOWER = re.compile(rf"(?<![\w-])(?:slower|later)\s+than{_ARTICLES}", re.IGNORECASE)
_LOWER_BEHIND = re.compile(
    r"\+|\s*,?\s*(?:or|and)\s+(?:more|higher|greater|longer|above|over|up)\b|\s+(?:at\s+least|(?:at\s+)?minimum)\b",
    re.IGNORECASE,
)
_UPPER_BEHIND = re.compile(
    r"\s*,?\s*(?:or|and)\s+(?:less|lower|fewer|shorter|below|under)\b|\s+(?:[\w-]+\s+){0,4}?at\s+(?:the\s+)?most\b|"
    r"\s+tops\b|\s+(?:at\s+)?max(?:imum)?\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:no|none|never|not|nothing|without|nor|hardly|neither|\w+n't|rarely)\b[^,;.]*$", re.IGNORECASE
)
_NEGATED_ITSELF = re.compile(r"^(?:no|not|never|does|do|don|doesn)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """``lower`` says that the number is the least, else it is the most. ``text`` is how it is written.

    ``sure`` is False where a negation further away may turn it round, and for "up to": the maximum is at least,
    or at most, what follows.
    """

    lower: bool
    text: str
    sure: bool = True


@lru_cache(maxsize=4096)
def cue(sentence: str, start: int, end: int, time: bool) -> Cue | None:
    """The side a number between two places is on, if words say so. ``time`` says that small is fast."""
    if "+" in sentence[start:end]:
        return Cue(True, "+")
    before = sentence[max(0, start - 60) : start]
    sides = (
        (_UPPER_BEFORE, False),
        (_LOWER_BEFORE, True),
        (_NOT_SLOWER, not time),
        (_FASTER, not time),
        (_SLOWER, time),
    )
    found = [(match, lower) for pattern, lower in sides if (match := pattern.search(before)) is not None]
    if found:
        match, lower = min(found, key=lambda pair: pair[0].start())
        negated = _NEGATION.search(sentence[: start - len(before) + match.start()])
        itself = _NEGATED_ITSELF.match(match[0])
        words = " ".join(match[0].split())
        sure = (negated is None or itself is not None) and not words.lower().startswith("up")
        return Cue(lower, words, sure)
    behind = sentence[end : end + 60]
    for pattern, lower in ((_LOWER_BEHIND, True), (_UPPER_BEHIND, False)):
        after = pattern.match(behind)
        if after is not None:
            return Cue(lower, " ".join(after[0].split()).strip(" ,"))
    return None
