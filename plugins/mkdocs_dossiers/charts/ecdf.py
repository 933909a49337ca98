"""How the samples add up: the share of samples at or below each value, with what is claimed of it.

For a percentile the mark is where the curve crosses the claimed share; for a share it is how much of the curve lies
within the claimed limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mkdocs_dossiers.charts import frame, words
from mkdocs_dossiers.charts.axis import Axis, axis
from mkdocs_dossiers.charts.chart import Chart, Estimate, Limit
from mkdocs_dossiers.charts.tabled import tabled

SHOWN = 0.995
"""The axis reaches to the value that this share of the samples is at or below; the rest is counted in words."""
TIPS = 25


@dataclass(frozen=True, slots=True)
class Step:
    """``share`` (a fraction) of the samples is at or below ``value``."""

    share: float
    value: float


@dataclass(frozen=True, slots=True)
class Steps:
    """One series, by rising share. ``estimate`` is the claimed percentile's value, or the share of the samples
    within the limit as a fraction.
    """

    name: str
    n: int
    steps: Sequence[Step]
    estimate: Estimate | None = None


def ecdf(
    series: Sequence[Steps],
    *,
    metric: str,
    unit: str,
    statistic: str,
    percentile: float | None = None,
    limit: Limit | None = None,
    share: Limit | None = None,
    confidence: float = 0.95,
) -> Chart:
    """Return the chart of one series, or of two that a claim compares.

    ``percentile`` is the claimed one as a fraction. ``limit`` is in the unit of the samples; ``share``, where the
    claim is about one, is the claimed share as a fraction.
    """
    metric, unit, statistic = words.clean(metric), words.clean(unit, 16), words.clean(statistic, 24)
    marks = [one.estimate for one in series if one.estimate and percentile is not None]
    across = axis(
        [step.value for one in series for step in one.steps if step.share <= SHOWN or step is one.steps[0]]
        + [mark.value for mark in marks],
        [limit.value if limit else None, *(end for mark in marks for end in (mark.low, mark.high))],
        zero=True,
    )
    up = Axis(0.0, 1.0)
    sheet = frame.Sheet(skeleton(), across, up)
    of_unit = f" ({unit})" if unit else ""
    sheet.axes(
        f"{metric}{of_unit}",
        "share of samples at or below",
        y_ticks=[(part / 4, f"{part * 25} %") for part in range(5)],
    )
    lines: list[frame.Line] = []
    said = []
    for place, one in enumerate(series[:2], 1):
        _curve(sheet, place, one, across, unit)
        text = _mark(sheet, place, one, percentile, limit, statistic, unit, confidence)
        lines.append((f"line-{place}", frame.series_line(one.name, one.n, text)))
        beyond = _beyond(one, across, unit)
        lines += [("note", beyond)] if beyond else []
        said += [
            f"{words.clean(one.name, 44)}, {words.samples(one.n)}{f': {text}' if text else ''}",
            *([beyond] if beyond else []),
        ]
    if limit:
        on = sheet.limit(limit.value, across, "x", limit.upper if limit.upper or limit.lower else None)
        lines.append(("limit", words.limit(limit, unit) + ("" if on else ", off the scale")))
        said.append(f"The limit is {words.spoken_limit(limit, unit)}")
    if share:
        sheet.limit(share.value, up, "y", share.upper if share.upper or share.lower else None)
        text = (
            f"claimed: {words.SPOKEN.get(share.op, '')} {words.percent(share.value)} of the samples within it"
        )
        lines.append(("limit", text))
        said.append(text)
    spec, height = sheet.finish(lines)
    table, text = tabled(
        ("series", "share at or below", f"{metric}{of_unit}"),
        ((one.name, step.share, step.value) for one in series for step in one.steps),
    )
    return Chart(
        kind="ecdf",
        title=f"How samples add up: {metric}",
        description=words.sentences([f"Share of samples at or below each {metric}", *said]),
        spec=spec,
        table=table,
        height=height,
        csv=text,
        look="The steeper the curve, the more alike the samples. A flat part is a gap between two groups of samples.",
    )


def _curve(sheet: frame.Sheet, place: int, one: Steps, across: Axis, unit: str) -> None:
    drawn = [step for step in one.steps if step.value <= across.end]
    every = -(-len(drawn) // TIPS)
    if not drawn:
        return
    sheet.add(f"line-{place}", x=drawn[0].value, y=0.0)
    for number, step in enumerate(drawn):
        sheet.add(f"line-{place}", x=step.value, y=step.share)
        if number % every == 0 or number == len(drawn) - 1:
            tip = f"{words.percent(step.share)} at or below {words.quantity(step.value, unit)}"
            sheet.add("hits", x=step.value, y=step.share, tip=tip)
    if len(drawn) < len(one.steps):
        sheet.add(f"line-{place}", x=across.end, y=drawn[-1].share)


def _beyond(one: Steps, across: Axis, unit: str) -> str | None:
    drawn = [step.share for step in one.steps if step.value <= across.end]
    left = round((1 - drawn[-1]) * one.n) if drawn else one.n
    if left <= 0:
        return None
    end, most = words.quantity(across.end, unit), words.quantity(one.steps[-1].value, unit)
    return f"{words.samples(left)} above {end}, up to {most}"


def _mark(
    sheet: frame.Sheet,
    place: int,
    one: Steps,
    percentile: float | None,
    limit: Limit | None,
    statistic: str,
    unit: str,
    confidence: float,
) -> str:
    """Mark what is claimed of a series; what is said of it."""
    found = one.estimate
    if found is None:
        return ""
    if percentile is not None:
        low = sheet.across.start if found.low is None else found.low
        high = sheet.across.end if found.high is None else found.high
        x, x2 = sheet.across.clamp(low), sheet.across.clamp(high)
        sheet.add(f"interval-{place}", x=x, x2=x2, y=percentile)
        sheet.add(f"mark-{place}", x=sheet.across.clamp(found.value), y=percentile)
        return (
            f"{statistic} {words.quantity(found.value, unit)}, {words.percent(confidence)} interval "
            f"{words.interval(found, unit)}"
        )
    if limit is None:
        return ""
    bounds = Estimate(
        *(None if end is None else end * 100 for end in (found.value, found.low, found.high))  # type: ignore[arg-type]
    )
    x = sheet.across.clamp(limit.value)
    if limit.upper:
        low, high = found.low or 0.0, 1.0 if found.high is None else found.high
        sheet.add(f"spread-{place}", x=x, y=low, y2=high)
        sheet.add(f"mark-{place}", x=x, y=found.value)
    return (
        f"{words.number(bounds.value)} % within {words.limit(limit, unit).removeprefix('limit ')}, "
        f"{words.percent(confidence)} interval {words.interval(bounds, '%')}"
    )


@cache
def skeleton() -> dict[str, Any]:
    """Return the spec without data, the same for every chart of the kind."""
    layers = []
    for place in (1, 2):
        layers += [
            frame.line(f"line-{place}", f"line-{place}", "step-after"),
            frame.rule(f"interval-{place}", f"whisker-{place}", x2="x2:Q"),
            frame.rule(f"spread-{place}", f"whisker-{place}", y2="y2:Q"),
            frame.point(f"mark-{place}", f"mark-{place}"),
        ]
    return frame.drawing(*layers, frame.hits())
