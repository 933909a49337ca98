"""Numbers in words: "a hundred thousand", "two thirds", "tenfold".

A table of our own: text2num and word2number read neither fractions nor factors, do not say where in the text a
number stands, and take "and" and "a" for parts of numbers; what is left of the job is this table.
"""

from __future__ import annotations

import re
from fractions import Fraction

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

SMALL: dict[str, int] = {word: value for value, word in enumerate(_SMALL)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
SCALES: dict[str, int] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
SUFFIXES: dict[str, int] = {"k": 10**3, "K": 10**3, "M": 10**6, "m": 10**6, "bn": 10**9, "Bn": 10**9}
"""Written right behind the digits: 10k."""

FACTORS: dict[str, Fraction] = {
    word: Fraction(value)
    for value, words in (
        (2, "twice double doubled doubles doubling halved halves halving"),
        (3, "thrice triple tripled triples tripling treble"),
        (4, "quadruple quadrupled quadruples"),
    )
    for word in words.split()
}
"""Words that are a factor; which way it goes, other words say."""

PARTS: dict[str, int] = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
    "thousandth": 1000,
}

_PART = re.compile(r"(?P<top>a|an|one|two|three|four|nine)[\s-]+(?P<bottom>\w+)", re.IGNORECASE)
_TOPS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "nine": 9}


def read_number(words: list[str]) -> tuple[int, int]:
    """The number that words begin with, and how many of them it takes; none where they begin with no number.

    "A" and "one" begin a number only before a scale: one order, and a hundred orders.
    """
    total, current, taken, open_ended = 0, 0, 0, False
    for index, word in enumerate(words):
        lower = word.lower()
        following = words[index + 1].lower() if index + 1 < len(words) else ""
        if lower in ("a", "an") and index == 0 and following in SCALES:
            current = 1
        elif lower in SMALL and not (open_ended and SMALL[lower] > 9):
            if taken and not open_ended and current % 100:
                break
            current += SMALL[lower]
            open_ended = SMALL[lower] >= 20
            taken = index + 1
        elif lower in SCALES and index > 0:
            scale = SCALES[lower]
            if scale < 1000:
                current = max(current, 1) * scale
            else:
                total, current = total + max(current, 1) * scale, 0
            open_ended, taken = False, index + 1
        elif lower == "and" and taken and current % 100 == 0 and current and following in SMALL:
            continue
        else:
            break
    alone = taken == 1 and words[0].lower() == "one"
    return (0, 0) if alone else (total + current, taken)


def read_part(text: str) -> tuple[Fraction, int] | None:
    """The fraction a text begins with ("two thirds"), and how many characters it takes."""
    match = _PART.match(text)
    if match is None:
        return None
    word = match["bottom"].lower()
    bottom = PARTS.get(word) or PARTS.get(word.removesuffix("s"))
    return (Fraction(_TOPS[match["top"].lower()], bottom), match.end()) if bottom else None
