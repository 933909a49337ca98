"""One raw file by itself: its digest, format and series, without any dossier."""

from __future__ import annotations

from pathlib import Path

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.failure import CannotMeasure
from mkdocs_dossiers.measure.format import FormatError, table_kind
from mkdocs_dossiers.measure.reading import read, start_of
from mkdocs_dossiers.measure.table import column_types
from mkdocs_dossiers.model.dossier import Column, Columns
from mkdocs_dossiers.model.measurement import RawFile
from mkdocs_dossiers.read.raw_file import RawFileError, digest

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
        folder = file.parent.resolve()
        sha256, size = digest(folder, file.name)
        place = folder / file.name
        with Engine([place]) as engine:
            try:
                known = read(engine, folder, file.name, size, file.stem, None, columns)
            except FormatError:
                kind = table_kind(start_of(engine, folder, file.name))
                columns = _guess(engine, place, kind) if columns is None else None
                if columns is None:
                    raise
                known = read(engine, folder, file.name, size, file.stem, None, columns)
    except (RawFileError, FormatError) as error:
        raise NotReadable(error.message, error.fix) from None
    except CannotMeasure as error:
        raise NotReadable(error.failure.message, error.failure.fix) from None
    return RawFile(str(file), sha256, size, known.format.name, known.series, known.facts)


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
