"""Every dataset has a raw file."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.found import missing
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="E02",
    slug="evidence/file",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A dataset is a raw file; a description of one is not.",
    fix="Add file: the raw output in data/, as the tool wrote it.",
    sources=(
        "S01",
        "D01",
    ),
    waivable=False,
    example=Example(red=(Replace("    file: data/tool.json\n", ""),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for the key ``file``."""
    return missing(
        RULE,
        dossier,
        "data",
        "file",
        "has no file",
        "Add file: data/…, the raw output as the tool wrote it.",
    )
