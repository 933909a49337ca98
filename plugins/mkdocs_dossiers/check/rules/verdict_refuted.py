"""No published claim is contradicted by its own data."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.found import verdicts
from mkdocs_dossiers.check.rule import Context, Rule, Stage
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
    """Report the claims whose verdict is this one."""
    return verdicts(
        RULE,
        dossier,
        context,
        Verdict.REFUTED,
        "Claim what was measured (`dossier trace` shows it), or withdraw the claim.",
    )
