"""A raw file too large to load all of: what is the same in every row, or not asked for, is not stored.

A Parquet file is not stored at all: it is read anew whenever something is asked of it, and only the columns asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.format import Format, identifier, quote
from mkdocs_dossiers.measure.samples import most_rows
from mkdocs_dossiers.model.dossier import Columns

LARGE = 50_000_000
"""Bytes of a raw file from which it is read so."""
_ALL = ("series", "metric", "unit", "params", "run", "iteration", "value", "weight", "warmup", "kind")
_NO_PARAMS = "MAP {}::MAP(VARCHAR, VARCHAR)"


@dataclass(frozen=True, slots=True)
class Needs:
    """What will be asked of a large file beside its values: their ``order``, and the ``params`` of its series."""

    order: bool = True
    params: bool = True


def is_large(found: Format, file: str, size: int) -> bool:
    """Whether a file is read so: nothing that is unpacked or decoded first, and only what keeps every sample."""
    return (
        size >= LARGE
        and found.weight != "samples"
        and not found.decoded
        and not found.summarizes
        and not file.endswith(".zip")
    )


def load_large(
    engine: Engine, name: str, sql: str, found: Format, columns: Columns | None, needs: Needs, size: int
) -> int:
    """Make a relation called ``name`` of what ``sql`` reads, and give how many rows it has.

    Where the order is not needed, every ``iteration`` is 0; without ``params`` there are none. What one row of a plain
    table may become is limited here, and what a tool's format may become by disk and time: DuckDB 2.0.0 never ends
    where a LIMIT is above a WITH that is read twice. ``size`` is the file's in bytes.
    """
    dropped = {"iteration": "0::BIGINT"} if not needs.order else {}
    dropped |= {"params": _NO_PARAMS} if not needs.params else {}
    view = identifier(name)
    if found.table == "parquet":
        listed = _listed(dropped)
        engine.rows(f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT {listed} FROM ({sql}\n)")
        return int(engine.rows(f"SELECT count(*) FROM {view}")[0][0])
    same = dropped | (_declared(columns) if found.table is not None and columns is not None else {})
    table = identifier(f"rows of {name}")
    stored = ", ".join(column for column in _ALL if column not in same)
    most = f"LIMIT {most_rows(size) + 1}" if found.table is not None else ""
    engine.rows(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {stored} FROM ({sql}\n) {most}")
    engine.rows(f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT {_listed(same)} FROM {table}")
    return int(engine.rows(f"SELECT count(*) FROM {table}")[0][0])


def _listed(same: dict[str, str]) -> str:
    """The columns of samples; a view has no rows with numbers, so the order stands for them."""
    columns = [f"{same[column]} AS {column}" if column in same else column for column in _ALL]
    return ", ".join([*columns, f"{same.get('iteration', 'iteration')} AS rowid"])


def _declared(columns: Columns) -> dict[str, str]:
    """What the declaration of a plain table says of every row."""
    same = {"run": "0", "weight": "1", "warmup": "false", "kind": "'sample'"}
    if not columns.params:
        same["params"] = _NO_PARAMS
    if len(columns.metrics) == 1:
        only = columns.metrics[0]
        same |= {"metric": quote(only.metric), "unit": quote(only.unit)}
    elif len({column.unit for column in columns.metrics}) == 1:
        same["unit"] = quote(columns.metrics[0].unit)
    return same
