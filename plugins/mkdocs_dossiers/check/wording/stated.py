"""Numbers a sentence states as what was measured, not as a limit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.wording.quantity import PART, Quantity
from mkdocs_dossiers.check.wording.reading import Reading
from mkdocs_dossiers.check.wording.relation import Side, converted, factor_of, is_ratio, readings
from mkdocs_dossiers.measure.units import UnitError, factor

_CONDITION = re.compile(r"(?:at|under|with|for|from|in|on|during|by)\b", re.IGNORECASE)


def is_statement(reading: Reading, number: Quantity) -> bool:
    """Whether a number must be the computed one: no word makes it a limit, and the limit does not back it.

    "Takes 3 ms" is backed by ``<= 3 ms``: it promises no more. "Serves 600 orders/s" is not by ``<= 600 orders/s``.
    """
    if not reading.fits_limit(number) or reading.cue(number) is not None:
        return False
    if _introduces(reading, number):
        return False
    relation = reading.relation(number)
    if relation is None:
        return not reading.is_declared(number)
    return relation.side is Side.LIMIT and not relation.complement and promises_more(reading, relation.turned)


def _introduces(reading: Reading, number: Quantity) -> bool:
    """Whether a number is in a phrase before the sentence proper: "at twice the load, … takes at most 2x as long"."""
    comma = reading.says.find(", ")
    return (
        number.end <= comma
        and _CONDITION.match(reading.says) is not None
        and any(one.start > comma and reading.cue(one) is not None for one in reading.quantities)
    )


def promises_more(reading: Reading, turned: bool) -> bool:
    """Whether the limit's own number, stated as a fact, says more than the limit does.

    Of times and sizes less is more; of rates and factors more is. Of what is neither nothing is said.
    """
    claim = reading.claim
    upper = claim.holds.op.startswith("<")
    if is_ratio(claim):
        return upper is (factor_of(claim, claim.holds.number) > 1) and claim.holds.op != "==" and not turned
    unit = claim.holds.unit
    if measures(unit, "count/s", reading.counts) or measures(unit, "B/s", reading.counts):
        return upper
    if measures(unit, "s", reading.counts) or measures(unit, "B", reading.counts):
        return claim.holds.op.startswith(">")
    return False


def measures(unit: str, other: str, counts: tuple[str, ...]) -> bool:
    """Whether two units measure the same."""
    try:
        factor(unit, other, counts)
    except UnitError:
        return False
    return True


def possible(reading: Reading, number: Quantity, value: float) -> Iterator[float]:
    """What the computed value may be called in a sentence, in the number's unit."""
    claim = reading.claim
    if is_ratio(claim) and number.unit in ("x", PART, "%"):
        for said, _ in readings(number, factor_of(claim, value), reading.says):
            yield said
        return
    if number.unit == PART:
        yield value / 100
        return
    try:
        scale = 1.0 if number.unit == "" else factor(claim.holds.unit, number.unit, reading.counts).apply(1.0)
    except UnitError:
        return
    yield value * scale
    if claim.statistic == "share" and converted(number, "%", reading.counts) is not None:
        yield 100 - value
