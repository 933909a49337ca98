"""How a number of a sentence relates to what its claim asserts."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum

from mkdocs_dossiers.check.wording.quantity import PART, Quantity
from mkdocs_dossiers.measure.units import UnitError, factor
from mkdocs_dossiers.model.dossier import Assertion, Claim, Form

EXACT = 1e-9
"""Relative: two ways to write one number."""
NEAR = 0.01
"""Relative: a factor and its inverse, of which one is rounded: a third, and 0.33 x."""


class Side(StrEnum):
    """Which of the claim's two assertions a number is."""

    LIMIT = "limit"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Relation:
    """A number that is one of the assertions. ``turned`` says that more in words is less in the assertion.

    ``complement`` says that it is the rest of a share: 1 % of what is claimed to be at least 99 %.
    """

    side: Side
    turned: bool = False
    complement: bool = False


def converted(quantity: Quantity, unit: str, counts: tuple[str, ...]) -> float | None:
    """A number in another unit; None where it measures something else. Bare numbers are in any unit."""
    if quantity.unit == "":
        return quantity.value
    if quantity.unit == PART or (quantity.unit in ("x", "%")) != (unit in ("x", "%")):
        return None
    if {quantity.unit, unit} == {"x", "%"}:
        return None
    try:
        return factor(quantity.unit, unit, counts).apply(quantity.value)
    except UnitError:
        return None


def same(one: float, other: float, tolerance: float = EXACT) -> bool:
    """Whether two numbers are one, but for arithmetic."""
    return math.isclose(one, other, rel_tol=tolerance, abs_tol=1e-15)


def is_ratio(claim: Claim) -> bool:
    """Whether the claim's number says how many times one thing is another."""
    return claim.holds.unit in ("x", "%") and (
        claim.form is Form.RATIO or (claim.form is Form.GEOMETRIC_MEAN and claim.to is not None)
    )


def fits(quantity: Quantity, claim: Claim, counts: tuple[str, ...], side: Side = Side.LIMIT) -> bool:
    """Whether a number measures what an assertion measures. A bare one does not."""
    assertion = claim.holds if side is Side.LIMIT else claim.within
    if assertion is None or quantity.unit == "":
        return False
    if quantity.unit in ("x", "%", PART) and side is Side.LIMIT and is_ratio(claim):
        return True
    if quantity.unit == PART and side is Side.LIMIT and claim.statistic == "share":
        return True
    if side is Side.WITHIN and converted(quantity, "count", counts) is not None:
        return False  # how many there were is a condition
    return converted(quantity, assertion.unit, counts) is not None


def relate(quantity: Quantity, claim: Claim, counts: tuple[str, ...], sentence: str) -> Relation | None:
    """Which of the claim's assertions a number is, if any."""
    if _is(quantity, claim.holds, counts):
        return Relation(Side.LIMIT)
    if claim.within is not None and _is(quantity, claim.within, counts):
        return Relation(Side.WITHIN)
    if claim.statistic == "share" and claim.holds.unit == "%":
        part = quantity.value * 100 if quantity.unit == PART else quantity.value
        if quantity.unit in ("%", PART) and same(part, claim.holds.number):
            return Relation(Side.LIMIT)
        if quantity.unit in ("%", PART) and same(100 - part, claim.holds.number, 1e-6):
            return Relation(Side.LIMIT, turned=True, complement=True)
    if is_ratio(claim):
        return _as_ratio(quantity, claim, sentence)
    return None


def _is(quantity: Quantity, assertion: Assertion, counts: tuple[str, ...]) -> bool:
    value = converted(quantity, assertion.unit, counts)
    return value is not None and same(value, assertion.number)


def factor_of(claim: Claim, number: float) -> float:
    """A number in the unit of the claim's limit, as a factor."""
    return number / 100 if claim.holds.unit == "%" else number


def _as_ratio(quantity: Quantity, claim: Claim, sentence: str) -> Relation | None:
    ratio = factor_of(claim, claim.holds.number)
    for said, turned in readings(quantity, ratio, sentence):
        rounded = abs(said - quantity.value) <= quantity.step / 2 * (1 + EXACT) and quantity.value <= said
        if same(said, quantity.value, NEAR) or (rounded and quantity.step < quantity.value):
            return Relation(Side.LIMIT, turned)
    return None


_LESS = re.compile(
    r"\b(?:less|fewer|lower|shorter|smaller|reduc\w+|sav\w+|cut\w*|decreas\w+|drop\w*|down)\b", re.IGNORECASE
)
_MORE = re.compile(
    r"\b(?:faster|more|higher|longer|slower|larger|greater|increas\w+|gain\w*|speed\w*|quicker|bigger|up)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"[,;:.()](?!\d)")
NEARBY = 40
"""Characters behind a number in which a word says how it is meant."""


def readings(quantity: Quantity, ratio: float, sentence: str) -> list[tuple[float, bool]]:
    """What a number may say of a ratio, in the number's unit, each with whether more is less of the ratio.

    "3x", "a third", "200 % more", "67 % less" and "300 %" all say that one thing is three times another.
    """
    if ratio <= 0 or not math.isfinite(ratio):
        return []
    large = max(ratio, 1 / ratio)
    if quantity.unit in ("x", PART, ""):
        found = [(ratio, False), (large, ratio < 1), (1 / large, ratio > 1)]
        return [
            reading
            for index, reading in enumerate(found)
            if reading[0] not in [one for one, _ in found[:index]]
        ]
    if quantity.unit != "%":
        return []
    behind = sentence[quantity.end : quantity.end + NEARBY]
    aside = _ASIDE.search(behind)
    behind = behind[: aside.start()] if aside else behind
    before = sentence[max(0, quantity.start - NEARBY) : quantity.start]
    less, more = _LESS.search(behind), _MORE.search(behind)
    if not less and not more:
        less, more = _LESS.search(before), _MORE.search(before)
    reduced, grown = (1 - 1 / large) * 100, (large - 1) * 100
    if less and (not more or less.start() < more.start()):
        return [(reduced, ratio < 1)]
    if more:
        return [(grown, ratio < 1)]
    return [(ratio * 100, False), (grown, ratio < 1), (reduced, ratio < 1)]
