"""A reason to compare different environments is given only where they differ."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.captured import differing
from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="M06",
    slug="environment/cross-reason",
    stage=Stage.DECLARED,
    severities=WARNING,
    because="A reason kept in store excuses the next difference before anybody has looked at it.",
    fix="Take cross_environment out.",
    sources=("E05",),
    example=Example(
        red=(
            Replace('    holds: ">= 3 x"\n', '    holds: ">= 3 x"\n    cross_environment: Just in case.\n'),
        ),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare the environments of every claim that gives one."""
    for name, claim in dossier.claims.items():
        if claim.cross_environment is not None and not differing(dossier, claim):
            said = "measures in like environments" if claim.compares else "compares nothing"
            yield RULE.problem(
                dossier.document,
                dossier.document.at("claims", name, "cross_environment"),
                f"The claim {name} says why its environments may differ, but it {said}.",
                "Take cross_environment out.",
                claim_scope(dossier, name),
                rejects=False,
            )
