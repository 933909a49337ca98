"""No published claim is left open by its own data."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.found import verdicts
from mkdocs_dossiers.check.rule import Context, Rule, Stage
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
    """Report the claims whose verdict is this one."""
    return verdicts(
        RULE,
        dossier,
        context,
        Verdict.INCONCLUSIVE,
        "Measure more samples, or claim a limit the whole interval keeps.",
    )
