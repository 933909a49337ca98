"""The value of one claim over the versions of a project.

A point per version with its interval as whiskers, and the limit. The versions are labels, not a time axis,
and nothing joins the points: what lies between two versions was not measured. A dotted line with a number stands
where something happened between two versions; the words are in the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mkdocs_dossiers.charts import frame, theme, words
from mkdocs_dossiers.charts.axis import Axis, axis
from mkdocs_dossiers.charts.chart import Chart, Estimate, Limit, Table
from mkdocs_dossiers.charts.tabled import tabled

MOST_POINTS = 40
"""The newest so many versions are drawn; all are in the table."""

MOST_NUMBERS = 6
"""Up to so many points carry their value as text."""

ACROSS = 40
"""Letters that labels below the picture may have together, so that they stand apart on a phone."""

SIGNS = {"supported": "●", "inconclusive": "◆", "refuted": "×", "rejected": "■"}
"""The symbol of each verdict in a line of text."""


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
        margin=0.1,  # room for the words of the first and last point
        zero=True,
    )
    of_unit = f" ({unit})" if unit else ""
    sheet = frame.Sheet(skeleton(), Axis(0.0, float(max(len(drawn), 1))), up)
    sheet.axes("version", f"{statistic} of {metric}{of_unit}", x_ticks=_marks(labels))
    if limit:
        sheet.limit(limit.value, up, "y", limit.upper)
    for place, (label, point) in enumerate(zip(labels, drawn, strict=True)):
        _draw(sheet, place + 0.5, label, point, unit)
        if len(drawn) <= MOST_NUMBERS:
            sheet.add("numbers", x=place + 0.5, y=point.value, text=words.number(point.value))
    _note(sheet, notes, len(drawn), len(points) - len(drawn))
    spec, height = sheet.finish(_lines(points, drawn, limit, up, unit, confidence))
    return Chart(
        kind="history",
        title=f"By version: {statistic} of {metric}",
        description=_description(points, metric, unit, statistic, limit, confidence, notes),
        spec=spec,
        table=_table(points, statistic, unit, confidence, notes),
        height=height,
        csv=_csv(points, statistic, confidence, notes),
        look="Each point is a version. Whiskers that are far apart make a change clear; where they overlap, these "
        "samples may not tell.",
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


def _marks(labels: Sequence[str]) -> Iterator[tuple[float, str]]:
    """The labels that have room below the picture, each at its place; always the newest one."""
    longest = max((len(label) for label in labels), default=0)
    step = -(-len(labels) * (longest + 2) // ACROSS) or 1
    for place, label in enumerate(labels):
        if (len(labels) - 1 - place) % step == 0:
            yield place + 0.5, label


def _lines(
    points: Sequence[Point],
    drawn: Sequence[Point],
    limit: Limit | None,
    up: Axis,
    unit: str,
    confidence: float,
) -> list[frame.Line]:
    """What stands above the picture."""
    if not drawn:
        return [("note", "no versions yet")]
    least, most = min(point.n for point in drawn), max(point.n for point in drawn)
    several = words.count(least) if least == most else f"{words.count(least)} to {words.count(most)}"
    lines: list[frame.Line] = [("note", f"n = {several} · whiskers: {words.percent(confidence)} interval")]
    seen = {_known(point.verdict) for point in drawn}
    lines.append(("note", " · ".join(f"{SIGNS[name]} {name}" for name in SIGNS if name in seen)))
    if limit:
        off = "" if up.holds(limit.value) else f", off the scale {'↑' if limit.value > up.end else '↓'}"
        lines.append(("limit", words.limit(limit, unit) + off))
    if len(drawn) < len(points):
        lines.append(("note", f"the newest {len(drawn)} of {words.count(len(points))} versions"))
    return lines


def _draw(sheet: frame.Sheet, x: float, label: str, point: Point, unit: str) -> None:
    value, bounds = words.quantity(point.value, unit), words.interval(point.estimate, unit)
    sheet.add(_known(point.verdict), x=x, y=point.value)
    tip = f"{label}: {value}, interval {bounds}, {words.clean(point.verdict)}"
    sheet.add("hits", x=x, y=point.value, tip=tip, href=point.href)
    estimate, up = point.estimate, sheet.up
    low = up.start if estimate.low is None else up.clamp(estimate.low)
    high = up.end if estimate.high is None else up.clamp(estimate.high)
    sheet.add("whiskers", x=x, y=low, y2=high)
    half = min(0.12, 0.008 * sheet.across.end)
    for end, reached, direction in ((estimate.low, low, "down"), (estimate.high, high, "up")):
        if end == reached:
            sheet.add("caps", x=x - half, x2=x + half, y=reached)
        else:
            sheet.add(f"open-{direction}", x=x, y=reached)


def _note(sheet: frame.Sheet, notes: Sequence[Note], shown: int, hidden: int) -> None:
    """A line before a point, and over it the numbers of all that happened there."""
    places: dict[int, list[str]] = {}
    for note in notes:
        if hidden <= note.place < hidden + shown:
            places.setdefault(note.place - hidden, []).append(str(note.number))
    for place, numbers in places.items():
        sheet.add("notes", x=float(place), y=sheet.up.start, y2=sheet.up.end)
        sheet.add("note-numbers", x=float(place), text=", ".join(numbers))


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


def _csv(points: Sequence[Point], statistic: str, confidence: float, notes: Sequence[Note]) -> str:
    """Every version with all digits."""
    columns = [
        "version",
        "date",
        statistic,
        f"{words.percent(confidence)} interval",
        "low",
        "high",
        "n",
        "verdict",
    ]
    rows: list[tuple[str | float | int | None, ...]] = [
        (
            point.version,
            point.date,
            point.value,
            words.interval(point.estimate, ""),
            point.low,
            point.high,
            point.n,
            point.verdict,
            *([_happened(notes, place)] if notes else []),
        )
        for place, point in enumerate(points)
    ]
    return tabled([*columns, "before it"] if notes else columns, rows)[1]


def _happened(notes: Sequence[Note], place: int) -> str:
    found = [f"{note.number} {words.clean(note.says, 300)}" for note in notes if note.place == place]
    return " ".join(found) or "–"


@cache
def skeleton() -> dict[str, Any]:
    """Return the spec without data, the same for every chart of the kind."""
    import altair as alt

    def text(name: str, style: str, **mark: Any) -> Any:
        return frame.layer(name).mark_text(style=f"dossier-{style}", align="left", **mark)

    above = text("note-numbers", "annotation-number", baseline="top", dx=4, dy=2)
    return frame.drawing(
        frame.rule("notes", "annotation", y2="y2:Q"),
        frame.rule("whiskers", "whisker", y2="y2:Q"),
        frame.rule("caps", "whisker", x2="x2:Q"),
        frame.point("open-up", "open", shape="triangle-up"),
        frame.point("open-down", "open", shape="triangle-down"),
        *(frame.point(name, f"verdict-{name}", shape=theme.VERDICTS[name]) for name in theme.VERDICTS),
        text("numbers", "number", baseline="middle", dx=9).encode(text="text:N"),
        above.encode(y=alt.value(0), text="text:N"),
        frame.hits(),
    )
