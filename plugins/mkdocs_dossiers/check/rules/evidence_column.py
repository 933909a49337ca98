"""A declared column is read once, in the unit its name says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_dataset
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.measure.units import UnitError, factor
from mkdocs_dossiers.model.dossier import Column, Dossier
from mkdocs_dossiers.model.problem import Problem

_ROWS = "1.5\n1.25\n1.75\n" * 5
_COLUMNS = "columns: {metrics: {latency: {column: time_ms, unit: %s}}}"

RULE = Rule(
    code="E17",
    slug="evidence/column",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="Milliseconds read as seconds are wrong a thousandfold, and nothing else in the file contradicts them.",
    fix="Declare each column once, in the unit it holds.",
    sources=("D04",),
    example=Example(
        red=with_dataset("loop", "loop.csv", f"time_ms\n{_ROWS}", "python loop.py", _COLUMNS % "s"),
        green=with_dataset("loop", "loop.csv", f"time_ms\n{_ROWS}", "python loop.py", _COLUMNS % "ms"),
    ),
)

_SUFFIX = re.compile(
    r"(?<!per)[_ .(\[-](ns|us|µs|ms|sec|secs|seconds|s|min|kb|mb|gb|kib|mib|gib|bytes)[)\]]?$", re.IGNORECASE
)
_UNITS = {"sec": "s", "secs": "s", "seconds": "s", "bytes": "B", "kb": "kB", "mb": "MB", "gb": "GB"} | {
    "kib": "KiB",
    "mib": "MiB",
    "gib": "GiB",
}


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare each column's unit with its name, and look for columns that two metrics read."""
    for name, dataset in dossier.datasets.items():
        seen: dict[str, str] = {}
        for column in dataset.columns.metrics if dataset.columns is not None else ():
            for message, fix in _faults(column, seen, context.project.counts):
                yield RULE.problem(
                    dossier.document,
                    dossier.document.at("data", name, "columns", "metrics", column.metric),
                    f"{message}{resting_on(dossier, name)}",
                    fix,
                    dataset_scope(dossier, name),
                )
            seen.setdefault(column.column, column.metric)


def _faults(column: Column, seen: dict[str, str], counts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if column.column in seen:
        yield (
            f"The metrics {seen[column.column]} and {column.metric} both read the column {column.column!r}.",
            "Give each metric the column that holds it.",
        )
    found = _SUFFIX.search(column.column[:200])
    said = _UNITS.get(found[1].lower(), found[1].lower()) if found is not None else None
    try:
        differs = said is not None and factor(said, column.unit, counts).apply(1.0) != 1
    except UnitError:
        return
    if differs:
        yield (
            f"The column {column.column!r} is declared in {column.unit}, and its name says {said}.",
            f"Write unit: {said}. If the name is wrong, have the benchmark write another.",
        )
