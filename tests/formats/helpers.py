"""What the tests of all formats share: reading a raw file, a stock DuckDB, and files cut short."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import inspect_file
from mkdocs_dossiers.model.measurement import Series

RAW = Path(__file__).parents[1] / "raw"
LARGEST = 50_000_000
"""Bytes one JSON value of a raw file may have."""


def series(file: Path) -> dict[tuple[str, str], Series]:
    """Every series of a raw file, by name and metric; no two share both."""
    found = inspect_file(file).series
    listed = {(one.name, one.metric): one for one in found}
    assert len(listed) == len(found)
    return listed


def stock(name: str, file: Path, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query over ``samples``, the statement of a format unchanged, in a stock DuckDB."""
    sql = formats()[name].sql(str(file), LARGEST)
    return duckdb.connect().execute(f"WITH samples AS ({sql}\n) {query}").fetchall()


def check_found(file: Path, name: str) -> None:
    """A file is of the format called ``name`` and no other, and a stock DuckDB reads all its series."""
    found = inspect_file(file)
    assert found.format == name
    rows = stock(name, file, "SELECT count(DISTINCT (series, metric)) FROM samples")
    assert rows == [(len(found.series),)]


def cut(file: Path, folder: Path, kept: float) -> Path:
    """The beginning of a raw file, a share ``kept`` of its bytes, under its own name in ``folder``."""
    content = file.read_bytes()
    short = folder / file.name
    short.write_bytes(content[: int(len(content) * kept)])
    return short
