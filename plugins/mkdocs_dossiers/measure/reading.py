"""A raw file, recognised and loaded: the one way from bytes to samples."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_dossiers.measure.beginning import beginning, decompressed_size
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.format import Format, FormatError, detect, table_kind
from mkdocs_dossiers.measure.samples import facts, inventory, load
from mkdocs_dossiers.measure.table import check_columns
from mkdocs_dossiers.model.dossier import Columns
from mkdocs_dossiers.model.measurement import Series
from mkdocs_dossiers.read.raw_file import head, open_raw


@dataclass(frozen=True, slots=True)
class Reading:
    """What a raw file turned out to be. ``size`` is the largest JSON value in it, in bytes."""

    format: Format
    size: int
    series: tuple[Series, ...]
    facts: Mapping[str, str]


def start_of(engine: Engine, folder: Path, file: str) -> bytes:
    """The first bytes of a raw file, decompressed. Raises as :func:`read` does."""
    return beginning(engine, folder / file, head(folder, file))


def read(
    engine: Engine,
    folder: Path,
    file: str,
    size: int,
    name: str,
    declared: str | None = None,
    columns: Columns | None = None,
) -> Reading:
    """Load ``folder/file``, one of the engine's files, into a table called ``name``.

    ``size`` is the file's size in bytes, ``declared`` the format the author named, ``columns`` what the
    columns of a plain table mean. Raises :class:`FormatError` for a file of no known format, or that is not
    whole, :class:`CannotMeasure` when it cannot be read, and :class:`RawFileError` when it cannot be opened.
    """
    place = folder / file
    largest = decompressed_size(place, size)
    start = start_of(engine, folder, file)
    found = detect(start, declared, columns)
    if found.table is not None and columns is not None:
        check_columns(engine, place, found.table, columns)
    load(engine, name, found.sql(engine.name(place), largest, columns, name))
    if (found.lines or found.header) and table_kind(start) in ("text", "ndjson"):
        _check_end(folder, file, size)
    series = inventory(engine, name, weighted=found.weight == "samples")
    if not series:
        raise FormatError(
            "The file holds no measured value.", "Measure again, and commit what the tool wrote."
        )
    return Reading(found, largest, series, facts(engine, found.facts_sql(engine.name(place), largest)))


def _check_end(folder: Path, file: str, size: int) -> None:
    """Refuse text whose last line was not finished: its last number may have lost digits."""
    if file.endswith((".gz", ".zst")):
        return
    with os.fdopen(open_raw(folder, file), "rb") as stream:
        stream.seek(size - 1)
        if stream.read(1) != b"\n":
            raise FormatError(
                f"The last line is not finished: the file ends at byte {size:,} without a line end.",
                "Measure again, and commit what the tool wrote.",
            )
