"""Numbers as people read them: as many digits as the interval supports, never more."""

from __future__ import annotations

import math

from mkdocs_dossiers.model.dossier import Assertion

MOST = 6
"""Significant digits of a value that has no interval."""


def number(value: float, low: float | None = None, high: float | None = None) -> str:
    """A value to the digits its interval supports: the half-width keeps two significant digits.

    Where one end is open, the distance to the other is taken for the half-width.
    """
    width = _half(value, low, high)
    if value == 0 or not math.isfinite(value):
        return plain(value)
    if width > 0 and math.isfinite(width):
        decimals = 1 - math.floor(math.log10(width))
        decimals = min(decimals, MOST - 1 - math.floor(math.log10(abs(value))))
        return fixed(value, decimals)
    return plain(value)


def _half(value: float, low: float | None, high: float | None) -> float:
    """Half the width of an interval; 0 where it has none."""
    if low is not None and high is not None:
        return (high - low) / 2
    known = low if low is not None else high
    return abs(value - known) if known is not None else 0.0


def fixed(value: float, decimals: int) -> str:
    """A value with so many decimals (negative: rounded to tens, hundreds …), thousands set apart."""
    rounded = round(value, decimals)
    if abs(rounded) >= 1e15:
        return f"{rounded:.3e}"
    return f"{rounded:,.{max(decimals, 0)}f}"


def plain(value: float) -> str:
    """A value as written: no trailing zeros, at most six significant digits unless it is whole."""
    if not math.isfinite(value):
        return str(value)
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    if abs(value) < 1e-4:
        return f"{value:.{MOST}g}"
    decimals = max(MOST - 1 - math.floor(math.log10(abs(value))), 0)
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "<": "<", ">": ">"}


def with_unit(text: str, unit: str) -> str:
    """A number with its unit, kept together by a no-break space; a factor is written ``5×``."""
    if not unit:
        return text
    return f"{text}×" if unit == "x" else f"{text}\u00a0{unit}"


def limit(assertion: Assertion) -> str:
    """A limit as people read it: ``≤ 3 ms``, ``≥ 5×``."""
    return f"{SIGNS[assertion.op]} {with_unit(plain(assertion.number), assertion.unit)}"


def interval(low: float | None, high: float | None, value: float | None = None) -> tuple[str, str]:
    """Both ends to the digits of :func:`number`; an open end is an ellipsis."""
    middle = value if value is not None else (low if low is not None else high)
    if middle is None:
        return "…", "…"

    width = _half(middle, low, high)

    def end(bound: float | None) -> str:
        if bound is None:
            return "…"
        if width > 0 and math.isfinite(width):
            decimals = 1 - math.floor(math.log10(width))
            largest = max(abs(known) for known in (low, high) if known is not None) or width
            decimals = min(decimals, MOST - 1 - math.floor(math.log10(largest)))
            return fixed(bound, decimals)
        return plain(bound)

    return end(low), end(high)


def with_interval(value: float, low: float | None, high: float | None, unit: str) -> str:
    """A value with its unit, and the interval it is known to, where it has one."""
    text = with_unit(number(value, low, high), unit)
    if low is None and high is None:
        return text
    return "{} [{}, {}]".format(text, *interval(low, high, value))
