"""Plain tables: which columns there are, and whether those that were declared are among them."""

from __future__ import annotations

from pathlib import Path

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.format import FormatError, quote
from mkdocs_dossiers.model.dossier import Columns

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
    names = list(column_types(engine, file, kind))
    declared = [column.column for column in columns.metrics] + ([columns.series] if columns.series else [])
    declared += list(columns.params.values())
    for name in declared:
        alike = [other for other in names if other.lower() == name.lower()]
        if name not in names or len(alike) > 1 or _renamed(name, names):
            raise FormatError(
                f"There is no column {name!r}"
                + (", or more than one that differs only in case" if alike else "")
                + f"; the file has {', '.join(names[:12])}{' …' if len(names) > 12 else ''}.",
                "Declare a column under the name the file gives it.",
            )


def _renamed(name: str, names: list[str]) -> bool:
    """Whether DuckDB found the name twice, and numbered the second."""
    return any(other.lower() == f"{name.lower()}_1" for other in names)
