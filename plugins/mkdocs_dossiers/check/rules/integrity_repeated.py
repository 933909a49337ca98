"""No sample is counted twice."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_dataset
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

_ONCE = "".join(f"{1 + index * 0.017!r}\n" for index in range(30))
_COLUMNS = "columns: {metrics: {time: {column: time_ms, unit: ms}}}"
_OTHERS = "".join(f"{1.003 + index * 0.019!r}\n" for index in range(30))

RULE = Rule(
    code="I07",
    slug="integrity/repeated",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="Samples pasted twice are no more evidence than once, but their interval is narrower.",
    fix="Restore the file the tool wrote.",
    sources=("D08", "D04"),
    example=Example(
        red=with_dataset("loop", "loop.csv", f"time_ms\n{_ONCE}{_ONCE}", "python loop.py", _COLUMNS),
        green=with_dataset("loop", "loop.csv", f"time_ms\n{_ONCE}{_OTHERS}", "python loop.py", _COLUMNS),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Refuse a series of many values in which not even the rarest occurs only once."""
    for name, raw in context.files.items():
        for series in raw.series:
            if series.repeats > 1:
                yield RULE.problem(
                    dossier.document,
                    dossier.document.at("data", name, "file"),
                    f"Every value of {series.metric} of {series.name} occurs at least {series.repeats} times: the "
                    f"samples seem to have been copied.{resting_on(dossier, name)}",
                    "Restore the file the tool wrote, or measure again.",
                    dataset_scope(dossier, name),
                )
