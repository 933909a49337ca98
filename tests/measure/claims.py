"""Claims about samples written on the spot: what the tests of measuring share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.measure.job import Examined, Job, examine
from mkdocs_dossiers.model.dossier import (
    Assertion,
    Claim,
    Column,
    Columns,
    Dataset,
    Form,
    Scaling,
    SeriesReference,
)
from mkdocs_dossiers.model.measurement import Measurement
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.assertion import parse_assertion


def assertion(text: str) -> Assertion:
    found = parse_assertion(text)
    assert found is not None
    return found


def claim(
    statistic: str,
    holds: str = "<= 1 s",
    of: tuple[str, str | None] = ("d", None),
    to: tuple[str, str | None] | None = None,
    within: str | None = None,
    confidence: float = 0.95,
    metric: str = "time",
    says: str = "Said.",
    name: str = "c",
    form: Form | None = None,
    scaling: Scaling | None = None,
) -> Claim:
    return Claim(
        reference=Reference("demo", "1.0", name),
        says=says,
        metric=metric,
        of=SeriesReference(*of),
        to=SeriesReference(*to) if to is not None else None,
        statistic=statistic,
        within=assertion(within) if within is not None else None,
        holds=assertion(holds),
        confidence=confidence,
        context=None,
        form=form or (Form.RATIO if to is not None else Form.ONE),
        scaling=scaling,
    )


def columns(metric: str = "time", column: str = "v", unit: str = "s", series: str | None = "arm") -> Columns:
    return Columns(series, (Column(metric, column, unit),))


def dataset(
    root: Path, name: str, content: str | bytes, described: Columns | None, file: str | None = None
) -> Dataset:
    """Write a raw file into ``root/dossiers/demo/1.0/data`` and describe it."""
    folder = root / "dossiers/demo/1.0"
    (folder / "data").mkdir(parents=True, exist_ok=True)
    raw = content if isinstance(content, bytes) else content.encode()
    file = file or f"data/{name}"
    (folder / file).write_bytes(raw)
    digest = hashlib.sha256(raw).hexdigest()
    path = f"dossiers/demo/1.0/{file}"
    return Dataset(name, file, path, digest, "host", "command", columns=described)


def examined(
    root: Path, datasets: Sequence[Dataset], *claims: Claim, counts: tuple[str, ...] = ()
) -> Examined:
    return examine(
        Job("demo@1.0", root / "dossiers/demo/1.0", tuple(datasets), claims, counts, depth=Depth.PAGES)
    )


def table(series: Mapping[str, Iterable[float]]) -> str:
    """A CSV file of named series, digits in full."""
    rows = [f"{name},{value!r}" for name, values in series.items() for value in values]
    return "\n".join(["arm,v", *rows, ""])


def measured(root: Path, values: Sequence[float], asked: Claim, unit: str = "s") -> Measurement:
    """One claim about one series of values."""
    values = [float(value) for value in values]
    data = dataset(root, "d", table({"a": values}), columns(metric=asked.metric, unit=unit), "data/d.csv")
    found = examined(root, [data], asked)
    assert not found.file_failures, found.file_failures
    assert not found.claim_failures, found.claim_failures
    return found.measurements["c"]


def stock(sql: str) -> tuple[Any, ...]:
    """What an untouched DuckDB answers."""
    with duckdb.connect() as connection:
        row = connection.execute(sql).fetchone()
    assert row is not None
    return row
