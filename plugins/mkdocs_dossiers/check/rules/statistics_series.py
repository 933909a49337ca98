"""Every claim names a series its dataset holds."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.found import failures
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="T01",
    slug="statistics/series",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="A claim is about something that was measured.",
    fix="Name a series the raw file has; dossier inspect lists them.",
    sources=(
        "C01",
        "C12",
    ),
    waivable=False,
    example=Example(red=(Replace("of: tool/test_sort", "of: tool/test_sorted"),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report what measuring met."""
    return failures(RULE, dossier, context)
