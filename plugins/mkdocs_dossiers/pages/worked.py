"""Worked examples of the statistics: the steps of a claim of this very site, with its own numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mkdocs_dossiers.measure.interval import quantile_ranks, student
from mkdocs_dossiers.measure.statistics.rate import WINDOWS
from mkdocs_dossiers.measure.statistics.statistic import percent
from mkdocs_dossiers.model.digits import limit, plain, with_unit
from mkdocs_dossiers.model.dossier import Form
from mkdocs_dossiers.model.measurement import Measurement, Operand
from mkdocs_dossiers.pages.readable import operand, significant
from mkdocs_dossiers.pages.view import ClaimRow, View
from mkdocs_dossiers.pages.writer import figure, span

DIGITS = 6
"""Significant digits of the numbers in an example: enough to follow it with a pocket calculator."""


@dataclass(frozen=True)
class Worked:
    """An example: the claim it is of, its address, and each step in a sentence."""

    row: ClaimRow
    address: str
    steps: tuple[str, ...]


def examples(view: View) -> dict[str, Worked]:
    """An example of each kind some claim of the site is of, of the newest dossier that has one."""
    found: dict[str, Worked] = {}
    for _, dossier in reversed(view.shown):
        for row in view.claims(dossier):
            name = kind(row)
            if name not in found and _fit(row, name):
                found[name] = Worked(row, view.addresses.claim(row.reference), tuple(_STEPS[name](row)))
    return found


def kind(row: ClaimRow) -> str:
    """What a claim is an example of: its form, or its statistic where it is of one series."""
    claim = row.claim
    if claim.form is not Form.ONE:
        return claim.form.value
    if claim.statistic == "median" or claim.statistic[1:2].isdigit():
        return "percentile"
    return "extreme" if claim.statistic in ("min", "max") else claim.statistic


def _fit(row: ClaimRow, name: str) -> bool:
    """Whether every number of an example is there: both ends of an interval, but for facts."""
    measured = row.judgement.measurement
    if name not in _STEPS or measured.value is None:
        return False
    if name in ("extreme", "count", "cv"):
        return True
    return measured.interval and measured.low is not None and measured.high is not None


def _number(value: float | None, unit: str) -> str:
    return "–" if value is None else with_unit(plain(significant(value, DIGITS)), unit)


def _ends(measured: Measurement | Operand) -> str:
    return f"{_number(measured.low, measured.unit)} to {_number(measured.high, measured.unit)}"


def _verdict(row: ClaimRow) -> str:
    measured = row.judgement.measurement
    shown = f"The interval {_ends(measured)}" if measured.interval else f"The value {figure(measured)}"
    return f"{shown} is held against {limit(row.claim.holds)}: {row.judgement.verdict.value}."


def _percentile(row: ClaimRow) -> list[str]:
    measured, claim = row.judgement.measurement, row.claim
    q = 0.5 if claim.statistic == "median" else float(claim.statistic[1:]) / 100
    n = measured.n
    ranks = quantile_ranks(n, q, claim.confidence)
    tail = percent((1 - claim.confidence) / 2)
    where = (
        "the middle"
        if q == 0.5
        else f"number {max(-int(-q * n // 1), 1):,}, the first with at least {q * 100:g} % at or below it"
    )
    return [
        f"{n:,} samples are sorted. The {claim.statistic} is {where}: {_number(measured.value, measured.unit)}.",
        (
            f"How many of {n:,} samples lie below the true {claim.statistic} is binomial with {n:,} draws at {q:g}. "
            f"Sample number {ranks.low:,} lies above it in less than {tail} of all cases, and sample number "
            f"{ranks.high:,} below it in less than {tail}."
        ),
        f"Those two samples are the interval at {percent(claim.confidence)}: {_ends(measured)}.",
        _verdict(row),
    ]


def _mean(row: ClaimRow) -> list[str]:
    measured, claim = row.judgement.measurement, row.claim
    n, critical = measured.n, student(measured.n, claim.confidence)
    value, low, high = _all(measured)
    return [
        f"The mean of {n:,} samples is {_number(value, measured.unit)}.",
        (
            f"Student's t with {n - 1:,} degrees of freedom has {critical:.4f} at {percent(claim.confidence)}: so many "
            f"standard errors are added on either side. {measured.method[:1].upper()}{measured.method[1:]}."
        ),
        (
            f"The lower end is {_number(value - low, measured.unit)} below the mean, the upper end "
            f"{_number(high - value, measured.unit)} above it: {_ends(measured)}."
        ),
        _verdict(row),
    ]


def _all(measured: Measurement) -> tuple[float, float, float]:
    """Value and both ends; :func:`_fit` saw that they are there."""
    return measured.value or 0.0, measured.low or 0.0, measured.high or 0.0


def _rate(row: ClaimRow) -> list[str]:
    measured, claim = row.judgement.measurement, row.claim
    value, low, high = _all(measured)
    critical = student(WINDOWS, claim.confidence)
    half = (high - low) / 2
    return [
        (
            f"{measured.n:,} events are counted in {WINDOWS} windows of equal length; the mean of the windows' rates "
            f"is {_number(value, measured.unit)}."
        ),
        (
            f"Student's t with {WINDOWS - 1} degrees of freedom has {critical:.4f} at {percent(claim.confidence)}. The "
            f"windows' standard error is {_number(half / critical, measured.unit)}, and the product of both is half "
            f"the interval: {_number(half, measured.unit)}."
        ),
        f"The interval is {_ends(measured)}.",
        _verdict(row),
    ]


def _share(row: ClaimRow) -> list[str]:
    measured, claim = row.judgement.measurement, row.claim
    share = (measured.value or 0.0) / (100 if measured.unit == "%" else 1)
    inside = round(share * measured.n)
    condition = limit(claim.within) if claim.within is not None else "what is claimed"
    return [
        f"{inside:,} of {measured.n:,} samples are {condition}: {_number(measured.value, measured.unit)}.",
        (
            "Clopper and Pearson ask which true shares would give so many in less than "
            f"{percent((1 - claim.confidence) / 2)} of all cases, and so few in less than "
            f"{percent((1 - claim.confidence) / 2)}. What is left is the interval: {_ends(measured)}."
        ),
        _verdict(row),
    ]


def _fact(row: ClaimRow) -> list[str]:
    measured = row.judgement.measurement
    return [
        f"The {row.claim.statistic} of {measured.n:,} samples is {figure(measured)}: {measured.method}.",
        _verdict(row),
    ]


def _sides(row: ClaimRow) -> list[str]:
    shown = [operand(side) for side in row.judgement.measurement.operands]
    return [
        f"{side.series}: the {row.claim.statistic} of {side.n:,} samples is {_number(side.value, side.unit)}, "
        f"interval {_ends(side) if side.interval else 'none'}."
        for side in shown
    ]


def _ratio(row: ClaimRow) -> list[str]:
    measured = row.judgement.measurement
    a, b = measured.operands[:2]
    return [
        *_sides(row),
        (
            f"The ratio is {_number(a.value, a.unit)} by {_number(b.value, b.unit)}: "
            f"{_number(measured.value, measured.unit)}."
        ),
        (
            f"Its lower end is {_number(a.low, a.unit)} by {_number(b.high, b.unit)}, its upper end "
            f"{_number(a.high, a.unit)} by {_number(b.low, b.unit)}: {_ends(measured)}."
        ),
        _verdict(row),
    ]


def _difference(row: ClaimRow) -> list[str]:
    measured = row.judgement.measurement
    return [
        *_sides(row),
        (
            f"The difference is {_number(measured.value, measured.unit)}, with the interval {_ends(measured)} "
            f"({measured.method})."
        ),
        _verdict(row),
    ]


def _several(row: ClaimRow) -> list[str]:
    measured = row.judgement.measurement
    sides = _sides(row)
    more = [f"{len(sides) - 6} more like these."] if len(sides) > 6 else []
    return [
        *sides[:6],
        *more,
        f"Together: {figure(measured)}, interval {span(measured)} ({measured.method}).",
        _verdict(row),
    ]


_STEPS: Mapping[str, Callable[[ClaimRow], list[str]]] = {
    "percentile": _percentile,
    "mean": _mean,
    "rate": _rate,
    "share": _share,
    "cv": _fact,
    "extreme": _fact,
    "count": _fact,
    Form.RATIO.value: _ratio,
    Form.DIFFERENCE.value: _difference,
    Form.GEOMETRIC_MEAN.value: _several,
    Form.SCALING.value: _several,
}
