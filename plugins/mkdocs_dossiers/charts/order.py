"""The samples in the order in which they were measured: warm-up, drift, pauses and two modes show here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mkdocs_dossiers.charts import frame, words
from mkdocs_dossiers.charts.axis import Axis, axis, ticks
from mkdocs_dossiers.charts.chart import Chart, Limit
from mkdocs_dossiers.charts.tabled import tabled

CALM = 0.9
"""The axis reaches over so many of the blocks' highest values; what is higher is marked at its end."""
TIPS = 20


@dataclass(frozen=True, slots=True)
class Block:
    """Samples that follow each other: the first one's number (from 1), how many, and how they lie."""

    first: int
    count: int
    lowest: float
    median: float
    highest: float

    @property
    def middle(self) -> float:
        """The number of its middle sample."""
        return self.first + (self.count - 1) / 2


@dataclass(frozen=True, slots=True)
class Course:
    """One series in order. Blocks of one sample are drawn as dots, with the running median over ``window``."""

    name: str
    n: int
    blocks: Sequence[Block]
    window: int = 1

    @property
    def each(self) -> bool:
        """Whether every sample is there by itself."""
        return self.window > 1

    @property
    def meaning(self) -> str:
        """What the line is."""
        if self.each:
            return f"line: running median over {self.window} samples"
        most = max((block.count for block in self.blocks), default=0)
        return f"line: median of each {words.samples(most)}; band: lowest to highest"


def order(series: Sequence[Course], *, metric: str, unit: str, limit: Limit | None = None) -> Chart:
    """Return the chart of one series, or of two that a claim compares. ``limit`` is in the unit of the samples."""
    metric, unit = words.clean(metric), words.clean(unit, 16)
    shown = series[:2]
    up = _upright(shown, limit)
    longest = max((one.n for one in shown), default=1)
    across = Axis(0.0, max(longest, 2) * 1.01)
    sheet = frame.Sheet(skeleton(), across, up)
    of_unit = f" ({unit})" if unit else ""
    places = [place for place in ticks(across, 5) if place == round(place)]
    sheet.axes(
        "sample, in the order measured",
        f"{metric}{of_unit}",
        x_ticks=[(place, words.count(round(place))) for place in places],
    )
    lines: list[frame.Line] = []
    said = []
    for place, one in enumerate(shown, 1):
        _draw(sheet, place, one, unit)
        lines.append((f"line-{place}", frame.series_line(one.name, one.n, one.meaning)))
        said.append(f"{words.clean(one.name, 44)}, {words.samples(one.n)}{_told(one, unit)}")
        beyond = _beyond(one, up, unit)
        if beyond:
            lines.append(("note", f"▲ {beyond}"))
            said.append(beyond)
    if limit:
        on = sheet.limit(limit.value, up, "y", limit.upper if limit.upper or limit.lower else None)
        lines.append(("limit", words.limit(limit, unit) + ("" if on else ", off the scale")))
        said.append(f"The limit is {words.spoken_limit(limit, unit)}")
    spec, height = sheet.finish(lines)
    table, text = tabled(
        ("series", "from sample", "samples", f"lowest{of_unit}", f"median{of_unit}", f"highest{of_unit}"),
        (row for one in shown for row in _rows(one)),
    )
    return Chart(
        kind="order",
        title=f"In the order measured: {metric}",
        description=words.sentences(
            [f"{metric} of the samples in the order in which they were measured", *said]
        ),
        spec=spec,
        table=table,
        height=height,
        csv=text,
        look="The line should be level. A fall at the start is warm-up, a slope is drift, a jump is an event.",
    )


def _upright(series: Sequence[Course], limit: Limit | None) -> Axis:
    highest = sorted(block.highest for one in series for block in one.blocks)
    calm = highest if any(one.each for one in series) else highest[: max(1, int(len(highest) * CALM))]
    lower = [value for one in series for block in one.blocks for value in (block.lowest, block.median)]
    return axis([*lower, *calm], [limit.value if limit else None, *highest], zero=True)


def _draw(sheet: frame.Sheet, place: int, one: Course, unit: str) -> None:
    every = -(-len(one.blocks) // TIPS)
    for number, block in enumerate(one.blocks):
        x = block.middle
        sheet.add(f"line-{place}", x=x, y=block.median)
        if one.each:
            sheet.add(f"dots-{place}", x=x, y=sheet.up.clamp(block.highest))
        else:
            end = block.first + block.count - 1
            sheet.add(
                f"band-{place}",
                x=block.first - 0.5,
                x2=end + 0.5,
                y=block.lowest,
                y2=sheet.up.clamp(block.highest),
            )
        if block.highest > sheet.up.end:
            sheet.add("higher", x=x, y=sheet.up.end)
        if number % every == 0:
            sheet.add("hits", x=x, y=block.median, tip=_tip(one, block, unit))


def _tip(one: Course, block: Block, unit: str) -> str:
    if one.each:
        return f"sample {block.first}: {words.quantity(block.highest, unit)}"
    return (
        f"samples {words.count(block.first)} to {words.count(block.first + block.count - 1)}: median "
        f"{words.quantity(block.median, unit)}, {words.number(block.lowest)} to {words.quantity(block.highest, unit)}"
    )


def _beyond(one: Course, up: Axis, unit: str) -> str | None:
    higher = [block for block in one.blocks if block.highest > up.end]
    if not higher:
        return None
    most = max(block.highest for block in higher)
    what = "samples" if one.each else "blocks"
    what = what if len(higher) > 1 else what[:-1]
    return f"{len(higher)} {what} higher than drawn, up to {words.quantity(most, unit)}"


def _told(one: Course, unit: str) -> str:
    if not one.blocks:
        return ""
    first, last = one.blocks[0].median, one.blocks[-1].median
    return f": the median is {words.quantity(first, unit)} at the start and {words.quantity(last, unit)} at the end"


def _rows(one: Course) -> Iterator[tuple[str, int, int, float, float, float]]:
    for block in one.blocks:
        yield one.name, block.first, block.count, block.lowest, block.median, block.highest


@cache
def skeleton() -> dict[str, Any]:
    """Return the spec without data, the same for every chart of the kind."""
    bands = [frame.area(f"band-{place}", f"band-{place}") for place in (1, 2)]
    dots = [frame.point(f"dots-{place}", f"dot-{place}") for place in (1, 2)]
    lines = [frame.line(f"line-{place}", f"line-{place}") for place in (1, 2)]
    higher = frame.point("higher", "open", shape="triangle-up")
    return frame.drawing(*bands, *dots, *lines, higher, frame.hits())
