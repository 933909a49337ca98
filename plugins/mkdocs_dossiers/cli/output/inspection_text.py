"""A raw file's series as a table for people."""

from __future__ import annotations

from mkdocs_dossiers.model.digits import plain
from mkdocs_dossiers.model.measurement import RawFile, Series
from mkdocs_dossiers.model.printable import printable

_COLUMNS = ("series", "metric", "unit", "kind", "n", "min", "median", "mean", "p90", "p95", "p99", "max")


def render(raw: RawFile) -> str:
    """Format, size and digest, then one line per series and metric."""
    rows = [_COLUMNS, *(_row(series) for series in raw.series)]
    widths = [max(len(row[index]) for row in rows) for index in range(len(_COLUMNS))]
    table = "\n".join(
        "  ".join(
            cell.ljust(width) if index < 4 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
    notes = [
        f"{printable(series.name)}: {series.warmups:,} warm-up samples left out."
        for series in raw.series
        if series.warmups
    ] + [
        f"{printable(series.name)}: the tool kept statistics only; no interval can be computed."
        for series in raw.series
        if series.kind == "summary"
    ]
    lines = [f"{printable(raw.path)}: {raw.format}, {raw.size:,} bytes", f"SHA-256 {raw.sha256}", "", table]
    return "\n".join([*lines, *(["", *notes] if notes else [])])


def _row(series: Series) -> tuple[str, ...]:
    numbers = (
        series.minimum,
        series.median,
        series.mean,
        series.p90,
        series.p95,
        series.p99,
        series.maximum,
    )
    cells = ["-" if value is None else plain(value) for value in numbers]
    count = "-" if series.n is None else f"{series.n:,}"
    names = (printable(series.name), printable(series.metric), printable(series.unit or "-"))
    return (*names, series.kind, count, *cells)
