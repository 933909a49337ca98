"""One chart as a page needs it: the picture, its words for who cannot see it, and its numbers as a table."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import Any, Literal

from mkdocs_dossiers.charts.still import Still, still

Kind = Literal[
    "distribution", "ecdf", "tail", "order", "comparison", "scaling", "throughput", "latency", "history"
]


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart, ready to print; ``hrefs`` holds one link per row, or nothing.

    ``note`` says which rows are left out, where some are.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    hrefs: tuple[str | None, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a page.

    ``spec`` is Vega-Lite 6 with its data inside: it names no file, holds no expression, and reads its
    colours from CSS custom properties, so that one spec serves light, dark and paper.
    ``description`` is whole sentences with the numbers. ``height`` (pixels) is the whole picture's.
    """

    kind: Kind
    title: str
    description: str
    spec: dict[str, Any] = field(hash=False)
    table: Table
    height: int
    csv: str = ""
    """The numbers as CSV with all their digits; empty where the table has them already."""
    look: str = ""
    """What to look for in it, in a sentence or two."""

    @property
    def still(self) -> Still | None:
        """The picture as it stands in a page before, or without, any script; None where only Vega can draw it."""
        return still(self.spec)

    def json(self) -> str:
        """Return the spec as JSON that may stand as it is in an HTML attribute in single quotes.

        Its looks are left out: they are the same for every chart, and the script has them.
        It is an attribute and not a ``<script>``, because Material's instant navigation runs every script
        of a page it swaps in, whatever its type.
        """
        text = json.dumps(
            {key: part for key, part in self.spec.items() if key != "config"},
            separators=(",", ":"),
            allow_nan=False,
        )
        for letter in "<>&'":
            text = text.replace(letter, f"\\u{ord(letter):04x}")
        return text


@dataclass(frozen=True, slots=True)
class Estimate:
    """A statistic's value with its interval; ``None`` is a side the samples cannot bound."""

    value: float
    low: float | None
    high: float | None

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise ValueError(f"an estimate needs a number, not {self.value}")
        for side in ("low", "high"):
            end = getattr(self, side)
            if end is not None and not math.isfinite(end):
                object.__setattr__(self, side, None)


@dataclass(frozen=True, slots=True)
class Limit:
    """What a claim promises: the value is ``op`` (``<=``, ``<``, ``>=`` or ``>``) this one."""

    op: str
    value: float

    @property
    def upper(self) -> bool:
        """Whether the claimed side lies below the limit."""
        return self.op in ("<=", "<")

    @property
    def lower(self) -> bool:
        """Whether the claimed side lies above the limit."""
        return self.op in (">=", ">")
