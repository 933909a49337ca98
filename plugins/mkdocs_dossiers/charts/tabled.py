"""The numbers of a chart twice: as a table to read, and as CSV to compute with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from mkdocs_dossiers.charts import words
from mkdocs_dossiers.charts.chart import Table

Cell = str | float | int | None

MOST = 25
"""Rows of a table on a page; the CSV has all."""


def tabled(columns: Sequence[str], rows: Iterable[Sequence[Cell]], most: int = MOST) -> tuple[Table, str]:
    """Return a table of at most about ``most`` rows, evenly chosen, and the CSV of all rows with all digits.

    The table leaves out a first column that says the same in every row, the name of the only series. Names are
    cleaned: no control characters, and nothing a spreadsheet takes for a formula.
    """
    listed = [tuple(_clean(cell) for cell in row) for row in rows]
    names = tuple(words.clean(column, 80) for column in columns)
    every = -(-len(listed) // most) or 1
    shown = [row for place, row in enumerate(listed) if place % every == 0 or place == len(listed) - 1]
    first = 1 if names[0] == "series" and len({row[0] for row in listed}) == 1 else 0
    numbers = [_column([row[place] for row in shown]) for place in range(first, len(names))]
    note = f"one row of {every}; all are in the CSV" if every > 1 else ""
    return Table(names[first:], tuple(zip(*numbers, strict=True)), note=note), _csv(names, listed)


def _clean(cell: Cell) -> Cell:
    return words.clean(cell, 120) if isinstance(cell, str) else cell


def _column(cells: Sequence[Cell]) -> list[str]:
    """A column's cells as they are read: its numbers with as many decimals as the longest needs."""
    texts = iter(words.numbers(*(cell for cell in cells if isinstance(cell, float))))
    return [
        ""
        if cell is None
        else cell
        if isinstance(cell, str)
        else next(texts)
        if isinstance(cell, float)
        else words.count(cell)
        for cell in cells
    ]


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_plain(column) for column in columns])
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue()


def _plain(cell: Cell) -> Cell:
    """A name as it is, unless a spreadsheet would run it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@")) else cell
