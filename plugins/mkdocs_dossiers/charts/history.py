"""The value of one claim over the versions of a project.

A point per version with its interval as whiskers, and the limit. The versions are labels, not a time axis,
and nothing joins the points: what lies between two versions was not measured. A dotted line with a number stands
where something happened between two versions; the words are in the table.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mkdocs_dossiers.charts import theme, words
from mkdocs_dossiers.charts.axis import Axis, axis, rounded
from mkdocs_dossiers.charts.chart import Chart, Estimate, Limit, Table

MOST_POINTS = 40
"""The newest so many versions are drawn; all are in the table."""

MOST_NUMBERS = 6
"""Up to so many points carry their value as text, and leave room for the label of the limit."""

HEIGHT = 320


@dataclass(frozen=True, slots=True)
class Point:
    """The claim in one version; ``href`` leads to its page there."""

    version: str
    date: str
    value: float
    low: float | None
    high: float | None
    n: int
    verdict: str
    href: str | None = None

    @property
    def estimate(self) -> Estimate:
        """The value with its interval."""
        return Estimate(self.value, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened right before the point at ``place``, counted from 0; ``number`` is drawn."""

    number: int
    place: int
    says: str


def history(
    points: Sequence[Point],
    *,
    metric: str,
    unit: str,
    statistic: str,
    limit: Limit | None = None,
    confidence: float = 0.95,
    notes: Sequence[Note] = (),
) -> Chart:
    """Return the chart of a claim's values, oldest first as given."""
    metric, unit, statistic = words.clean(metric), words.clean(unit, 16), words.clean(statistic, 24)
    drawn = points[-MOST_POINTS:]
    labels = _labels(drawn)
    ends = [end for point in drawn for end in (point.estimate.low, point.estimate.high) if end is not None]
    up = axis(
        [point.value for point in drawn]
        + ends,  # a whisker that leaves the picture hides how little is known
        [limit.value if limit else None],
        margin=0.1,  # room for a limit's label, and for the words of the first and last point
        zero=True,
    )
    spec = copy.deepcopy(_skeleton())
    spec["height"] = HEIGHT
    spec["title"]["text"] = f"{statistic} of {metric}{f' ({unit})' if unit else ''}"
    spec["title"]["subtitle"] = _notes(points, drawn, limit, up, unit, confidence)
    spec["encoding"]["x"]["scale"]["domain"] = labels
    spec["encoding"]["y"]["scale"]["domain"] = [rounded(up.start), rounded(up.end)]
    seen = [verdict for verdict in theme.VERDICTS if verdict in {_known(point.verdict) for point in drawn}]
    for layer in spec["layer"]:
        if layer["data"]["name"] == "points":
            if any(point.href for point in drawn):
                layer["mark"]["cursor"] = "pointer"
            for channel, range_ in (
                ("shape", theme.VERDICTS),
                ("color", {name: theme.ink(name) for name in seen}),
            ):
                layer["encoding"][channel]["scale"] = {
                    "domain": seen,
                    "range": [range_[name] for name in seen],
                }
    for label, point in zip(labels, drawn, strict=True):
        _point(spec["datasets"], label, point, up, unit)
    if len(drawn) <= MOST_NUMBERS:
        spec["datasets"]["numbers"] = [
            {"x": label, "y": rounded(point.value), "text": words.number(point.value)}
            for label, point in zip(labels, drawn, strict=True)
        ]
    if limit:
        _limit(spec["datasets"], limit, drawn, up, unit)
    _note(spec["datasets"], notes, labels, len(points) - len(drawn))
    return Chart(
        kind="history",
        title=f"By version: {statistic} of {metric}",
        description=_description(points, metric, unit, statistic, limit, confidence, notes),
        spec=spec,
        table=_table(points, statistic, unit, confidence, notes),
        height=HEIGHT,
    )


def _known(verdict: str) -> str:
    return verdict if verdict in theme.VERDICTS else "rejected"


def _labels(points: Sequence[Point]) -> list[str]:
    """Return one label per point: a version that comes twice (two measurements) gets its date too."""
    names = [words.clean(point.version, 20) for point in points]
    labels: list[str] = []
    for name, point in zip(names, points, strict=True):
        label = name if names.count(name) == 1 else f"{name}, {words.clean(point.date, 20)}"
        while label in labels:
            label += "′"
        labels.append(label)
    return labels


def _notes(
    points: Sequence[Point],
    drawn: Sequence[Point],
    limit: Limit | None,
    up: Axis,
    unit: str,
    confidence: float,
) -> list[str]:
    if not drawn:
        return ["no versions yet"]
    least, most = min(point.n for point in drawn), max(point.n for point in drawn)
    several = words.count(least) if least == most else f"{words.count(least)} to {words.count(most)}"
    notes = [f"n = {several} · whiskers: {words.percent(confidence)} interval"]
    if limit and not up.holds(limit.value):
        notes.append(f"{words.limit(limit, unit)}, off the scale {'↑' if limit.value > up.end else '↓'}")
    elif limit and len(drawn) > MOST_NUMBERS:
        notes.append(f"dashed line: {words.limit(limit, unit)}")
    if len(drawn) < len(points):
        notes.append(f"the newest {len(drawn)} of {words.count(len(points))} versions")
    return notes


def _point(data: dict[str, list[Any]], label: str, point: Point, up: Axis, unit: str) -> None:
    value, bounds = words.quantity(point.value, unit), words.interval(point.estimate, unit)
    data["points"].append(
        {
            "x": label,
            "y": rounded(point.value),
            "verdict": _known(point.verdict),
            "tip": f"{label}: {value}, interval {bounds}, {words.clean(point.verdict)}",
            "href": point.href,
        }
    )
    estimate = point.estimate
    low = up.start if estimate.low is None else up.clamp(estimate.low)
    high = up.end if estimate.high is None else up.clamp(estimate.high)
    data["whiskers"].append({"x": label, "y": rounded(low), "y2": rounded(high)})
    for end, reached, direction in ((estimate.low, low, "down"), (estimate.high, high, "up")):
        where = "caps" if end == reached else f"open-{direction}"
        data[where].append({"x": label, "y": rounded(reached)})


def _limit(data: dict[str, list[Any]], limit: Limit, drawn: Sequence[Point], up: Axis, unit: str) -> None:
    y = rounded(up.clamp(limit.value))
    if limit.upper and limit.value > up.start:
        data["claimed"] = [{"y": rounded(up.start), "y2": y}]
    elif limit.lower and limit.value < up.end:
        data["claimed"] = [{"y": y, "y2": rounded(up.end)}]
    if up.holds(limit.value):
        data["limits"] = [{"y": y}]
    if up.holds(limit.value) and len(drawn) <= MOST_NUMBERS:
        far = [abs(point.value - limit.value) for point in (drawn[0], drawn[-1])] if drawn else [1, 0]
        side = "start" if far[0] >= far[1] else "end"
        edge = "over" if limit.upper else "under"  # on the side that is not claimed, where points are few
        data[f"labels-{side}-{edge}"] = [{"y": y, "text": words.limit(limit, unit)}]


def _note(data: dict[str, list[Any]], notes: Sequence[Note], labels: Sequence[str], hidden: int) -> None:
    """A line before a point, and over it the numbers of all that happened there."""
    places: dict[int, list[str]] = {}
    for note in notes:
        if hidden <= note.place < hidden + len(labels):
            places.setdefault(note.place - hidden, []).append(str(note.number))
    for place, numbers in places.items():
        data["notes"].append({"x": labels[place]})
        data["note-numbers"].append({"x": labels[place], "text": ", ".join(numbers)})


def _description(
    points: Sequence[Point],
    metric: str,
    unit: str,
    statistic: str,
    limit: Limit | None,
    confidence: float,
    notes: Sequence[Note],
) -> str:
    said = [f"By version: {statistic} of {metric} in {len(points)} version{'' if len(points) == 1 else 's'}"]
    if limit:
        said[0] += f", claimed to be {words.spoken_limit(limit, unit)}"
    told = points if len(points) <= MOST_NUMBERS else [points[0], points[-1]]
    said += [
        f"{words.clean(point.version, 20)}: {words.quantity(point.value, unit)}, "
        f"{words.percent(confidence)} confidence interval {words.interval(point.estimate, unit)}, "
        f"{words.samples(point.n)}, {words.clean(point.verdict)}"
        for point in told
    ]
    said += [
        f"Before {words.clean(points[note.place].version, 20)}, {note.number}: "
        f"{words.clean(note.says, 120).rstrip('.')}"
        for note in notes
    ]
    verdicts = [point.verdict for point in points]
    counts = [f"{verdicts.count(one)} {words.clean(one)}" for one in dict.fromkeys(verdicts)]
    if len(told) < len(points):
        said.append(f"Of all versions, {words.listed(counts)}; the table has every one")
    return words.sentences(said)


def _table(
    points: Sequence[Point], statistic: str, unit: str, confidence: float, notes: Sequence[Note]
) -> Table:
    columns = ("version", "date", statistic, f"{words.percent(confidence)} interval", "n", "verdict")
    return Table(
        columns=(*columns, "before it") if notes else columns,
        rows=tuple(
            (
                words.clean(point.version),
                words.clean(point.date),
                words.quantity(point.value, unit),
                words.interval(point.estimate, unit),
                words.count(point.n),
                words.clean(point.verdict),
                *([_happened(notes, place)] if notes else []),
            )
            for place, point in enumerate(points)
        ),
        hrefs=tuple(point.href for point in points),
    )


def _happened(notes: Sequence[Note], place: int) -> str:
    found = [f"{note.number} {words.clean(note.says, 300)}" for note in notes if note.place == place]
    return " ".join(found) or "–"


LAYERS = (
    "claimed",
    "limits",
    "whiskers",
    "caps",
    "open-up",
    "open-down",
    "points",
    "numbers",
    "labels-start-over",
    "labels-start-under",
    "labels-end-over",
    "labels-end-under",
    "notes",
    "note-numbers",
)
"""What is drawn, from back to front. Each layer draws the data set of its name."""


@cache
def _skeleton() -> dict[str, Any]:
    """Return the spec without data, see distribution."""
    import altair as alt

    def layer(name: str) -> Any:
        return alt.Chart(alt.NamedData(name))

    def label(side: str, edge: str) -> Any:
        mark = {
            "align": "left" if side == "start" else "right",
            "baseline": "bottom" if edge == "over" else "top",
            "dx": 4 if side == "start" else -4,
            "dy": -4 if edge == "over" else 5,
        }
        where = alt.value(0) if side == "start" else alt.value("width")
        drawn = layer(f"labels-{side}-{edge}").mark_text(style="dossier-limit-label", **mark)
        return drawn.encode(x=where, text="text:N")

    def open_end(direction: str) -> Any:
        return layer(f"open-{direction}").mark_point(style="dossier-open", shape=f"triangle-{direction}")

    def before() -> Any:
        return alt.X("x:O", sort=None, bandPosition=0)  # the edge between a version and the one before

    full = {"x": alt.value(0), "x2": alt.value("width")}
    legend = alt.Legend(orient="top", direction="horizontal", title=None)
    drawing = alt.layer(
        layer("claimed").mark_rect(style="dossier-claimed").encode(y2="y2:Q", **full),
        layer("limits").mark_rule(style="dossier-limit").encode(**full),
        layer("whiskers").mark_rule(style="dossier-whisker").encode(y2="y2:Q"),
        layer("caps").mark_tick(style="dossier-whisker", orient="horizontal", size=10, thickness=1.5),
        open_end("up"),
        open_end("down"),
        layer("points")
        .mark_point(style="dossier-verdict", filled=True)
        .encode(
            shape=alt.Shape("verdict:N", legend=legend),
            color=alt.Color("verdict:N", legend=legend),
            tooltip="tip:N",
        ),
        layer("numbers")
        .mark_text(style="dossier-number", align="left", baseline="middle", dx=9)
        .encode(text="text:N"),
        *(label(side, edge) for side in ("start", "end") for edge in ("over", "under")),
        layer("notes")
        .mark_rule(style="dossier-annotation")
        .encode(x=before(), y=alt.value(0), y2=alt.value("height")),
        layer("note-numbers")
        .mark_text(style="dossier-annotation-number", align="left", baseline="top", dx=4, dy=2)
        .encode(x=before(), y=alt.value(0), text="text:N"),
    ).encode(
        x=alt.X(
            "x:O",
            sort=None,
            scale=alt.Scale(type="band", domain=[""], padding=0),
            axis=alt.Axis(title=None, labelAngle=0, labelOverlap="greedy", labelLimit=110, ticks=True),
        ),
        y=alt.Y(
            "y:Q",
            scale=alt.Scale(domain=[0, 1], nice=False, zero=False),
            axis=alt.Axis(title=None, tickCount=6, domain=False, ticks=False),
        ),
    )
    spec: dict[str, Any] = drawing.properties(
        width="container",
        height=1,
        title=alt.TitleParams(text="", subtitle=[]),
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
    ).to_dict()
    return theme.finished(spec, LAYERS)
