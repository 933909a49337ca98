"""The distribution of the samples behind a claim, with its value, its interval and its limit.

One panel per series, one above the other over the same axis: a histogram and, for few samples, every sample
as a dot under it. Tukey's fences are marked, and what lies beyond them is counted, never dropped. What a reader must
know stands inside the picture (series, n, unit, interval, samples that are off the scale), because a screenshot
travels without its page.

A panel is laid out here, in pixels from the top of the picture, as Vega-Lite cannot make a picture of several
views as wide as the page. Texts from outside are data; the spec around them is built once per process.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mkdocs_dossiers.charts import theme, words
from mkdocs_dossiers.charts.axis import Axis, axis, rounded, ticks
from mkdocs_dossiers.charts.chart import Chart, Estimate, Limit, Table
from mkdocs_dossiers.charts.copied import copied
from mkdocs_dossiers.charts.tabled import tabled

MOST_DOTS = 200
"""Up to so many samples each one is drawn; more would be a black strip."""

MOST_LINES = 24
"""Lines of the table per series; the CSV has every bin."""

LINE = 17  # pixels of one line of text
BARS = 96  # the least height of a histogram
STRIP = 26  # the dots under a histogram
GAP = 18  # between two panels
BELOW = 44  # tick labels and title of the axis

LEAST_BAR = 0.003
"""The least width of a bar as a share of the axis: samples that are all equal still make one."""

GOLDEN = 0.6180339887498949
"""Steps of this fraction spread dots evenly over the strip, the same way in every build."""

LEFT, RIGHT = 10, 16  # room for the first and the last label of the axis

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Fences:
    """Tukey's fences, and how many samples lie beyond them; ``far`` counts those beyond the outer ones.

    Source: J. W. Tukey, Exploratory Data Analysis, Addison-Wesley 1977, section 2C.
    """

    lower: float
    upper: float
    outside: int
    far: int

    def holds(self, value: float) -> bool:
        """Whether a sample lies between them."""
        return self.lower <= value <= self.upper


@dataclass(frozen=True, slots=True)
class Bin:
    """Samples from ``lower`` to under ``upper``; both are numbers: an open end is ``above`` or ``below``."""

    lower: float
    upper: float
    count: int

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lower) and math.isfinite(self.upper)):
            raise ValueError(f"a bin needs two numbers, not {self.lower} and {self.upper}")


@dataclass(frozen=True, slots=True)
class Histogram:
    """One series: ``n`` samples in bins, with ``below`` and ``above`` counting those outside the bins.

    ``points`` are all samples where they are few, else nothing. ``estimate`` is the claim's statistic of
    this series.
    """

    name: str
    n: int
    bins: Sequence[Bin]
    below: int = 0
    above: int = 0
    points: Sequence[float] = ()
    estimate: Estimate | None = None
    fences: Fences | None = None

    @property
    def dots(self) -> Sequence[float]:
        """The samples to draw one by one."""
        return self.points if max(self.n, len(self.points)) <= MOST_DOTS else ()


def distribution(
    series: Sequence[Histogram],
    *,
    metric: str,
    unit: str,
    statistic: str,
    limit: Limit | None = None,
    confidence: float = 0.95,
) -> Chart:
    """Return the chart of one series, or of two that a claim compares.

    Pass ``limit`` only where it is in the unit of the samples: the limit of a ratio is not.
    """
    metric, unit, statistic = words.clean(metric), words.clean(unit, 16), words.clean(statistic, 24)
    estimates = [one.estimate for one in series if one.estimate]
    across = axis(
        [edge for one in series for bar in one.bins if bar.count for edge in (bar.lower, bar.upper)]
        + [point for one in series for point in one.dots]
        + [estimate.value for estimate in estimates],
        [limit.value if limit else None]
        + [end for estimate in estimates for end in (estimate.low, estimate.high)],
    )
    panels = [_Panel(one, across, unit, statistic, confidence, limit) for one in series]
    needed = sum(panel.least for panel in panels) + GAP * (len(panels) - 1)
    height = theme.height(needed + BELOW)
    spare = (height - BELOW - needed) / max(1, len(panels))

    spec = copied(skeleton())
    floor = height - BELOW
    spec["height"] = floor
    spec["encoding"]["x"]["scale"]["domain"] = [rounded(across.start), rounded(across.end)]
    spec["encoding"]["y"]["scale"]["domain"] = [floor, 0]
    top = 0.0
    for panel in panels:
        for layer, rows in panel.rows(top, panel.least + spare).items():
            spec["datasets"][layer] += rows
        top += panel.least + spare + GAP
    _axis(spec["datasets"], across, floor, f"{metric} ({unit})" if unit else metric)
    table, text = _table(series, unit)
    return Chart(
        kind="distribution",
        title=f"Distribution of {metric}",
        description=_description(panels, metric, unit, statistic, limit, confidence),
        spec=spec,
        table=table,
        height=height,
        csv=text,
        look="One hill is one kind of samples. Two hills, or a long tail to the right, are worth a question.",
    )


def _axis(data: Rows, across: Axis, floor: float, title: str) -> None:
    """Draw the axis below everything: the labels are round numbers."""
    places = ticks(across)
    for place, text in zip(places, words.numbers(*places), strict=True):
        data["ticks"].append({"x": rounded(place), "y": floor, "y2": floor + 5})
        data["x-labels"].append({"x": rounded(place), "y": floor + 8, "text": text})
    data["x-title"].append({"y": floor + 26, "text": title})


class _Panel:
    """One series in its place."""

    def __init__(
        self,
        series: Histogram,
        across: Axis,
        unit: str,
        statistic: str,
        confidence: float,
        limit: Limit | None,
    ) -> None:
        self.series = series
        self.across = across
        self.unit = unit
        self.statistic = statistic
        self.limit = limit
        self.name = words.clean(series.name, 44)
        self.dots = [point for point in series.dots if across.holds(point)]
        self.fences = series.fences
        self.bars = [bar for bar in series.bins if bar.count]
        self.notes = [*self._sample_note(confidence), *self.outside(), *self.beyond_fences()]
        labels = (limit is not None) + (series.estimate is not None)
        self.head = LINE * (1 + len(self.notes)) + LINE * labels + 6
        self.least = self.head + (LINE if self.bars else 0) + BARS + (STRIP if self.dots else 0)

    def _sample_note(self, confidence: float) -> Iterator[str]:
        estimate = self.series.estimate
        known = f"n = {words.count(self.series.n)}"
        if estimate:
            known += f" · {words.percent(confidence)} interval {words.interval(estimate, self.unit)}"
        yield known

    def outside(self) -> Iterator[str]:
        """Say how many samples the picture does not show, and what else lies off its scale."""
        if self.series.bins:
            start, end = self.series.bins[0].lower, self.series.bins[-1].upper
            below = self.series.below - sum(point < start for point in self.dots)
            above = self.series.above - sum(point > end for point in self.dots)
            if below > 0:
                yield f"{words.samples(below)} below {words.quantity(start, self.unit)} not drawn"
            if above > 0:
                yield f"{words.samples(above)} above {words.quantity(end, self.unit)} not drawn"

    def beyond_fences(self) -> Iterator[str]:
        """Say how many samples lie beyond Tukey's fences."""
        fences = self.fences
        if fences is None:
            return
        if not fences.outside:
            yield "none beyond Tukey's fences"
            return
        far = f", {words.count(fences.far)} of them far" if fences.far else ""
        yield f"{words.count(fences.outside)} beyond Tukey's fences{far}; none left out"

    def rows(self, top: float, height: float) -> Rows:
        """Return what each layer draws when the panel takes ``height`` pixels from ``top`` on."""
        base = top + height - (STRIP if self.dots else 0)
        floor = top + height
        y = top + LINE / 2
        drawn: Rows = {layer: [] for layer in LAYERS}
        drawn["names"].append({"y": y, "text": self.name})
        for note in self.notes:
            y += LINE
            drawn["notes"].append({"y": y, "text": note})
        y += 6
        if self.limit:
            y += LINE
            self._limit(drawn, self.limit, y, floor)
        if self.series.estimate:
            y += LINE
            self._estimate(drawn, self.series.estimate, y, floor)
        self._bars(drawn, top + self.head + LINE, base)
        for place, point in enumerate(sorted(self.dots)):
            lift = 5 + (place * GOLDEN % 1) * (STRIP - 10)
            layer = "samples" if self.fences is None or self.fences.holds(point) else "outliers"
            drawn[layer].append({"x": rounded(point), "y": round(base + lift)})
        for fence in (self.fences.lower, self.fences.upper) if self.fences else ():
            if self.across.holds(fence):
                drawn["fences"].append({"x": rounded(fence), "y": top + self.head + LINE, "y2": floor})
        drawn["guides"].append(self._across(floor))
        return drawn

    def _across(self, y: float) -> dict[str, Any]:
        return {"x": rounded(self.across.start), "x2": rounded(self.across.end), "y": y}

    def _band(self, low: float, high: float, y: float, floor: float) -> dict[str, Any]:
        ends = rounded(self.across.clamp(low)), rounded(self.across.clamp(high))
        return {"x": ends[0], "x2": ends[1], "y": y, "y2": floor}

    def _limit(self, drawn: Rows, limit: Limit, y: float, floor: float) -> None:
        text = words.limit(limit, self.unit)
        arrowed = f"← {text}" if limit.upper else f"{text} →" if limit.lower else text
        if not self.across.holds(limit.value):
            beyond = limit.value > self.across.end
            text = f"{text}, off the scale →" if beyond else f"← {text}, off the scale"
            drawn["limit-labels-left" if beyond else "limit-labels-right"].append(
                {"x": rounded(self.across.clamp(limit.value)), "y": y, "text": text}
            )
        else:
            side = "left" if self.across.place(limit.value) > 0.5 else "right"
            drawn[f"limit-labels-{side}"].append({"x": rounded(limit.value), "y": y, "text": arrowed})
            drawn["limits"].append({"x": rounded(limit.value), "y": y - LINE / 2, "y2": floor})
        if limit.upper and limit.value > self.across.start:
            drawn["claimed"].append(self._band(self.across.start, limit.value, y - LINE / 2, floor))
        elif limit.lower and limit.value < self.across.end:
            drawn["claimed"].append(self._band(limit.value, self.across.end, y - LINE / 2, floor))

    def _estimate(self, drawn: Rows, estimate: Estimate, y: float, floor: float) -> None:
        place = self.across.place(estimate.value)
        left = place > 0.5
        if self.limit and 0.3 < place < 0.7:  # away from the limit line
            left = self.limit.value > estimate.value
        text = f"{self.statistic} {words.quantity(estimate.value, self.unit)}"
        x = rounded(estimate.value)
        drawn[f"value-labels-{'left' if left else 'right'}"].append({"x": x, "y": y, "text": text})
        drawn["values"].append({"x": x, "y": y - LINE / 2, "y2": floor})
        low = self.across.start if estimate.low is None else estimate.low
        high = self.across.end if estimate.high is None else estimate.high
        drawn["intervals"].append(self._band(low, high, y + LINE / 2, floor))

    def _bars(self, drawn: Rows, top: float, base: float) -> None:
        if not self.bars:
            return
        tallest = max(self.bars, key=lambda bar: bar.count)
        scale = (base - top) / tallest.count
        least = LEAST_BAR * (self.across.end - self.across.start)
        for bar in self.bars:
            missing = max(0.0, least - (bar.upper - bar.lower)) / 2
            drawn["bars"].append(
                {
                    "x": rounded(bar.lower - missing),
                    "x2": rounded(bar.upper + missing),
                    "y": round(base - bar.count * scale, 1),
                    "y2": base,
                    "tip": f"{words.number(bar.lower)} to {words.quantity(bar.upper, self.unit)}: "
                    f"{words.samples(bar.count)}, {words.share(bar.count, self.series.n)}",
                }
            )
        # no bar reaches the line of this note: only the value's line and its label have to be kept clear of
        busy = self.series.estimate.value if self.series.estimate else (tallest.lower + tallest.upper) / 2
        side = "end" if self.across.place(busy) < 0.5 else "start"
        share = words.share(tallest.count, self.series.n)
        drawn["guides"].append(self._across(top))
        drawn[f"shares-{side}"].append({"y": top - 3, "text": f"tallest bar: {share} of samples"})
        if self.dots:
            drawn["guides"].append(self._across(base))


def _description(
    panels: Sequence[_Panel],
    metric: str,
    unit: str,
    statistic: str,
    limit: Limit | None,
    confidence: float,
) -> str:
    said = []
    for panel in panels:
        estimate = panel.series.estimate
        text = f"Distribution of {metric} in {panel.name}, {words.samples(panel.series.n)}"
        if estimate:
            text += (
                f": {statistic} {words.quantity(estimate.value, unit)}, "
                f"{words.percent(confidence)} confidence interval {words.interval(estimate, unit)}"
            )
        said += [text, *panel.outside(), *(f"Of the samples, {note}" for note in panel.beyond_fences())]
    if limit:
        said.append(f"The claimed limit is {words.spoken_limit(limit, unit)}")
    return words.sentences(said)


def _table(series: Sequence[Histogram], unit: str) -> tuple[Table, str]:
    """Return a table in which neighbouring bins are taken together, and the CSV of every bin."""
    of_unit = f" ({unit})" if unit else ""
    columns = ("series", f"from{of_unit}", f"to{of_unit}", "samples", "share")
    table, _ = tabled(columns, [line for one in series for line in _lines(one, _wider(one.bins))], most=1000)
    _, text = tabled(columns, [line for one in series for line in _lines(one, one.bins)])
    return table, text


def _wider(bins: Sequence[Bin]) -> list[Bin]:
    """Return bins of several neighbours each, so that there are few."""
    every = -(-len(bins) // MOST_LINES) or 1
    groups = (bins[place : place + every] for place in range(0, len(bins), every))
    return [Bin(group[0].lower, group[-1].upper, sum(bar.count for bar in group)) for group in groups]


def _lines(one: Histogram, bins: Sequence[Bin]) -> Iterator[tuple[str, float | None, float | None, int, str]]:
    full = [place for place, bar in enumerate(bins) if bar.count]
    bars = bins[full[0] : full[-1] + 1] if full else []  # series share their bins: leave its own
    if one.below:
        yield one.name, None, bins[0].lower if bins else None, one.below, words.share(one.below, one.n)
    for bar in bars:
        yield one.name, bar.lower, bar.upper, bar.count, words.share(bar.count, one.n)
    if one.above:
        yield one.name, bins[-1].upper if bins else None, None, one.above, words.share(one.above, one.n)


LAYERS = (
    "claimed",
    "guides",
    "bars",
    "intervals",
    "fences",
    "samples",
    "outliers",
    "values",
    "limits",
    "names",
    "notes",
    "shares-start",
    "shares-end",
    "value-labels-left",
    "value-labels-right",
    "limit-labels-left",
    "limit-labels-right",
    "ticks",
    "x-labels",
    "x-title",
)
"""What is drawn, from back to front. Each layer draws the data set of its name."""


@cache
def skeleton() -> dict[str, Any]:
    """Return the spec without data. Altair takes 20 ms to build and check it; copying takes none."""
    import altair as alt

    def layer(name: str) -> Any:
        return alt.Chart(alt.NamedData(name))

    def box(name: str, style: str) -> Any:
        return layer(name).mark_rect(style=f"dossier-{style}").encode(x2="x2:Q", y2="y2:Q")

    def line(name: str, style: str) -> Any:
        return layer(name).mark_rule(style=f"dossier-{style}").encode(y2="y2:Q")

    def text(name: str, style: str, align: str, **place: Any) -> Any:
        mark = {"align": align, "baseline": "middle", **place.pop("mark", {})}
        return layer(name).mark_text(style=f"dossier-{style}", **mark).encode(text="text:N", **place)

    start, end = alt.value(0), alt.value("width")
    over, by = {"baseline": "bottom"}, 6
    drawing = alt.layer(
        box("claimed", "claimed"),
        layer("guides").mark_rule(style="dossier-guide").encode(x2="x2:Q"),
        box("bars", "bar").encode(tooltip="tip:N"),
        box("intervals", "interval"),
        line("fences", "fence"),
        layer("samples").mark_point(style="dossier-sample").encode(tooltip="x:Q"),
        layer("outliers").mark_point(style="dossier-outlier", shape="diamond").encode(tooltip="x:Q"),
        line("values", "value"),
        line("limits", "limit"),
        text("names", "name", "left", x=start),
        text("notes", "note", "left", x=start),
        text("shares-start", "share", "left", x=start, mark={**over, "dx": 4}),
        text("shares-end", "share", "right", x=end, mark={**over, "dx": -4}),
        text("value-labels-left", "value-label", "right", mark={"dx": -by}),
        text("value-labels-right", "value-label", "left", mark={"dx": by}),
        text("limit-labels-left", "limit-label", "right", mark={"dx": -by}),
        text("limit-labels-right", "limit-label", "left", mark={"dx": by}),
        line("ticks", "axis"),
        text("x-labels", "tick", "center", mark={"baseline": "top"}),
        text("x-title", "axis-title", "right", x=end, mark={"baseline": "top"}),
    ).encode(
        x=alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False, zero=False), axis=None),
        y=alt.Y("y:Q", scale=alt.Scale(domain=[1, 0], nice=False, zero=False), axis=None),
    )
    spec: dict[str, Any] = drawing.properties(
        width=600,
        height=1,
        padding={"left": LEFT, "right": RIGHT, "top": 0, "bottom": BELOW},
        autosize=alt.AutoSizeParams(type="none"),
    ).to_dict()
    return theme.finished(spec, LAYERS)
