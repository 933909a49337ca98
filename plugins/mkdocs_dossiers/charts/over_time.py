"""A load test over time: how much was done in each second, and how long it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mkdocs_dossiers.charts import frame, words
from mkdocs_dossiers.charts.axis import Axis, axis
from mkdocs_dossiers.charts.chart import Chart, Estimate, Limit
from mkdocs_dossiers.charts.tabled import tabled

RUSH = 0.9
"""The axis of latencies reaches over so many of the parts' 99th percentiles; what is higher is marked at its end."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the run: its ends in seconds since the first event, and what ended in it."""

    start: float
    end: float
    count: int
    median: float | None = None
    p99: float | None = None
    highest: float | None = None

    def rate(self, per: float = 1.0) -> float:
        """Events per ``per`` seconds."""
        return self.count / (self.end - self.start) * per

    @property
    def middle(self) -> float:
        """Its middle, in seconds."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Run:
    """One series over time; ``estimate`` is the rate over the whole run, where that is what is claimed."""

    name: str
    n: int
    spans: Sequence[Span]
    estimate: Estimate | None = None


def throughput(
    run: Run, *, unit: str, per: float = 1.0, limit: Limit | None = None, confidence: float = 0.95
) -> Chart:
    """Return the chart of a run's rate over time.

    ``unit`` is that of the rate, of its estimate and of the limit: events per ``per`` seconds.
    """
    unit = words.clean(unit, 24)
    found = run.estimate
    up = axis(
        [0.0, *(span.rate(per) for span in run.spans), *([found.value] if found else [])],
        [limit.value if limit else None],
    )
    sheet = _sheet(run, up, f"rate ({unit})")
    for span in run.spans:
        sheet.add("rates", x=span.start, x2=span.end, y=0.0, y2=span.rate(per))
        sheet.add(
            "hits",
            x=span.middle,
            y=span.rate(per),
            tip=f"{_when(span)}: {words.quantity(span.rate(per), unit)}",
        )
    text = _length(run)
    if found:
        sheet.add("mean", x=sheet.across.start, x2=sheet.across.end, y=found.value)
        text = (
            f"{words.quantity(found.value, unit)} over the run, {words.percent(confidence)} interval "
            f"{words.interval(found, unit)}"
        )
    lines: list[frame.Line] = [("line-1", frame.series_line(run.name, run.n, text))]
    least = min(run.spans, key=lambda span: span.rate(per))
    lines.append(("note", f"slowest part: {words.quantity(least.rate(per), unit)} at {_when(least)}"))
    said = [f"{words.clean(run.name, 44)}, {words.samples(run.n)}: {text}", lines[-1][1].capitalize()]
    said += _limited(sheet, lines, limit, unit)
    spec, height = sheet.finish(lines)
    table, csv = tabled(
        ("from (s)", "to (s)", "events", f"rate ({unit})"),
        ((span.start, span.end, span.count, span.rate(per)) for span in run.spans),
    )
    return Chart(
        kind="throughput",
        title="Throughput over time",
        description=words.sentences(["Events per time in each part of the run", *said]),
        spec=spec,
        table=table,
        height=height,
        csv=csv,
        look="Bars of one height are a steady run. A fall at the end means that it could not have gone on like this.",
    )


def latency(run: Run, *, metric: str, unit: str, limit: Limit | None = None) -> Chart:
    """Return the chart of a run's latencies over time: the median and the 99th percentile of each part."""
    metric, unit = words.clean(metric), words.clean(unit, 16)
    spans = [span for span in run.spans if span.median is not None and span.p99 is not None]
    high = sorted(span.p99 or 0.0 for span in spans)
    up = axis(
        [0.0, *(span.median or 0.0 for span in spans), *high[: max(1, int(len(high) * RUSH))]],
        [limit.value if limit else None, *high],
    )
    of_unit = f" ({unit})" if unit else ""
    sheet = _sheet(run, up, f"{metric}{of_unit}")
    for span in spans:
        p99 = span.p99 or 0.0
        sheet.add("line-1", x=span.middle, y=span.median)
        sheet.add("line-2", x=span.middle, y=up.clamp(p99))
        if p99 > up.end:
            sheet.add("higher", x=span.middle, y=up.end)
        tip = f"{_when(span)}: median {words.quantity(span.median or 0.0, unit)}, p99 {words.quantity(p99, unit)}"
        sheet.add("hits", x=span.middle, y=span.median, tip=tip)
    lines: list[frame.Line] = [
        ("note", frame.series_line(run.name, run.n, _length(run))),
        ("line-1", f"median of each {_seconds(run)}"),
        ("line-2", f"99th percentile of each {_seconds(run)}"),
    ]
    said = [f"{words.clean(run.name, 44)}, {words.samples(run.n)}, {_length(run)}"]
    above = [span for span in spans if (span.p99 or 0.0) > up.end]
    if above:
        most = max(span.p99 or 0.0 for span in above)
        lines.append(("note", f"▲ higher than drawn, up to {words.quantity(most, unit)}"))
    if spans:
        worst = max(spans, key=lambda span: span.p99 or 0.0)
        said.append(
            f"The 99th percentile is highest at {_when(worst)}: {words.quantity(worst.p99 or 0.0, unit)}"
        )
    said += _limited(sheet, lines, limit, unit)
    spec, height = sheet.finish(lines)
    table, csv = tabled(
        ("from (s)", "to (s)", "samples", f"median{of_unit}", f"p99{of_unit}", f"highest{of_unit}"),
        ((span.start, span.end, span.count, span.median, span.p99, span.highest) for span in run.spans),
    )
    return Chart(
        kind="latency",
        title=f"Over time: {metric}",
        description=words.sentences([f"{metric} in each part of the run", *said]),
        spec=spec,
        table=table,
        height=height,
        csv=csv,
        look="Level lines are a steady run. Where the 99th percentile leaps and the median stays, something paused.",
    )


def _sheet(run: Run, up: Axis, title: str) -> frame.Sheet:
    across = Axis(0.0, max(span.end for span in run.spans))
    sheet = frame.Sheet(skeleton(), across, up)
    sheet.axes("seconds since the first event", title)
    return sheet


def _limited(sheet: frame.Sheet, lines: list[frame.Line], limit: Limit | None, unit: str) -> list[str]:
    if limit is None:
        return []
    on = sheet.limit(limit.value, sheet.up, "y", limit.upper if limit.upper or limit.lower else None)
    lines.append(("limit", words.limit(limit, unit) + ("" if on else ", off the scale")))
    return [f"The limit is {words.spoken_limit(limit, unit)}"]


def _length(run: Run) -> str:
    return f"{words.number(run.spans[-1].end)} s in {len(run.spans)} parts"


def _seconds(run: Run) -> str:
    return f"{words.number(run.spans[0].end - run.spans[0].start)} s"


def _when(span: Span) -> str:
    start, end = words.numbers(span.start, span.end)
    return f"{start} to {end} s"


@cache
def skeleton() -> dict[str, Any]:
    """Return the spec without data, the same for every chart of the kind."""
    return frame.drawing(
        frame.area("rates", "bar"),
        frame.rule("mean", "line-1", x2="x2:Q"),
        frame.line("line-1", "line-1"),
        frame.line("line-2", "line-2"),
        frame.point("higher", "open", shape="triangle-up"),
        frame.hits(),
    )
