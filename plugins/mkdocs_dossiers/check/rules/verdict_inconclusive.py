"""No published claim is left open by its own data."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "verdict/inconclusive",
    Stage.JUDGED,
    Severity.WARNING,
    "A value on the right side of the limit by chance is not yet a result.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report the claims whose verdict is this one; of a draft, for information."""
    for name, claim in dossier.claims.items():
        judgement = context.judgements.get(claim.reference)
        if judgement is not None and judgement.verdict is Verdict.INCONCLUSIVE:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("claims", name, "holds"),
                f"The claim {name} is inconclusive: {judgement.reason}",
                "Measure more samples, or claim a limit the whole interval keeps.",
                claim_scope(dossier, name),
                severity=Severity.INFO if dossier.draft else Severity.WARNING,
                rejects=False,
            )
