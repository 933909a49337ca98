"""The unit of the limit fits the unit of the samples."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.found import failures
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="T03",
    slug="statistics/unit",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="Milliseconds can be held against seconds, not against megabytes.",
    fix="Write the limit in a unit of the same kind as the samples.",
    sources=("C04",),
    waivable=False,
    example=Example(red=(Replace("holds: <= 5 us", "holds: <= 5 MB"),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report what measuring met."""
    return failures(RULE, dossier, context)
