"""Nothing takes less than no time."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.durations import durations
from mkdocs_dossiers.check.example import Example, with_dataset
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

_ROWS = "".join(f"{1 + index * 0.017!r}\n" for index in range(30))
_COLUMNS = "columns: {metrics: {time: {column: time_ms, unit: ms}}}"

RULE = Rule(
    code="I11",
    slug="integrity/negative",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="A negative duration is a clock that was set back, or a number that was typed.",
    fix="Measure again with a clock that only goes forward.",
    sources=("D04",),
    example=Example(
        red=with_dataset("loop", "loop.csv", f"time_ms\n{_ROWS}-0.5\n", "python loop.py", _COLUMNS),
        green=with_dataset("loop", "loop.csv", f"time_ms\n{_ROWS}0.5\n", "python loop.py", _COLUMNS),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look at the smallest value of every duration."""
    for name, series in durations(dossier, context):
        if series.minimum is not None and series.minimum < 0:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "file"),
                f"The shortest {series.metric} of {series.name} is {series.minimum:g} {series.unit or ''}, less "
                f"than none.{resting_on(dossier, name)}",
                "Restore the file the tool wrote, or measure again with a monotonic clock.",
                dataset_scope(dossier, name),
            )
