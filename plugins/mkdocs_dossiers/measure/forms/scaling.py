"""A claim about how a statistic follows a parameter: clients, threads, rows, nodes."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from mkdocs_dossiers.measure.failure import CannotMeasure, Failure
from mkdocs_dossiers.measure.format import identifier, quote
from mkdocs_dossiers.measure.forms.form import BONFERRONI, Formed, each_of, same_kind
from mkdocs_dossiers.measure.interval import student
from mkdocs_dossiers.measure.side import (
    Question,
    Side,
    series_with,
    side,
    some,
    statistic_of,
    statistic_to_limit,
    to_limit,
)
from mkdocs_dossiers.measure.statement import each, indent, over, scaled
from mkdocs_dossiers.measure.statistics.statistic import Quantity, percent
from mkdocs_dossiers.model.dossier import Scaling, SeriesReference

MOST = 200
LEAST_SQUARES = "Draper and Smith, Applied Regression Analysis, 3rd ed. 1998, section 1.4"
EFFICIENCY = "Jain, The Art of Computer Systems Performance Analysis, Wiley 1991, section 11.5"
DETERMINATION = "Kvalseth, Cautionary note about R squared, The American Statistician 39 (1985) 279-285"
HINT = "An exponent, an efficiency and R2 are numbers without dimension, such as 80 % or 0.99 x."
LEAST = {"slope": 3, "exponent": 3, "r2": 3, "efficiency": 2}


@dataclass(frozen=True, slots=True)
class Point:
    """A series and the value its parameter has."""

    series: str
    x: float


def form(question: Question) -> Formed:
    """What is claimed of the dependence on the parameter.

    ``slope``: the least-squares line's, per 1 of the parameter; ``exponent``: the slope of the logarithms (1 is
    linear); ``r2``: the coefficient of determination of that line; ``efficiency``: the growth of the statistic
    from the first to the last point divided by the growth of the parameter (1 is linear).
    """
    claim = question.claim
    assert claim.scaling is not None  # noqa: S101 - the form has it
    scaling = claim.scaling
    points = _points(question, scaling)
    ends = scaling.fit == "efficiency"
    confidence = each_of(2, question.confidence) if ends else question.confidence
    unit = (
        claim.holds.unit if scaling.fit == "slope" and statistic_of(claim).quantity is Quantity.SAME else None
    )
    sides: list[Side] = []
    for place, point in enumerate(points, 1):
        reference = SeriesReference(claim.of.dataset, point.series)
        unit = unit or (sides[0].unit if sides and statistic_of(claim).quantity is Quantity.SAME else None)
        sides.append(side(question, reference, f"point_{place}", ("scaling", "of"), confidence, unit))
    same_kind(tuple(sides), "scaling")
    parts = {repr(point.x): one.estimate.sql for point, one in zip(points, sides, strict=True)}
    select, interval, method, source = _fit(
        question, scaling.fit, each(parts, "x", quoted=False), points, sides[0]
    )
    factor = (
        statistic_to_limit(question, sides[0].unit)
        if scaling.fit == "slope"
        else to_limit(question, "x", HINT)
    )
    body = over({one.relation: one.selection.sql() for one in sides}, scaled(select, factor))
    labels = tuple(f"{scaling.over} {point.x:g}" for point in points)
    interval = interval and all(one.estimate.interval for one in sides)
    return Formed(body, tuple(sides), interval, method, source, labels, tuple(point.x for point in points))


def _fit(
    question: Question, fit: str, points: str, listed: list[Point], first: Side
) -> tuple[str, bool, str, str]:
    if fit == "efficiency":
        growth = listed[-1].x / listed[0].x
        select = (
            f"SELECT\n    b.value / a.value / {growth!r} AS value,\n"
            f"    CASE WHEN a.low > 0 THEN b.low / a.high / {growth!r} END AS low,\n"
            f"    CASE WHEN a.low > 0 THEN b.high / a.low / {growth!r} END AS high,\n    least(a.n, b.n) AS n\n"
            f"FROM (\n{indent(points)}\n) AS a, (\n{indent(points)}\n) AS b\n"
            f"WHERE a.x = {listed[0].x!r} AND b.x = {listed[-1].x!r}"
        )
        method = (
            f"{percent(question.confidence)} interval of the growth from {listed[0].x:g} to {listed[-1].x:g} from "
            f"the bounds of both ends (Bonferroni; each: {first.estimate.method}), divided by the parameter's growth"
        )
        return select, True, method, f"{EFFICIENCY}; {BONFERRONI}; {first.estimate.source}"
    if fit == "r2":
        select = (
            "SELECT\n    regr_r2(value, x ORDER BY x) AS value,\n    NULL AS low,\n    NULL AS high,\n"
            f"    sum(n) AS n\nFROM (\n{indent(points)}\n)"
        )
        return (
            select,
            False,
            f"coefficient of determination of the line through {len(listed)} points; there is no interval",
            DETERMINATION,
        )
    if fit == "exponent" and min(point.x for point in listed) <= 0:
        raise _cannot(
            "An exponent needs values of the parameter above zero.", "Claim the slope instead.", "fit"
        )
    # The logarithm of a point that is not above zero is none, and there is no line through the rest.
    above = "min(value) > 0" if fit == "exponent" else "count(value) = count(*)"
    x, y = ("ln(x)", "ln(CASE WHEN value > 0 THEN value END)") if fit == "exponent" else ("x", "value")
    critical = student(len(listed) - 1, question.confidence)
    select = (
        f"SELECT\n    slope AS value,\n    slope - {critical!r} * error AS low,\n"
        f"    slope + {critical!r} * error AS high,\n    n\n"
        "FROM (\n"
        "    SELECT CASE WHEN fine THEN sxy / sxx END AS slope,\n"
        "        sqrt(greatest(syy - sxy * sxy / sxx, 0) / (k - 2) / sxx) AS error, n\n"
        f"    FROM (\n        SELECT regr_sxx({y}, {x} ORDER BY x) AS sxx, regr_syy({y}, {x} ORDER BY x) AS syy, "
        f"regr_sxy({y}, {x} ORDER BY x) AS sxy, count(*) AS k, sum(n) AS n, {above} AS fine\n"
        f"        FROM (\n{indent(indent(indent(points)))}\n        )\n    )\n)"
    )
    what = "slope" if fit == "slope" else "exponent (the slope of the logarithms)"
    method = (
        f"{percent(question.confidence)} interval of the {what} of the least-squares line through {len(listed)} "
        f"points, by Student's t with {len(listed) - 2} degrees of freedom"
    )
    return select, True, method, LEAST_SQUARES


def _points(question: Question, scaling: Scaling) -> list[Point]:
    """The series of the dataset in the order of the parameter, each with another value of it."""
    claim = question.claim
    if claim.of.series is not None:
        raise _cannot(
            f"How a statistic scales is seen over the series of a dataset; {claim.of} is one of them.",
            f"Name the dataset alone: {claim.of.dataset}.",
            "of",
        )
    listed = question.loaded[claim.of.dataset].series
    rows = question.engine.rows(
        "SELECT series, metric, any_value(params), count(DISTINCT params[" + quote(scaling.over) + "]) "
        f"FROM {identifier(claim.of.dataset)} GROUP BY series, metric ORDER BY series, metric"
    )
    params = {(row[0], row[1]): (dict(row[2] or {}), int(row[3])) for row in rows}
    found: list[Point] = []
    for name, entry in series_with(listed, claim.metric).items():
        own, values = params[(name, entry.metric)]
        if any(own.get(key) != wanted for key, wanted in scaling.where.items()):
            continue
        x = _number(own.get(scaling.over))
        if x is None or values != 1:
            raise _cannot(
                f"The series {name} of {claim.of.dataset} says no one number for the parameter {scaling.over!r}.",
                f"It has {some(sorted(own)) or 'no parameters'}; name one of these, or choose series with `where`.",
                "over",
            )
        found.append(Point(name, x))
    found.sort(key=lambda point: (point.x, point.series))
    _enough(found, scaling)
    return found


def _enough(found: list[Point], scaling: Scaling) -> None:
    least = LEAST[scaling.fit]
    twice = [f"{one.series} and {two.series}" for one, two in itertools.pairwise(found) if one.x == two.x]
    if twice:
        raise _cannot(
            f"{twice[0]} have the same {scaling.over}.",
            "Choose between them by other parameters, with `where`.",
            "over",
        )
    if not least <= len(found) <= MOST:
        raise _cannot(
            f"{len(found)} series have the metric and the parameter {scaling.over!r}; {scaling.fit} needs {least} to "
            f"{MOST}.",
            "Measure at more values of the parameter.",
            "over",
        )
    if scaling.fit == "efficiency" and found[0].x <= 0:
        raise _cannot(
            "Efficiency needs values of the parameter above zero.", "Claim the slope instead.", "fit"
        )


def _number(text: object) -> float | None:
    try:
        number = float(str(text))
    except ValueError:
        return None
    return number if text is not None and math.isfinite(number) else None


def _cannot(message: str, fix: str, key: str) -> CannotMeasure:
    return CannotMeasure(Failure("statistics/scaling", message, fix, ("scaling", key)))
