"""Evidence is not older than the claim says it may be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.expiry import expired, replaced_by, withdrawn
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="H14",
    slug="history/expired",
    stage=Stage.DECLARED,
    severities=WARNING,
    because="Libraries, kernels and machines change; a number nobody measured for a year is a memory.",
    fix="Measure again in a new version; until then the pages say that the evidence expired.",
    sources=("R06", "R05"),
    example=Example(
        red=(Replace("holds: <= 5 us\n", "holds: <= 5 us\n    valid_for: 90 days\n"),),
        green=(Replace("holds: <= 5 us\n", "holds: <= 5 us\n    valid_for: 1 year\n"),),
        today=date(2027, 3, 1),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare the end of each claim's term with today, unless a later version measures or withdraws it."""
    for name, claim in dossier.claims.items():
        end = expired(dossier, claim, context.today)
        if end is None or replaced_by(context.project, dossier, name) is not None:
            continue
        if withdrawn(context.project, dossier, name):
            continue
        yield RULE.problem(
            dossier.document,
            dossier.document.at("claims", name, "valid_for"),
            f"The evidence of {name} held until {end} ({claim.valid_for} after it was measured).",
            "Measure again in a new version, or withdraw the claim there.",
            claim_scope(dossier, name),
            rejects=False,
        )
