"""The tightest limit in few digits: the last round number on the claimed side of an interval's end."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from mkdocs_dossiers.model.dossier import Assertion


def tightest(op: str, end: float, unit: str, digits: int, *, whole: bool = False) -> Assertion:
    """The limit nearest to an end of an interval, in so many significant digits, that the end keeps.

    ``op`` is ``<=`` or ``>=``; ``whole`` says that only whole numbers make sense, as of things counted.
    """
    exact = Decimal(repr(end))
    step = _step(exact, digits, whole)
    rounding = ROUND_CEILING if op == "<=" else ROUND_FLOOR
    return assertion(op, (exact / step).to_integral_value(rounding) * step, unit)


def tighter(limit: Assertion, digits: int, *, whole: bool = False) -> Assertion:
    """The next limit of so many digits that claims more."""
    exact = Decimal(repr(limit.number))
    down = limit.op == "<="
    step = _step(exact, digits, whole)
    if exact and down == (exact > 0) and exact.copy_abs() == Decimal(1).scaleb(exact.adjusted()):
        step = max(step / 10, Decimal(1)) if whole else step / 10  # below 10 come 9.9 and 9.8
    return assertion(limit.op, exact - step if down else exact + step, limit.unit)


def _step(exact: Decimal, digits: int, whole: bool) -> Decimal:
    """The distance between neighbours of so many digits; 1 around nothing."""
    step = Decimal(1).scaleb(exact.adjusted() - digits + 1) if exact else Decimal(1)
    return max(step, Decimal(1)) if whole else step


def assertion(op: str, number: Decimal, unit: str) -> Assertion:
    """An assertion as an author writes it: ``<= 2.9 ms``."""
    plain = f"{number.normalize():f}" if number else "0"
    return Assertion(op, float(plain), unit, f"{op} {plain} {unit}".rstrip())
