"""What pictures with two axes share: the axes with their words, and the lines of text above them.

The axes are drawn here and not by Vega, so that the static picture and the interactive one are the same to the
pixel. The text above says what a screenshot must carry: series, n, unit, interval, limit. Its lines stand in layers
of their style; a layer's text has an empty line wherever another style has one.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from mkdocs_dossiers.charts import theme, words
from mkdocs_dossiers.charts.axis import Axis, rounded, ticks
from mkdocs_dossiers.charts.copied import copied

LEFT, RIGHT, BELOW = 52, 16, 44
"""Room around the axes, in pixels: for the labels of the upright axis, the last label, and the axis below."""
LINE = 17
PLOT = 190
"""The least height of what the axes enclose."""
WIDEST = 54
"""Letters of a line above the picture; a phone shows so many."""
PREFIX = {"line-1": "—— ", "line-2": "– – ", "limit": "- - - ", "note": ""}
"""How each style is recognised without colour."""
EMPTY = "\u200b"
"""A line that another style fills: of no width, but a line."""
HEADS = tuple(f"head-{style}" for style in PREFIX)
BASE = ("grid", "ticks", "x-labels", "y-labels", "x-title", "y-title", *HEADS)

Rows = list[dict[str, Any]]
Line = tuple[str, str]
"""A line above the picture: its style and its words."""


class Sheet:
    """A picture being filled. ``skeleton`` is what :func:`drawing` built."""

    def __init__(self, skeleton: dict[str, Any], across: Axis, up: Axis) -> None:
        self.spec = copied(skeleton)
        self.data: dict[str, Rows] = self.spec["datasets"]
        self.across, self.up = across, up
        for channel, along in (("x", across), ("y", up)):
            self.spec["encoding"][channel]["scale"]["domain"] = [rounded(along.start), rounded(along.end)]

    def add(self, layer: str, **row: Any) -> None:
        """Add a row to a layer."""
        self.data[layer].append({key: _short(value) for key, value in row.items()})

    def axes(
        self,
        x_title: str,
        y_title: str,
        x_ticks: Iterable[tuple[float, str]] | None = None,
        y_ticks: Iterable[tuple[float, str]] | None = None,
    ) -> None:
        """Draw both axes; without ticks of one's own, they are round numbers."""
        self.data["x-title"] = [{"text": x_title}]
        self.data["y-title"] = [{"text": y_title}]
        for place, text in _ticks(self.across) if x_ticks is None else x_ticks:
            self.add("ticks", x=place)
            self.add("x-labels", x=place, text=text)
        for place, text in _ticks(self.up) if y_ticks is None else y_ticks:
            self.add("grid", y=place)
            self.add("y-labels", y=place, text=text)

    def limit(self, value: float, along: Axis, channel: str, upper: bool | None) -> bool:
        """Draw a limit line at ``value`` on an axis, and tint the claimed side; whether it is on the axis."""
        start, end = along.clamp(along.start), along.clamp(value)
        if upper is False:
            start, end = along.clamp(value), along.end
        if upper is not None and start < end:
            self.add(f"claimed-{channel}", **{channel: start, f"{channel}2": end})
        if along.holds(value):
            self.add(f"limits-{channel}", **{channel: value})
        return along.holds(value)

    def finish(self, lines: Sequence[Line]) -> tuple[dict[str, Any], int]:
        """Write the lines above the picture; the spec, and the height of it all in pixels."""
        wrapped = [(style, part) for style, text in lines for part in _wrapped(PREFIX[style], text)]
        head = LINE * len(wrapped) + 10 + LINE
        height = theme.height(head + PLOT + BELOW)
        self.spec["padding"]["top"] = head
        self.spec["height"] = height - head - BELOW
        for style in PREFIX:
            self.spec["config"]["style"][f"dossier-head-{style}"]["dy"] = 2 - head
            if any(own == style for own, _ in wrapped):
                text = [part if own == style else EMPTY for own, part in wrapped]
                self.data[f"head-{style}"] = [{"text": text}]
        return self.spec, height


def _short(value: Any) -> Any:
    return rounded(value) if isinstance(value, float) else value


def _ticks(along: Axis) -> list[tuple[float, str]]:
    places = ticks(along)
    return list(zip(places, words.numbers(*places), strict=True))


def _wrapped(prefix: str, text: str) -> list[str]:
    return textwrap.wrap(prefix + text, WIDEST, subsequent_indent="\u2003" if prefix else "")


def layer(name: str) -> Any:
    """A layer that draws the data set of its name."""
    import altair as alt

    return alt.Chart(alt.NamedData(name))


def area(name: str, style: str) -> Any:
    """Boxes from ``x`` to ``x2`` and ``y`` to ``y2``."""
    return layer(name).mark_rect(style=f"dossier-{style}").encode(x2="x2:Q", y2="y2:Q")


def rule(name: str, style: str, **ends: str) -> Any:
    """Straight lines: ``x2`` or ``y2`` says which way they go."""
    return layer(name).mark_rule(style=f"dossier-{style}").encode(**ends)


def line(name: str, style: str, interpolate: str = "linear") -> Any:
    """One line through the rows, by rising ``x``."""
    return layer(name).mark_line(style=f"dossier-{style}", interpolate=interpolate)


def point(name: str, style: str, **mark: Any) -> Any:
    """A symbol per row."""
    return layer(name).mark_point(style=f"dossier-{style}", **mark)


def hits() -> Any:
    """What the pointer finds: invisible, and larger than what is drawn. Each row has its words in ``tip``."""
    return layer("hits").mark_point(style="dossier-hit").encode(tooltip="tip:N")


def drawing(*layers: Any) -> dict[str, Any]:
    """The spec of a picture with these layers between its axes, from back to front, without data."""
    import altair as alt

    zero, width, height = alt.value(0), alt.value("width"), alt.value("height")

    def text(name: str, style: str, align: str, **mark: Any) -> Any:
        return layer(name).mark_text(style=f"dossier-{style}", align=align, **mark).encode(text="text:N")

    claimed = {"x": {"y": zero, "y2": height}, "y": {"x": zero, "x2": width}}
    limits = [
        layer(f"limits-{channel}").mark_rule(style="dossier-limit").encode(**ends)
        for channel, ends in claimed.items()
    ]
    tints = [
        layer(f"claimed-{channel}")
        .mark_rect(style="dossier-claimed")
        .encode(**ends, **{f"{channel}2": f"{channel}2:Q"})
        for channel, ends in claimed.items()
    ]
    left = -LEFT
    base = (
        layer("grid").mark_rule(style="dossier-guide").encode(x=zero, x2=width),
        layer("ticks").mark_rule(style="dossier-guide").encode(y=zero, y2=height),
    )
    top = (
        text("x-labels", "tick", "center", baseline="top", dy=6).encode(y=height),
        text("y-labels", "tick", "right", baseline="middle", dx=-6).encode(x=zero),
        text("x-title", "axis-title", "right", baseline="top", dy=25).encode(x=width, y=height),
        text("y-title", "axis-title", "left", baseline="bottom", dx=left, dy=-8).encode(x=zero, y=zero),
        *(
            text(f"head-{style}", f"head-{style}", "left", baseline="top", dx=left, lineHeight=LINE).encode(
                x=zero, y=zero
            )
            for style in PREFIX
        ),
    )
    everything = (*tints, *base, *layers, *limits, *top)
    spec: dict[str, Any] = (
        alt.layer(*everything)
        .encode(
            x=alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False, zero=False), axis=None),
            y=alt.Y("y:Q", scale=alt.Scale(domain=[0, 1], nice=False, zero=False), axis=None),
        )
        .properties(
            width=600,
            height=PLOT,
            padding={"left": LEFT, "right": RIGHT, "top": 0, "bottom": BELOW},
            autosize=alt.AutoSizeParams(type="none"),
        )
        .to_dict()
    )
    return theme.finished(spec, [one["data"]["name"] for one in spec["layer"]])


def series_line(name: str, n: int, said: str = "") -> str:
    """The line above a picture that names a series: with its samples, and what is said of it."""
    known = f"{words.clean(name, 44)}, n = {words.count(n)}"
    return f"{known}: {said}" if said else known
