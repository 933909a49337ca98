"""The charts of one page, and the files that carry their data.

A page holds each chart as a static picture and as a table. What a script needs to make the picture interactive is in
one file for all of them, fetched when a reader points at a picture; every chart has its numbers as CSV, too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_dossiers.charts import Chart
from mkdocs_dossiers.charts.kinds import patch
from mkdocs_dossiers.pages.page import Asset


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart on its page: ``key`` names it there, ``csv`` is the address of its numbers."""

    key: str
    chart: Chart
    csv: str


@dataclass(frozen=True, slots=True)
class Charted:
    """The charts of a page, the address of what they are drawn from, and the files to publish."""

    pictures: tuple[Picture, ...]
    data: str
    files: tuple[Asset, ...]


def charted(page: str, charts: Sequence[Chart]) -> Charted:
    """Give each chart of the page at address ``page`` its place and its files."""
    folder = page.removesuffix(".md")
    pictures = [Picture(key, chart, f"{folder}/{key}.csv") for key, chart in _keyed(charts)]
    data = f"{folder}/charts.json"
    specs = {picture.key: {"kind": picture.chart.kind, "spec": patch(picture.chart)} for picture in pictures}
    files = [Asset(picture.csv, content=picture.chart.csv.encode()) for picture in pictures]
    if pictures:
        text = json.dumps(specs, separators=(",", ":"), allow_nan=False)
        files.append(Asset(data, content=text.encode()))
    return Charted(tuple(pictures), data, tuple(files))


def _keyed(charts: Sequence[Chart]) -> list[tuple[str, Chart]]:
    """Charts by kind; those of one kind are numbered."""
    many = Counter(chart.kind for chart in charts)
    seen: Counter[str] = Counter()
    keyed = []
    for chart in charts:
        seen[chart.kind] += 1
        keyed.append((chart.kind if many[chart.kind] == 1 else f"{chart.kind}-{seen[chart.kind]}", chart))
    return keyed
