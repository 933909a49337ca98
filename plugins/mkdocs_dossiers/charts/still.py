"""A chart as a static picture: what stands in the page before, or without, any script, and on paper.

It is laid out from the same spec that Vega draws, to the same pixel. Only what charts here are made of is known:
layers with one mark each, plain linear scales with a domain, no axes of Vega's own. Places across are percentages of
the width, so one picture fits every screen and its words keep their size; lines are drawn in a box of 1000 units that
is stretched, with strokes that are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import pi, sqrt
from typing import Any

from mkdocs_dossiers.charts.theme import VERDICTS

WIDE = 1000
"""Units of the stretched box."""
INVISIBLE = "dossier-hit"
ROOM = 20
"""Pixels on the left from which there is an upright axis."""
DEFAULT_SIZE = 30
LARGE = 60
"""Square pixels above which a symbol is a large one."""


@dataclass(frozen=True, slots=True)
class Path:
    """Shapes of one looks: ``d`` is in the stretched box. Colours are CSS; ``dash`` and widths are pixels."""

    d: str
    fill: str = "none"
    stroke: str = "none"
    width: str = "1"
    dash: str = ""
    opacity: str = "1"


@dataclass(frozen=True, slots=True)
class Word:
    """A line of text: ``x`` a percentage, ``y`` and ``dx`` pixels."""

    x: str
    y: str
    dx: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text of one looks."""

    words: tuple[Word, ...]
    fill: str
    size: str
    weight: str
    anchor: str
    halo: bool


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol: where it is, as a percentage and a pixel."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Symbols:
    """Symbols of one looks, ``d`` around their middle, in pixels."""

    symbols: tuple[Symbol, ...]
    d: str
    fill: str


@dataclass(frozen=True, slots=True)
class Still:
    """A picture: ``height`` is all of it, ``top`` where its plot begins and ``plot`` how high that is, in pixels.

    ``axis`` says whether there is room for an upright axis on the left.
    """

    height: int
    top: int
    plot: int
    axis: bool
    paths: tuple[Path, ...]
    symbols: tuple[Symbols, ...]
    words: tuple[Words, ...]


def still(spec: Mapping[str, Any]) -> Still | None:
    """Return the static picture of a spec; None where the spec leaves the layout to Vega."""
    if spec.get("autosize", {}).get("type") != "none":
        return None
    room = spec["padding"]
    drawer = _Drawer(spec)
    paths: list[Path] = []
    symbols: list[Symbols] = []
    texts: list[Words] = []
    for layer in spec["layer"]:
        mark = layer["mark"]
        rows = spec["datasets"][layer["data"]["name"]]
        if not rows or mark["style"] == INVISIBLE:
            continue
        looks = {**spec["config"]["style"].get(mark["style"], {}), **mark}
        encoding = {**spec["encoding"], **layer.get("encoding", {})}
        if mark["type"] == "text":
            texts.append(drawer.words(rows, encoding, looks))
        elif mark["type"] == "point" and looks.get("shape", "circle") != "circle":
            symbols.append(drawer.symbols(rows, encoding, looks))
        else:
            paths.append(drawer.path(rows, encoding, looks))
    height = int(spec["height"] + room["top"] + room["bottom"])
    return Still(
        height,
        int(room["top"]),
        int(spec["height"]),
        room["left"] > ROOM,
        tuple(paths),
        tuple(symbols),
        tuple(texts),
    )


class _Drawer:
    """Places of one spec, and its marks as shapes."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        self.plot = float(spec["height"])
        self.domains = {channel: spec["encoding"][channel]["scale"]["domain"] for channel in ("x", "y")}

    def at(self, row: Mapping[str, Any], encoding: Mapping[str, Any], channel: str) -> float | None:
        """Where a row is: 0 to 1 across, pixels down; None where it has no such place."""
        if channel not in encoding:
            return None
        place = encoding[channel]
        across = channel[0] == "x"
        if "value" in place:
            ends: dict[object, float] = {"width": 1.0, "height": self.plot}
            fixed = place["value"]
            return ends[fixed] if fixed in ends else float(fixed)
        start, end = self.domains[channel[0]]
        share: float = (float(row[place["field"]]) - start) / (end - start)
        return share if across else self.plot * (1 - share)

    def path(
        self, rows: Sequence[Mapping[str, Any]], encoding: Mapping[str, Any], looks: Mapping[str, Any]
    ) -> Path:
        """All rows of a layer as one path."""
        kind, colour = looks["type"], str(looks["color"])
        dash = " ".join(str(part) for part in looks.get("strokeDash", ()))
        width, opacity = f"{looks.get('strokeWidth', 1):g}", f"{looks.get('opacity', 1):g}"
        if kind == "rect":
            d = "".join(self._rect(row, encoding) for row in rows)
            return Path(d, fill=colour, stroke=str(looks.get("stroke", "none")), width=width, opacity=opacity)
        if kind == "point":  # a line of no length with round ends is a dot that is not stretched
            d = "".join(f"M{self._place(row, encoding)}h0" for row in rows)
            size = looks.get("size", DEFAULT_SIZE)
            return Path(d, stroke=colour, width=f"{2 * sqrt(size / pi):.3g}", opacity=opacity)
        if kind == "rule":
            d = "".join(self._rule(row, encoding) for row in rows)
        elif kind == "line":
            d = self._line(rows, encoding, looks.get("interpolate", "linear"))
        else:
            raise ValueError(f"no static picture of a mark {kind!r}")
        return Path(d, stroke=colour, width=width, dash=dash, opacity=opacity)

    def _place(self, row: Mapping[str, Any], encoding: Mapping[str, Any]) -> str:
        return f"{_wide(self.at(row, encoding, 'x'))},{_high(self.at(row, encoding, 'y'))}"

    def _rect(self, row: Mapping[str, Any], encoding: Mapping[str, Any]) -> str:
        x, x2, y, y2 = (self.at(row, encoding, channel) for channel in ("x", "x2", "y", "y2"))
        return f"M{_wide(x)},{_high(y)}H{_wide(x2)}V{_high(y2)}H{_wide(x)}z"

    def _rule(self, row: Mapping[str, Any], encoding: Mapping[str, Any]) -> str:
        x2, y2 = self.at(row, encoding, "x2"), self.at(row, encoding, "y2")
        end = f"H{_wide(x2)}" if x2 is not None else f"V{_high(y2)}"
        return f"M{self._place(row, encoding)}{end}"

    def _line(self, rows: Sequence[Mapping[str, Any]], encoding: Mapping[str, Any], interpolate: str) -> str:
        places = sorted(
            (self.at(row, encoding, "x") or 0.0, number, self.at(row, encoding, "y") or 0.0)
            for number, row in enumerate(rows)
        )
        if interpolate == "step-after":
            parts = [f"H{_wide(x)}V{_high(y)}" for x, _, y in places[1:]]
        else:
            parts = [f"L{_wide(x)},{_high(y)}" for x, _, y in places[1:]]
        return f"M{_wide(places[0][0])},{_high(places[0][2])}{''.join(parts)}"

    def words(
        self, rows: Sequence[Mapping[str, Any]], encoding: Mapping[str, Any], looks: Mapping[str, Any]
    ) -> Words:
        """The texts of a layer, each line by itself."""
        anchors = {"left": "start", "center": "middle", "right": "end"}
        return Words(
            tuple(word for row in rows for word in self._lines(row, encoding, looks)),
            fill=str(looks["color"]),
            size=f"{looks.get('fontSize', 12):g}",
            weight=str(looks.get("fontWeight", "normal")),
            anchor=anchors[looks.get("align", "center")],
            halo="stroke" in looks,
        )

    def _lines(
        self, row: Mapping[str, Any], encoding: Mapping[str, Any], looks: Mapping[str, Any]
    ) -> Iterator[Word]:
        size = looks.get("fontSize", 12)
        drop = {"top": 0.79, "middle": 0.3, "bottom": -0.21, "alphabetic": 0.0}[
            looks.get("baseline", "alphabetic")
        ]
        x, y = self.at(row, encoding, "x") or 0.0, self.at(row, encoding, "y") or 0.0
        text = row["text"]
        for number, line in enumerate(text if isinstance(text, list) else [text]):
            if line.strip("\u200b"):
                down = y + looks.get("dy", 0) + drop * size + number * looks.get("lineHeight", size)
                yield Word(f"{_short(x * 100)}%", _high(down), f"{looks.get('dx', 0):g}", str(line))

    def symbols(
        self, rows: Sequence[Mapping[str, Any]], encoding: Mapping[str, Any], looks: Mapping[str, Any]
    ) -> Symbols:
        """Symbols that are no dots: triangles, and those of verdicts."""
        if (looks["shape"], looks.get("size", DEFAULT_SIZE) > LARGE) not in _SHAPES:
            raise ValueError(f"no static picture of a symbol {looks['shape']!r}")
        places = ((self.at(row, encoding, "x") or 0.0, self.at(row, encoding, "y") or 0.0) for row in rows)
        return Symbols(
            tuple(Symbol(f"{_short(x * 100)}%", _high(y)) for x, y in places),
            _SHAPES[looks["shape"], looks.get("size", DEFAULT_SIZE) > LARGE],
            str(looks["color"]),
        )


_SHAPES = {
    ("triangle-up", False): "M0-4L4,3H-4z",
    ("triangle-down", False): "M0,4L4-3H-4z",
    ("diamond", False): "M0-4.3L3.1,0L0,4.3L-3.1,0z",
    ("diamond", True): "M0-6.5L5.2,0L0,6.5L-5.2,0z",
    ("square", True): "M-5.2-5.2H5.2V5.2H-5.2z",
    (
        VERDICTS["refuted"],
        True,
    ): "M-3.7-5.2L0-1.6L3.7-5.2L5.2-3.7L1.6,0L5.2,3.7L3.7,5.2L0,1.6L-3.7,5.2L-5.2,3.7L-1.6,0L-5.2-3.7z",
}
"""The outline of each symbol, small or large, around its middle, in pixels."""


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _wide(share: float | None) -> str:
    return str(round((share or 0.0) * WIDE))


def _high(pixels: float | None) -> str:
    return _short(round(pixels or 0.0, 1) + 0.0)
