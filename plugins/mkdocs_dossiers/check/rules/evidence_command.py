"""Every dataset has the command that wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.found import missing
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="E05",
    slug="evidence/command",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="Without the command nobody knows what was run.",
    fix="Add command: the complete command line that wrote the file.",
    sources=(
        "P11",
        "SPEC CPU2017 4.1",
    ),
    waivable=False,
    example=Example(
        red=(Replace("    command: pytest bench.py --benchmark-json tool.json --benchmark-save-data\n", ""),)
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for the key ``command``."""
    return missing(
        RULE,
        dossier,
        "data",
        "command",
        "has no command",
        "Add command: the complete command line that wrote the file.",
    )
