"""Charts, one file each: measured numbers in, a picture with its words and its table out.

``distribution`` shows how the samples behind a claim lie, ``ecdf`` how they add up, ``tail`` the rare slow ones,
``order`` the run from its first sample to its last, ``over_time`` a load test by the clock, ``comparison`` series side
by side, ``scaling`` a statistic over a parameter, and ``history`` a claim's value over versions. Each returns a
``Chart``; ``theme`` says how they look, ``still`` makes the static picture, and nothing here knows of a page.
"""

from mkdocs_dossiers.charts.chart import Chart, Estimate, Limit, Table
from mkdocs_dossiers.charts.distribution import Bin, Fences, Histogram, distribution
from mkdocs_dossiers.charts.history import Note, Point, history

__all__ = [
    "Bin",
    "Chart",
    "Estimate",
    "Fences",
    "Histogram",
    "Limit",
    "Note",
    "Point",
    "Table",
    "distribution",
    "history",
]
