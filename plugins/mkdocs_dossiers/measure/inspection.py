"""One raw file by itself: its digest, format and series, without any dossier."""

from __future__ import annotations

from pathlib import Path

from mkdocs_dossiers.measure.beginning import beginning, decompressed_size
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.failure import CannotMeasure
from mkdocs_dossiers.measure.format import FormatError, detect, table_kind
from mkdocs_dossiers.measure.samples import facts, inventory, load
from mkdocs_dossiers.measure.table import check_columns, column_types
from mkdocs_dossiers.model.dossier import Column, Columns
from mkdocs_dossiers.model.measurement import RawFile
from mkdocs_dossiers.read.raw_file import RawFileError, digest, head

_NUMERIC = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "DOUBLE",
    "FLOAT",
    "DECIMAL",
)


class NotReadable(Exception):  # noqa: N818 - said of the file
    """A file nothing can be said about, with what to do."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


def inspect_file(file: Path, columns: Columns | None = None) -> RawFile:
    """Everything in a raw file. Raises :class:`NotReadable`.

    A plain table whose columns nobody declared is shown with every numeric column as a metric of one
    series, in no known unit.
    """
    try:
        sha256, size = digest(file.parent.resolve(), file.name)
        place = file.absolute()
        largest = decompressed_size(place, size)
        with Engine([place]) as engine:
            start = beginning(engine, place, head(file.parent.resolve(), file.name))
            try:
                reader = detect(start, None, columns)
            except FormatError:
                columns = _guess(engine, place, table_kind(start)) if columns is None else None
                if columns is None:
                    raise
                reader = detect(start, None, columns)
            if reader.table is not None and columns is not None:
                check_columns(engine, place, reader.table, columns)
            load(engine, "file", reader.sql(engine.name(place), largest, columns, file.stem))
            series = inventory(engine, "file", weighted=reader.weight == "samples")
            said = facts(engine, reader.facts_sql(engine.name(place), largest))
    except (RawFileError, FormatError) as error:
        raise NotReadable(error.message, error.fix) from None
    except CannotMeasure as error:
        raise NotReadable(error.failure.message, error.failure.fix) from None
    if not series:
        raise NotReadable("The file holds no measured value.", "Measure again.")
    return RawFile(str(file), sha256, size, reader.name, series, said)


def _guess(engine: Engine, file: Path, kind: str) -> Columns | None:
    """Every numeric column as a metric, for a table nobody described."""
    if kind not in ("text", "ndjson", "parquet"):
        return None
    try:
        types = column_types(engine, file, kind)
    except CannotMeasure:
        return None
    names = [name for name, kind in types.items() if kind.startswith(_NUMERIC) and "[" not in kind]
    if not names or any("STRUCT" in kind for kind in types.values()):
        return None
    return Columns(None, tuple(Column(name, name, "") for name in names))
