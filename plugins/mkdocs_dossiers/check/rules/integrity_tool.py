"""The tool a dataset names is the one that wrote the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

_TOOL = re.compile(r"([A-Za-z][\w.+-]*?) v?(\d[\w.+-]*)")

RULE = Rule(
    code="I10",
    slug="integrity/tool",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="Tools of other versions measure and count in other ways.",
    fix="Name the tool and version that the file names.",
    sources=("E02",),
    example=Example(red=(Replace("tool: pytest-benchmark 5.3.1", "tool: pytest-benchmark 4.0.0"),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare the tool with the file's format, and versions where dataset and file name the same tool."""
    for name, raw in context.files.items():
        other = _other_tool(dossier.datasets[name].tool or "", raw.format)
        if other is not None and raw.format is not None:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "tool"),
                f"The dataset {name} is said to be written by {other}, but the file is one of "
                f"{formats()[raw.format].title}.{resting_on(dossier, name)}",
                "Name the tool that wrote the file, and its version.",
                dataset_scope(dossier, name),
            )
        declared, written = (
            _TOOL.match(text) for text in (dossier.datasets[name].tool or "", raw.facts.get("tool", ""))
        )
        if declared is None or written is None or declared[1].lower() != written[1].lower():
            continue
        if declared[2] != written[2]:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "tool"),
                f"The dataset {name} is said to be written by {declared[0]}, but the file says {written[0]}."
                f"{resting_on(dossier, name)}",
                f"Write tool: {written[0]}.",
                dataset_scope(dossier, name),
            )


ANYBODYS = frozenset({"csv", "ndjson", "parquet", "openmetrics"})
"""Formats any tool may write."""


def _other_tool(declared: str, form: str | None) -> str | None:
    """The tool that is declared, where it has a format of its own and the file is in another tool's."""
    tool = declared.split(" ", 1)[0].lower()
    if form is None or form in ANYBODYS or form not in formats() or tool not in formats() or tool in ANYBODYS:
        return None
    return None if form.startswith(tool) or tool.startswith(form) else tool
