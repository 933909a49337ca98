"""Charts, one file each: measured numbers in, a picture with its words and its table out.

``distribution`` shows the samples behind a claim, ``history`` its value over versions. Both return a
``Chart``; ``theme`` says how they look, and nothing here knows of a page.
"""

from mkdocs_dossiers.charts.chart import Chart, Estimate, Limit, Table
from mkdocs_dossiers.charts.distribution import Bin, Histogram, distribution
from mkdocs_dossiers.charts.history import Note, Point, history

__all__ = [
    "Bin",
    "Chart",
    "Estimate",
    "Histogram",
    "Limit",
    "Note",
    "Point",
    "Table",
    "distribution",
    "history",
]
