"""Not every time in a series is nothing."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.durations import durations
from mkdocs_dossiers.check.example import Example, with_dataset
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

_COLUMNS = "columns: {metrics: {latency: {column: time_ms, unit: ms}}}"

RULE = Rule(
    code="I12",
    slug="integrity/zero",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="Whatever takes no time at all was not measured, or the column holds something else.",
    fix="Declare the column that holds the times, or measure with a finer clock.",
    sources=("D04",),
    example=Example(
        red=with_dataset("loop", "loop.csv", "time_ms\n" + "0\n" * 20, "python loop.py", _COLUMNS),
        green=with_dataset("loop", "loop.csv", "time_ms\n" + "0.5\n0.25\n" * 10, "python loop.py", _COLUMNS),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look at the smallest and the largest value of every duration."""
    for name, series in durations(dossier, context):
        if series.minimum == 0 and series.maximum == 0:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "file"),
                f"Every {series.metric} of {series.name} is 0.{resting_on(dossier, name)}",
                "Declare the column that holds the times, or measure with a finer clock.",
                dataset_scope(dossier, name),
            )
