"""No published claim is contradicted by its own data."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "verdict/refuted",
    Stage.JUDGED,
    Severity.ERROR,
    "A claim that its own data contradicts must not be published as if it held.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report the claims whose verdict is this one; of a draft, for information."""
    for name, claim in dossier.claims.items():
        judgement = context.judgements.get(claim.reference)
        if judgement is not None and judgement.verdict is Verdict.REFUTED:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("claims", name, "holds"),
                f"The claim {name} is refuted: {judgement.reason}",
                "Claim what was measured (`dossier trace` shows it), or withdraw the claim.",
                claim_scope(dossier, name),
                severity=Severity.INFO if dossier.draft else Severity.ERROR,
                rejects=False,
            )
