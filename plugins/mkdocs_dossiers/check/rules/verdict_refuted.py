"""No published claim is contradicted by its own data."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.found import verdicts
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="V01",
    slug="verdict/refuted",
    stage=Stage.JUDGED,
    severities=UNLESS_DRAFT,
    because="A claim that its own data contradicts must not be published as if it held.",
    fix="Claim what was measured, or publish it as missed, with the reason.",
    sources=(
        "C06",
        "T05",
    ),
    waivable=False,
    example=Example(
        red=(Replace("at most 5 µs", "at most 3 µs"), Replace("holds: <= 5 us", "holds: <= 3 us"))
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report the claims whose verdict is this one."""
    return verdicts(
        RULE,
        dossier,
        context,
        Verdict.REFUTED,
        "Claim what was measured (`dossier trace` shows it), or add missed: with a reason, and it is published as not "
        "reached.",
    )
