"""The words in and around a chart: numbers, units, limits, and names that strangers chose."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence

from mkdocs_dossiers.charts.chart import Estimate, Limit

SIGNIFICANT_DIGITS = 4  # beyond what an interval of a benchmark supports; the table and the page have more

SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
SPOKEN = {"<=": "at most", "<": "below", ">=": "at least", ">": "above"}


def clean(text: str, width: int = 60) -> str:
    """Return ``text`` on one line, without control and direction characters, cut in its middle."""
    if not (text.isascii() and text.isprintable()):  # most are, and looking at each letter takes long
        text = "".join(
            " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp", "Zs"} else letter
            for letter in text
            if unicodedata.category(letter) not in {"Cf", "Cs", "Co", "Cn"}
        )
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    tail = width // 3
    return f"{line[: width - tail - 1]}…{line[-tail:]}"


def number(value: float) -> str:
    """Return ``value`` with at most four significant digits, thousands separated."""
    if value == 0:
        return "0"
    size = math.floor(math.log10(abs(value)))
    if not -6 <= size < 15:
        return f"{value:.{SIGNIFICANT_DIGITS - 1}e}"
    decimals = max(0, SIGNIFICANT_DIGITS - 1 - size)
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


def numbers(*values: float) -> list[str]:
    """Return several numbers as `number` does, all with as many decimals as the longest has."""
    texts = [number(value) for value in values]
    if any("e" in text for text in texts):
        return texts
    decimals = max((len(text.partition(".")[2]) for text in texts), default=0)
    return [f"{value:,.{decimals}f}" for value in values]


def count(n: int) -> str:
    """Return a count with its thousands separated."""
    return f"{n:,}"


def percent(part: float) -> str:
    """Return a part of 1 in percent, e.g. "99.9 %"."""
    return f"{number(part * 100)} %"


def share(part: int, whole: int) -> str:
    """Return how much ``part`` is of ``whole``, e.g. "7.2 %"."""
    percentage = 100 * part / (whole or 1)
    return f"{percentage:.1f} %" if percentage >= 1 else f"{number(float(f'{percentage:.2g}'))} %"


def quantity(value: float, unit: str) -> str:
    """Return a number with its unit."""
    return f"{number(value)} {unit}".rstrip()


def samples(n: int) -> str:
    """Return "1 sample" or "3,000 samples"."""
    return f"{count(n)} sample{'' if n == 1 else 's'}"


def interval(estimate: Estimate, unit: str) -> str:
    """Return the interval of an estimate, also when a side of it is open."""
    low, high = estimate.low, estimate.high
    if low is None and high is None:
        return "unbounded"
    if low is None:
        return f"up to {quantity(high or 0.0, unit)}, no lower bound"
    if high is None:
        return f"from {quantity(low, unit)}, no upper bound"
    ends = numbers(low, high)
    return f"{ends[0]} to {ends[1]} {unit}".rstrip()


def limit(claimed: Limit, unit: str) -> str:
    """Return the label of a limit line, e.g. "limit ≤ 3 ms"."""
    return f"limit {SIGNS.get(claimed.op, clean(claimed.op, 8))} {quantity(claimed.value, unit)}"


def spoken_limit(claimed: Limit, unit: str) -> str:
    """Return a limit in words, e.g. "at most 3 ms"."""
    return f"{SPOKEN.get(claimed.op, clean(claimed.op, 8))} {quantity(claimed.value, unit)}"


def listed(parts: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def sentences(texts: Iterable[str]) -> str:
    """Return ``texts`` one after the other, each with its full stop."""
    return " ".join(f"{text}." for text in texts)
