"""Every raw file is what some benchmark tool wrote, whole."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import RAW, Add, Example
from mkdocs_dossiers.check.found import failures
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="I02",
    slug="integrity/format",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="A raw file that cannot be read as what it claims to be cannot be recomputed by anybody.",
    fix="Commit the file whole, as a tool wrote it that the gate reads.",
    sources=(
        "D01",
        "D04",
    ),
    example=Example(red=(Add(RAW, "time: 5 us\n"),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report what measuring met."""
    return failures(RULE, dossier, context)
