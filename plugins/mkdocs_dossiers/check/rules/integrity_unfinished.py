"""The last line of a table is finished."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_dataset
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

_COLUMNS = "columns: {metrics: {time: {column: time_ms, unit: ms}}}"
_ROWS = "time_ms\n" + "".join(f"{1 + index * 0.017!r}\n" for index in range(30))

RULE = Rule(
    code="I09",
    slug="integrity/unfinished",
    stage=Stage.MEASURED,
    severities=WARNING,
    because="A table that was cut short ends anywhere, and its last number may have lost digits.",
    fix="Commit the whole file; let the program that writes it end every line.",
    sources=("D04",),
    example=Example(
        red=with_dataset("loop", "loop.csv", f"{_ROWS}1.23", "python loop.py", _COLUMNS),
        green=with_dataset("loop", "loop.csv", f"{_ROWS}1.234\n", "python loop.py", _COLUMNS),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look at the end of every plain table."""
    for name, raw in context.files.items():
        if raw.unfinished:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "file"),
                f"The last line of {raw.path} is not finished: the file may have been cut short."
                f"{resting_on(dossier, name)}",
                "Measure again, and let the program end its last line too.",
                dataset_scope(dossier, name),
                rejects=False,
            )
