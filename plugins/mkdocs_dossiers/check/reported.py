"""What a claim's evidence says about a figure of a report."""

from __future__ import annotations

from dataclasses import replace

from mkdocs_dossiers.measure.units import UnitError, factor
from mkdocs_dossiers.model.dossier import Claim
from mkdocs_dossiers.model.measurement import Judgement, Verdict
from mkdocs_dossiers.model.reported import ReportedFigure, State

UPWARD = frozenset((">", ">="))
"""Operators of limits where more is better."""


NEAR = 0.01
"""A number in prose may be rounded by this share."""


def incomparable(
    figure: ReportedFigure, claim: Claim, counts: tuple[str, ...], *, counted: bool = False
) -> str | None:
    """Why a figure and a claim are of different things; None where they can be compared.

    With ``counted``, things counted are alike whatever they are called: another system has other names for them.
    """
    unit = claim.holds.unit
    # A report that counts things need not say which.
    own = figure.unit if figure.unit is not None else "count"
    try:
        factor(own, unit, counts)
    except UnitError:
        if own != unit and not (counted and _counted(own, unit)):
            return f"The figure is in {figure.unit or 'no unit'}, the claim in {unit or 'no unit'}."
    if figure.statistic is not None and claim.statistic and figure.statistic != claim.statistic:
        return f"The figure is {figure.statistic}, the claim {claim.statistic}."
    return None


def _counted(one: str, other: str) -> bool:
    """Whether two units both count things, or both things per second."""
    from mkdocs_dossiers.intake.arithmetic import dimension

    return dimension(one) == dimension(other) and dimension(one) in ("1", "1/s")


def inconsistent(
    figure: ReportedFigure, claim: Claim, judgement: Judgement, counts: tuple[str, ...]
) -> str | None:
    """Why a figure is not backed, or not contradicted, by what was measured; None where it is as its state says.

    A figure is backed where the claim is supported and the interval reaches it or is better. It is contradicted
    where the interval does not reach it, on either side.
    """
    interval = _interval(judgement)
    if figure.state is State.BACKED:
        if judgement.verdict is not Verdict.SUPPORTED:
            return f"The claim is {judgement.verdict.value}."
        if interval is not None and _worse(figure, claim, interval, counts):
            return f"What was measured is worse: {_words(interval, judgement.measurement.unit)}."
    if figure.state is State.CONTRADICTED and interval is not None:
        low, high = _ends(figure, judgement.measurement.unit, counts)
        if interval[0] <= high and low <= interval[1]:
            return (
                f"What was measured does not contradict it: {_words(interval, judgement.measurement.unit)}."
            )
    return None


def _interval(judgement: Judgement) -> tuple[float, float] | None:
    measured = judgement.measurement
    if measured.value is None:
        return None
    low = measured.low if measured.low is not None else measured.value
    high = measured.high if measured.high is not None else measured.value
    return low, high


def _ends(figure: ReportedFigure, unit: str, counts: tuple[str, ...]) -> tuple[float, float]:
    """What the figure allows, in the claim's unit: a bound is open on its side."""
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
    try:
        scale = factor(figure.unit or "count", unit, counts)
        low, high = scale.apply(low), scale.apply(high)
    except UnitError:
        pass
    if figure.op in (">", ">="):
        return low, float("inf")
    if figure.op in ("<", "<="):
        return float("-inf"), high
    return low, high


def _worse(
    figure: ReportedFigure, claim: Claim, interval: tuple[float, float], counts: tuple[str, ...]
) -> bool:
    """Whether the whole interval is on the worse side of the figure."""
    low, high = _ends(figure, claim.holds.unit, counts)
    if claim.holds.op in UPWARD:
        return interval[1] < low
    return interval[0] > high


def reached(
    figure: ReportedFigure, claim: Claim, judgement: Judgement, counts: tuple[str, ...]
) -> bool | None:
    """Whether what was measured is as good as a figure says, or better, by the side the claim's limit is on.

    None where the interval reaches past the figure, or nothing was measured.
    """
    interval = _interval(judgement)
    if interval is None:
        return None
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
    plain = replace(figure, value=low if claim.holds.op in UPWARD else high, op=None)
    wanted, _ = _ends(plain, judgement.measurement.unit, counts)
    if claim.holds.op in UPWARD:
        return True if interval[0] >= wanted else False if interval[1] < wanted else None
    return True if interval[1] <= wanted else False if interval[0] > wanted else None


def _words(interval: tuple[float, float], unit: str) -> str:
    from mkdocs_dossiers.model.digits import plain, with_unit

    low, high = plain(interval[0]), plain(interval[1])
    return with_unit(low if low == high else f"{low} to {high}", unit)


def has(claim: Claim, judgement: Judgement, value: float | tuple[float, float], unit: str) -> bool:
    """Whether a claim has a number: as its limit, or within what was measured, to the last digit that is given."""
    try:
        scale = factor(unit, claim.holds.unit)
    except UnitError:
        return False
    ends = value if isinstance(value, tuple) else (value,)
    interval = _interval(judgement)
    for end in ends:
        number = scale.apply(end)
        near = abs(number) * NEAR
        measured = interval is not None and interval[0] - near <= number <= interval[1] + near
        if not measured and abs(number - claim.holds.number) > near:
            return False
    return True
