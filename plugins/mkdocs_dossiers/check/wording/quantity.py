"""The numbers of a sentence, each with its unit, its printed precision and its place."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from mkdocs_dossiers.check.wording.names import labelled, names
from mkdocs_dossiers.check.wording.number_words import FACTORS, SCALES, SUFFIXES, read_number, read_part
from mkdocs_dossiers.check.wording.text import LONGEST, Found, Span, free
from mkdocs_dossiers.check.wording.units_in_words import TIMES, read_unit
from mkdocs_dossiers.measure.units import NOUNS

PART = "part"
"""The unit of a fraction of something: half, two thirds."""

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f\u2009'’_]\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?=\s+[A-Za-z]|$)|\d+(?:\.\d+)?|\.\d+"
_TOKEN = re.compile(
    rf"(?:(?<![\w.])|(?<=\b[xX]))(?P<digits>{_DIGITS})(?P<power>[eE][-+]?\d+\b)?|(?P<word>[A-Za-z]+)"
)
_SUFFIX = re.compile(r"\s?(k|K|M|m|[bB]n)(?![A-Za-z/])")
_SCALE = re.compile(rf"\s+({'|'.join(SCALES)})s?\b", re.IGNORECASE)
_MAGNITUDE = re.compile(r"\s*orders?\s+of\s+magnitude\b", re.IGNORECASE)
_SUB = re.compile(r"(?<![\w-])sub-(milli|micro|nano)?(second|ms|µs|us|s)\b", re.IGNORECASE)
_DIGIT_WORDS = re.compile(r"(?<![\w-])(single|double|triple)[\s-]digit[\s-]", re.IGNORECASE)
_NINES = re.compile(r"(?<![\w-])(two|three|four|five|six)\s+nines\b", re.IGNORECASE)
_OUT_OF = re.compile(
    r"\s+(?:out\s+of|of\s+every|in\s+every|in)\s+(?:a\s+)?"
    r"(ten|hundred|thousand|million|10{1,9}|1,0{3}(?:,0{3}){0,2})\b(?!\s*(?:ms|s|seconds?|minutes?|%|x|µs|us)\b)",
    re.IGNORECASE,
)
_ONE_IN = re.compile(rf"one(?:\s+[a-z]+)?{_OUT_OF.pattern}", re.IGNORECASE)
_OF = {"ten": 10, "hundred": 100, "thousand": 1000, "million": 10**6}
_AND_A_HALF = re.compile(r"(?<![\w-])an?\s+(second|minute|hour|day)\s+and\s+a\s+half\b", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|–|—|\bto\b|\band\b)\s*")
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_WHOLE = re.compile(r"(?<![\w.])(?:\d{1,2}/\d{1,3})(?=\s+(?:of|the|as)\b)")
_AS = re.compile(
    r"\s+(?:of|the|as|that|its|a|an|less|fewer|more|longer|faster|slower|shorter|lower|higher)\b"
)
_PLAIN_FACTOR = re.compile(
    r"[\s-]+(?:precision|buffer\w*|check\w*|free|click\w*|linked|digit|quotes?|word)|-"
)
LARGEST_POWER = 99
"""Of ten. Nothing that is measured has another."""
SIGNIFICANT = 3
"""Digits of a whole number that count although the rest are zeros: 100,000 is 100 thousand, not 1 or 99,950."""


@dataclass(frozen=True, slots=True)
class Quantity(Found):
    """A number of a sentence. ``step`` is one unit of its last printed digit; ``unit`` may be empty."""

    value: float
    step: float
    unit: str


def quantities(
    text: str, counts: Iterable[str] = (), taken: Iterable[Span] = (), named: bool = True
) -> tuple[Quantity, ...]:
    """The numbers of a text, in order, but for those in the pieces that are taken.

    ``counts`` are further nouns that are counted. ``named`` says to leave out digits that belong to names.
    """
    return _quantities(text[:LONGEST], tuple(counts), tuple(taken), named)


@lru_cache(maxsize=4096)
def _quantities(
    text: str, counts: tuple[str, ...], taken: tuple[Span, ...], named: bool
) -> tuple[Quantity, ...]:
    nouns = NOUNS | frozenset(counts)
    blocked = [*taken, *(names(text) if named else ())]
    found: list[Quantity] = []
    place = 0
    for match in _beginnings(text):
        if match.start() < place:
            continue
        quantity = _read(text, match, nouns)
        if quantity is None:
            continue
        place = max(quantity.end, match.end())
        if free(quantity, blocked):
            found.append(quantity)
    return tuple(one for one in _ranges(text, found) if not (named and _is_label(text, one)))


def _beginnings(text: str) -> list[re.Match[str]]:
    """Where a number may begin, in order; what is written in a way of its own comes before its digits."""
    patterns = (_SUB, _NINES, _DIGIT_WORDS, _WHOLE, _AND_A_HALF, _TOKEN)
    return sorted(
        (match for pattern in patterns for match in pattern.finditer(text)), key=lambda match: match.start()
    )


def _is_label(text: str, one: Quantity) -> bool:
    """Whether a bare number in digits belongs to the word before it."""
    return one.unit == "" and one.text[0].isdigit() and labelled(text, one.start, "." in one.text)


def _read(text: str, match: re.Match[str], nouns: frozenset[str]) -> Quantity | None:
    start = match.start()
    if match.re is _SUB:
        unit = {"milli": "ms", "micro": "us", "nano": "ns"}.get((match[1] or "").lower(), match[2].lower())
        return _made(text, start, match.end(), 1.0, 1.0, "s" if unit == "second" else unit)
    if match.re is _AND_A_HALF:
        return _made(text, start, match.end(), 1.5, 0.1, TIMES[match[1].lower()])
    if match.re is _NINES:
        digits, _ = read_number([match[1]])
        return _made(text, start, match.end(), 100 - 10 ** (2 - digits), 10 ** (2 - digits), "%")
    if match.re is _DIGIT_WORDS:
        limit = 10.0 ** (("single", "double", "triple").index(match[1].lower()) + 1)
        unit, end = read_unit(text, match.end() - 1, nouns)
        return _made(text, start, end, limit, limit, unit) if unit else None
    if match.re is _WHOLE:
        top, bottom = match[0].split("/")
        return _made(text, start, match.end(), int(top) / int(bottom), 0.01, PART) if int(bottom) else None
    return _digits(text, match, nouns) if match["digits"] else _words(text, match, nouns)


def _digits(text: str, match: re.Match[str], nouns: frozenset[str]) -> Quantity | None:
    written = re.sub(r"[^\d.]", "", match["digits"])
    power, end = match["power"] or "e0", match.end()
    if len(power) > len("e-99") or abs(int(power[1:])) > LARGEST_POWER:
        return None
    value, step = float(written + power), _step(written) * 10.0 ** int(power[1:])
    if not math.isfinite(value) or not math.isfinite(step):
        return None
    suffix = _SUFFIX.match(text, end)
    scale = _SCALE.match(text, end)
    if suffix:
        value, step, end = value * SUFFIXES[suffix[1]], step * SUFFIXES[suffix[1]], suffix.end()
    elif scale:
        times = SCALES[scale[1].lower()]
        value, step, end = value * times, step * times, scale.end()
    if value > 1e300:
        return None
    begins = match.start()
    if begins and text[begins - 1] in "xX×" and (begins == 1 or not text[begins - 2].isalnum()):
        return _made(text, begins - 1, end, value, step, "x")
    found = _with_unit(text, match.start(), end, value, step, nouns)
    if found.unit == "" and found.end < len(text) and text[found.end].isalpha() and not suffix:
        return None  # 3D, 4xlarge
    return found


def _words(text: str, match: re.Match[str], nouns: frozenset[str]) -> Quantity | None:
    start, word = match.start(), match["word"].lower()
    if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return None
    rest = text[start : start + 80]
    if word in FACTORS:
        if _PLAIN_FACTOR.match(text, match.end()):
            return None
        return _made(text, start, match.end(), float(FACTORS[word]), 1.0, "x")
    if word == "half":
        return _half(text, start, match.end(), nouns)
    part = read_part(rest)
    if part is not None and _AS.match(text, start + part[1]):
        value = float(part[0])
        return _made(text, start, start + part[1], value, 0.01 if value > 0.1 else value / 10, PART)
    if word == "one" and (of := _ONE_IN.match(text, start)):
        whole = _OF.get(of[1].lower()) or int(of[1].replace(",", ""))
        return _made(text, start, of.end(), 100 / whole, 1 / whole, "%")
    if word in ("a", "an", "one") and (
        ten := re.match(r"\w+\s+order\s+of\s+magnitude\b", rest, re.IGNORECASE)
    ):
        return _made(text, start, start + ten.end(), 10.0, 10.0, "x")
    if fold := re.match(r"([a-z]+)fold\b", rest, re.IGNORECASE):
        times, _ = read_number([fold[1]])
        return _made(text, start, start + fold.end(), float(times), 1.0, "x") if times else None
    pieces = list(re.finditer(r"[A-Za-z]+", rest))
    number, count = read_number([piece[0] for piece in pieces[:10]])
    if count == 0 or word == "zero":
        return None
    end = start + pieces[count - 1].end()
    return _with_unit(text, start, end, float(number), _step(str(number)), nouns)


def _half(text: str, start: int, end: int, nouns: frozenset[str]) -> Quantity:
    """Half a second, half a million orders, or a half of something."""
    several = re.compile(r"\s+an?(?=\s)").match(text, end)
    if several:
        scale = _SCALE.match(text, several.end())
        if scale:
            value = SCALES[scale[1].lower()] / 2
            return _with_unit(text, start, scale.end(), value, value / 5, nouns)
        unit, after = read_unit(text, several.end(), nouns)
        if unit:
            return _made(text, start, after, 0.5, 0.1, unit)
    return _made(text, start, end, 0.5, 0.01, PART)


def _with_unit(text: str, start: int, end: int, value: float, step: float, nouns: frozenset[str]) -> Quantity:
    magnitude = _MAGNITUDE.match(text, end)
    if magnitude and value < 30:
        return _made(text, start, magnitude.end(), 10.0**value, 10.0**value, "x")
    of = _OUT_OF.match(text, end)
    if of:
        whole = _OF.get(of[1].lower()) or int(of[1].replace(",", ""))
        if whole >= value:
            return _made(text, start, of.end(), 100 * value / whole, 100 * step / whole, "%")
    unit, after = read_unit(text, end + 1 if text.startswith("+", end) else end, nouns)
    return _made(text, start, after if unit else end, value, step, unit)


def _made(text: str, start: int, end: int, value: float, step: float, unit: str) -> Quantity:
    return Quantity(start, end, text[start:end], value, step, unit)


def _step(written: str) -> float:
    """One unit of the last digit that counts."""
    whole, _, decimals = written.partition(".")
    if decimals:
        return float(10.0 ** -len(decimals))
    zeros = len(whole) - len(whole.rstrip("0"))
    return float(10.0 ** min(zeros, max(len(whole) - SIGNIFICANT, 0)))


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """A bare number takes the unit of the one it reaches to: 2 to 3 ms."""
    for index in range(len(found) - 2, -1, -1):
        one, other = found[index], found[index + 1]
        joined = _RANGE.fullmatch(text[one.end : other.start])
        if joined and "and" in joined[0] and not _BETWEEN.search(text[: one.start]):
            continue
        if one.unit == "" and joined and other.unit not in ("", PART):
            found[index] = replace(one, unit=other.unit)
    return found
