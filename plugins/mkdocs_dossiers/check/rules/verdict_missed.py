"""A claim that is marked as missed was missed."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="V03",
    slug="verdict/missed",
    stage=Stage.JUDGED,
    severities=ERROR,
    because="A limit that was set beforehand and not reached may be published as missed; one that was reached may not.",
    fix="Remove missed: from the claim.",
    sources=("C06",),
    example=Example(
        red=(
            Replace("    holds: <= 5 us\n", "    holds: <= 5 us\n    missed: It was slower than we hoped.\n"),
        )
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look for supported claims that say they were missed."""
    for name, claim in dossier.claims.items():
        judgement = context.judgements.get(claim.reference)
        if claim.missed is None or judgement is None or judgement.verdict is not Verdict.SUPPORTED:
            continue
        place = dossier.document.at("claims", name, "missed")
        yield RULE.problem(
            dossier.document,
            place,
            f"The claim {name} is marked as missed, and is supported: {judgement.reason}",
            RULE.fix,
            claim_scope(dossier, name),
            rejects=False,
        )
