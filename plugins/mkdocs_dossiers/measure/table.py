"""Plain tables: which columns there are, and whether those that were declared are among them."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sized
from pathlib import Path

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.format import FormatError, quote
from mkdocs_dossiers.model.dossier import Columns

MOST_COLUMNS = 10_000
"""Columns of a table that is read; DuckDB's planning of a statement over more cannot be interrupted."""
MOST_METRICS = 200
"""Columns of a table that may be metrics."""
SHOWN = 60
"""Characters of a column's name that a message shows."""
_READERS = {
    "text": "read_csv({}, header = true, nullstr = '', strict_mode = true, comment = '', skip = 0)",
    "ndjson": "read_json({}, format = 'newline_delimited')",
    "parquet": "read_parquet({})",
}


def column_types(engine: Engine, file: Path, kind: str) -> dict[str, str]:
    """The columns of a plain table, and their types as DuckDB names them. ``kind`` as in ``found-by``.

    Raises :class:`CannotMeasure` when it is no such table.
    """
    rows = engine.rows(f"DESCRIBE SELECT * FROM {_READERS[kind].format(quote(engine.name(file)))}")
    return {str(row[0]): str(row[1]) for row in rows}


def check_columns(engine: Engine, file: Path, kind: str, columns: Columns) -> None:
    """Look for every declared column by its exact name.

    DuckDB takes ``latency`` and ``Latency`` for the same column, so a file with both is refused.
    Raises :class:`FormatError`, naming the columns there are.
    """
    check_names(list(column_types(engine, file, kind)), columns)


def check_names(names: list[str], columns: Columns) -> None:
    """As :func:`check_columns`, of columns whose names are known. Raises :class:`FormatError`."""
    few(names, MOST_COLUMNS, "columns")
    few(columns.metrics, MOST_METRICS, "metrics")
    declared: list[tuple[str, str, tuple[str, ...]]] = [
        (column.column, f"the metric {column.metric} reads", ("metrics", column.metric))
        for column in columns.metrics
    ]
    declared += [(columns.series, "the series are named by", ("series",))] if columns.series else []
    declared += [
        (column, f"the parameter {name} reads", ("params", name)) for name, column in columns.params.items()
    ]
    known, alike = set(names), Counter(name.lower() for name in names)
    for name, reader, pointer in declared:
        folded = name.lower()
        # DuckDB numbers the second of two columns with one name.
        if name not in known or alike[folded] > 1 or f"{folded}_1" in alike:
            raise FormatError(
                f"There is no column {shown(name)!r}, which {shown(reader)}"
                + (", or more than one that differs only in case" if alike[folded] else "")
                + f"; the file has {', '.join(map(shown, names[:12]))}{' …' if len(names) > 12 else ''}.",
                _near(name, names),
                ("columns", *pointer),
            )


def _near(name: str, names: list[str]) -> str:
    near = difflib.get_close_matches(name[:80], [known for known in names[:200] if len(known) <= 80], 1)
    return f"Did you mean {near[0]!r}?" if near else "Declare a column under the name the file gives it."


def few(things: Sized, most: int, what: str) -> None:
    """Refuse a table with too many columns or metrics. Raises :class:`FormatError`."""
    if len(things) > most:
        raise FormatError(
            f"The table has {len(things):,} {what}; at most {most:,} are read.",
            "Write the columns that matter into a table of their own, one row per sample.",
        )


def shown(name: str) -> str:
    """The beginning of a column's name."""
    return name if len(name) <= SHOWN else f"{name[:SHOWN]}…"
