"""How a statistic follows a parameter: the points with their intervals, the fit, and how far each point is from it.

An exponent is seen on logarithmic axes, where a power is a straight line; everything else on plain ones.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mkdocs_dossiers.charts import frame, words
from mkdocs_dossiers.charts.axis import Axis, axis, ticks
from mkdocs_dossiers.charts.chart import Chart, Estimate
from mkdocs_dossiers.charts.tabled import tabled

MEANING = {
    "slope": "line: least squares",
    "r2": "line: least squares",
    "exponent": "line: least squares of the logarithms, on logarithmic axes",
    "efficiency": "line: growth in proportion to the parameter, from the first point",
}


@dataclass(frozen=True, slots=True)
class At:
    """What was measured at one value of the parameter, and where the line is there."""

    x: float
    estimate: Estimate
    fitted: float
    n: int


def scaling(
    points: Sequence[At], *, over: str, kind: str, metric: str, unit: str, statistic: str, result: str
) -> Chart:
    """Return the chart of a scaling claim, its points by rising parameter; ``result`` says what was claimed of it.

    ``kind`` is ``slope``, ``r2``, ``exponent`` or ``efficiency``; with an exponent every number is above zero.
    """
    metric, unit, statistic = words.clean(metric), words.clean(unit, 16), words.clean(statistic, 24)
    over = words.clean(over, 30)
    power = kind == "exponent"
    at = math.log10 if power else float
    ends = [end for point in points for end in (point.estimate.low, point.estimate.high)]
    across = axis([at(point.x) for point in points], margin=0.05, zero=not power)
    core = [value for point in points for value in (point.estimate.value, point.fitted)]
    up = axis(
        [at(value) for value in core],
        [at(end) for end in ends if end is not None and (end > 0 or not power)],
        margin=0.05,
        zero=not power,
    )
    if power:
        across, up = _wide(across, [at(p.x) for p in points]), _wide(up, [at(value) for value in core])
    sheet = frame.Sheet(skeleton(), across, up)
    of_unit = f" ({unit})" if unit else ""
    logarithmic = {"x_ticks": _decades(across), "y_ticks": _decades(up)} if power else {}
    sheet.axes(over, f"{statistic} of {metric}{of_unit}", **logarithmic)
    for point in points:
        _draw(sheet, point, at, over, unit)
    _line(sheet, points)
    worst = max(points, key=lambda point: abs(point.estimate.value - point.fitted))
    apart = worst.estimate.value - worst.fitted
    side = "above" if apart > 0 else "below"
    residual = (
        f"largest residual: {words.quantity(abs(apart), unit)} {side} the line at {over} {words.number(worst.x)}"
        if apart
        else "every point is on the line"
    )
    n = sum(point.n for point in points)
    lines = [
        ("line-1", f"{MEANING[kind].removeprefix('line: ')}: {result}"),
        ("note", f"{len(points)} points, n = {words.count(n)} in all · {residual}"),
    ]
    spec, height = sheet.finish(lines)
    table, text = tabled(
        (
            over,
            f"{statistic}{of_unit}",
            f"low{of_unit}",
            f"high{of_unit}",
            f"line{of_unit}",
            f"residual{of_unit}",
            "n",
        ),
        (
            (
                point.x,
                point.estimate.value,
                point.estimate.low,
                point.estimate.high,
                point.fitted,
                point.estimate.value - point.fitted,
                point.n,
            )
            for point in points
        ),
    )
    said = [
        f"{statistic} of {metric} over {over}: {result}",
        f"{len(points)} points, from {_spoken(points[0], unit)} to {_spoken(points[-1], unit)}",
        residual[:1].upper() + residual[1:],
    ]
    return Chart(
        kind="scaling",
        title=f"Over {over}: {statistic} of {metric}",
        description=words.sentences(said),
        spec=spec,
        table=table,
        height=height,
        csv=text,
        look="Points should scatter around the line. A bend away from it means that another curve would fit better.",
    )


def _spoken(point: At, unit: str) -> str:
    return f"{words.quantity(point.estimate.value, unit)} at {words.number(point.x)}"


def _draw(sheet: frame.Sheet, point: At, at: Any, over: str, unit: str) -> None:
    found = point.estimate
    x, y = at(point.x), at(found.value)
    low, high = (
        sheet.up.clamp(at(end)) if end is not None and (end > 0 or at is float) else edge
        for end, edge in ((found.low, sheet.up.start), (found.high, sheet.up.end))
    )
    sheet.add("residuals", x=x, y=y, y2=at(point.fitted))
    if found.low is not None or found.high is not None:
        sheet.add("whiskers", x=x, y=low, y2=high)
    sheet.add("points", x=x, y=y)
    tip = (
        f"{over} {words.number(point.x)}: {words.quantity(found.value, unit)}, interval {words.interval(found, unit)}, "
        f"line {words.quantity(point.fitted, unit)}"
    )
    sheet.add("hits", x=x, y=y, tip=tip)


def _line(sheet: frame.Sheet, points: Sequence[At]) -> None:
    """The line is straight on these axes: through where it is at the first and at the last point."""
    power = sheet.spec["datasets"]["points"]
    fitted = sheet.spec["datasets"]["residuals"]
    if len(points) < 2:
        return
    for place in (0, -1):
        sheet.add("line-1", x=power[place]["x"], y=fitted[place]["y2"])


def _wide(along: Axis, values: Sequence[float]) -> Axis:
    """An axis of logarithms over at least one power of ten, so that it has labels."""
    return Axis(min(along.start, min(values) - 0.1), max(along.end, max(values) + 0.1))


def _decades(along: Axis) -> list[tuple[float, str]]:
    """Labels of an axis of logarithms: powers of ten, or round numbers where it has fewer than three of them."""
    powers = range(math.ceil(along.start), math.floor(along.end) + 1)
    if len(powers) >= 3:
        every = -(-len(powers) // 6)
        return [(float(power), words.number(10.0**power)) for power in powers[::every]]
    low, high = 10**along.start, 10**along.end
    candidates = [
        factor * 10.0**power
        for power in range(math.floor(along.start) - 1, math.floor(along.end) + 1)
        for factor in (1, 2, 5)
    ]
    near = [value for value in candidates if low <= value <= high]
    values = near if len(near) >= 2 else [value for value in ticks(Axis(low, high)) if value > 0]
    return [(math.log10(value), words.number(value)) for value in values]


@cache
def skeleton() -> dict[str, Any]:
    """Return the spec without data, the same for every chart of the kind."""
    return frame.drawing(
        frame.line("line-1", "line-1"),
        frame.rule("residuals", "residual", y2="y2:Q"),
        frame.rule("whiskers", "whisker", y2="y2:Q"),
        frame.point("points", "mark-1"),
        frame.hits(),
    )
