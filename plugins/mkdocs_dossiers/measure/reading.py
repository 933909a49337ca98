"""A raw file, recognised and loaded: the one way from bytes to samples."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs_dossiers.measure.archive import PACKED, unpack
from mkdocs_dossiers.measure.beginning import beginning, decompressed_size
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.failure import CannotMeasure
from mkdocs_dossiers.measure.format import Format, FormatError, detect, quote, table_kind
from mkdocs_dossiers.measure.histogram_log import decoded
from mkdocs_dossiers.measure.large import Needs, is_large, load_large
from mkdocs_dossiers.measure.large_inventory import Asked, large_inventory
from mkdocs_dossiers.measure.samples import MANY, facts, inventory, load, not_too_many, refuse
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
    unfinished: bool = False
    """Whether the last line of a plain table has no end."""
    placed: bool = True
    """Whether the samples have their order."""


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
    needs: Needs = Needs(),  # noqa: B008 - it is frozen
    asked: Asked = frozenset(),
) -> Reading:
    """Load ``folder/file``, one of the engine's files, into a table called ``name``.

    ``size`` is the file's size in bytes, ``declared`` the format the author named, ``columns`` what the
    columns of a plain table mean. Of a large file only what ``needs`` says is kept, and ``asked`` are the
    percentiles that will be asked for. Raises :class:`FormatError` for a file of no known format, or that is not
    whole, :class:`CannotMeasure` when it cannot be read, and :class:`RawFileError` when it cannot be opened.
    """
    place = folder / file
    start = start_of(engine, folder, file)
    largest = decompressed_size(folder, file, size)
    found = detect(start, declared, columns)
    if place.suffix == ".zip":
        return _read_archive(engine, place, found, name)
    if found.table is not None and columns is not None:
        check_columns(engine, place, found.table, columns)
    engine.doing = f"reading {file}"
    large = is_large(found, file, size)
    sql = found.sql(engine.name(place), largest, columns, name)
    if large:
        rows = not_too_many(load_large(engine, name, sql, found, columns, needs, size), size)
    elif found.decoded:
        rows = _load_decoded(engine, place, size, found, name)
    else:
        rows = load(engine, name, sql, size)
    finished = table_kind(start) not in ("text", "ndjson") or _finished(folder, file, size)
    if (found.lines or found.header) and not finished:
        raise FormatError(
            f"The last line is not finished: the file ends at byte {size:,} without a line end.",
            "Measure again, and commit what the tool wrote.",
        )
    said = facts(engine, found.facts_sql(engine.name(place), largest, name))
    unfinished = found.table is not None and not finished
    series = _series(engine, name, found, rows, asked)
    return Reading(found, largest, series, said, unfinished, needs.order or not large)


def _load_decoded(engine: Engine, file: Path, size: int, found: Format, name: str) -> int:
    """Load a histogram log, decoded into a CSV file among the engine's."""
    log = (
        f"FROM read_csv({quote(engine.name(file))}, columns = {{'line': 'VARCHAR'}}, delim = '\x1f', "
        "header = false, quote = '', escape = '', auto_detect = false, strict_mode = false)"
    )
    written = int(engine.rows(f"SELECT sum(strlen(line)) {log}")[0][0] or 0)
    if written > PACKED:
        raise FormatError(f"The log is larger than {PACKED // 1024**2} MiB.", "Split it.")
    lines = engine.rows(f"SELECT line {log}")
    with tempfile.TemporaryDirectory(dir=engine.unpacked) as folder:
        place = Path(folder) / "log"
        with place.with_suffix(".csv").open("w", encoding="utf-8") as stream:
            stream.writelines(f"{row}\n" for row in decoded(str(line[0] or "") for line in lines))
        return load(engine, name, found.sql(str(place), size), written)


def _read_archive(engine: Engine, file: Path, found: Format, name: str) -> Reading:
    """Load a ZIP archive, unpacked into a folder of its own among the engine's."""
    if found.table is not None:
        raise FormatError(
            "A ZIP archive is no plain table.", "Commit the table itself, or compress it with gzip."
        )
    with tempfile.TemporaryDirectory(dir=engine.unpacked) as folder:
        largest = unpack(file, Path(folder))
        try:
            rows = load(engine, name, found.sql(f"{folder}.zip", largest), file.stat().st_size)
            said = facts(engine, found.facts_sql(f"{folder}.zip", largest, name))
        except CannotMeasure as error:
            message = error.failure.message.replace(folder, file.name)
            raise CannotMeasure(replace(error.failure, message=message)) from None
    return Reading(found, largest, _series(engine, name, found, rows), said)


def _series(
    engine: Engine, name: str, found: Format, rows: int, asked: Asked = frozenset()
) -> tuple[Series, ...]:
    """Every series that was loaded; there must be one."""
    if rows > MANY and found.weight != "samples" and not found.summarizes:
        series, looked, mixed = large_inventory(engine, name, rows, asked, declared=found.table is not None)
        refuse([(entry.name, entry.metric) for entry in series], mixed)
        if looked is not None:
            engine.looked[name] = looked
    else:
        series = inventory(engine, name, weighted=found.weight == "samples")
    if not series:
        raise FormatError(
            "The file holds no measured value.", "Measure again, and commit what the tool wrote."
        )
    return series


def _finished(folder: Path, file: str, size: int) -> bool:
    """Whether the last line of a text has an end; without, its last number may have lost digits."""
    if file.endswith((".gz", ".zst")):
        return True
    with os.fdopen(open_raw(folder, file), "rb") as stream:
        stream.seek(size - 1)
        return stream.read(1) == b"\n"
