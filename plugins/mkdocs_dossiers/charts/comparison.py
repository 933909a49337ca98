"""Series beside each other: the statistic of each by itself, with its interval.

One row per series over the same axis. What they are together (a ratio, a difference, a mean of ratios) stands above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mkdocs_dossiers.charts import frame, words
from mkdocs_dossiers.charts.axis import Axis, axis
from mkdocs_dossiers.charts.chart import Chart, Estimate
from mkdocs_dossiers.charts.tabled import tabled

MOST = 10
"""Rows that are drawn; the table has up to sixty, and the CSV all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One series: its statistic with its interval, from ``n`` samples."""

    name: str
    n: int
    estimate: Estimate


def comparison(
    rows: Sequence[Row], *, metric: str, unit: str, statistic: str, result: str, confidence: float = 0.95
) -> Chart:
    """Return the chart of series that a claim compares; ``result`` says what they are together.

    ``confidence`` is that of the claim; the intervals are each at the higher one that together give it.
    """
    metric, unit, statistic = words.clean(metric), words.clean(unit, 16), words.clean(statistic, 24)
    drawn = rows[:MOST]
    ends = [end for row in drawn for end in (row.estimate.low, row.estimate.high)]
    across = axis([row.estimate.value for row in drawn], ends, zero=True)
    across = Axis(across.start, across.end)
    up = Axis(-0.2, float(len(drawn)))
    sheet = frame.Sheet(skeleton(), across, Axis(up.start, up.end))
    sheet.spec["encoding"]["y"]["scale"]["domain"] = [len(drawn), -0.2]
    of_unit = f" ({unit})" if unit else ""
    sheet.axes(f"{statistic} of {metric}{of_unit}", "", y_ticks=[])
    for place, row in enumerate(drawn):
        _draw(sheet, place, row, statistic, unit)
    lines = [
        ("note", result),
        ("note", f"each with an interval such that all together keep {words.percent(confidence)}"),
    ]
    if len(rows) > MOST:
        lines.append(("note", f"the first {MOST} of {words.count(len(rows))} series"))
    spec, height = sheet.finish(lines)
    table, text = tabled(
        ("series", f"{statistic}{of_unit}", f"low{of_unit}", f"high{of_unit}", "n"),
        ((row.name, row.estimate.value, row.estimate.low, row.estimate.high, row.n) for row in rows),
    )
    said = [
        f"{words.clean(row.name, 44)}: {statistic} {words.quantity(row.estimate.value, unit)}, interval "
        f"{words.interval(row.estimate, unit)}, {words.samples(row.n)}"
        for row in drawn
    ]
    return Chart(
        kind="comparison",
        title=f"Side by side: {statistic} of {metric}",
        description=words.sentences([result, *said]),
        spec=spec,
        table=table,
        height=height,
        csv=text,
        look="Intervals that are far apart make a difference clear. Where they overlap, these samples may not tell.",
    )


def _draw(sheet: frame.Sheet, place: int, row: Row, statistic: str, unit: str) -> None:
    found = row.estimate
    y = place + 0.62
    low = sheet.across.start if found.low is None else found.low
    high = sheet.across.end if found.high is None else found.high
    value = f"{words.quantity(found.value, unit)}"
    sheet.add("names", y=place + 0.22, text=f"{words.clean(row.name, 32)}: {value}, n = {words.count(row.n)}")
    sheet.add("bars", x=sheet.across.start, x2=found.value, y=place + 0.44, y2=place + 0.8)
    sheet.add("intervals", x=sheet.across.clamp(low), x2=sheet.across.clamp(high), y=y)
    sheet.add("points", x=found.value, y=y)
    tip = f"{statistic} {value}, interval {words.interval(found, unit)}, {words.samples(row.n)}"
    sheet.add("hits", x=found.value, y=y, tip=tip)


@cache
def skeleton() -> dict[str, Any]:
    """Return the spec without data, the same for every chart of the kind."""
    import altair as alt

    names = frame.layer("names").mark_text(style="dossier-number", align="left", baseline="middle", dx=-44)
    return frame.drawing(
        frame.area("bars", "side"),
        frame.rule("intervals", "whisker-1", x2="x2:Q"),
        frame.point("points", "mark-1"),
        names.encode(x=alt.value(0), text="text:N"),
        frame.hits(),
    )
