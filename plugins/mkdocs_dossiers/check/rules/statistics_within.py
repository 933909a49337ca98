"""A share says within which limit; only shares and counts do."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="T06",
    slug="statistics/within",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A share of samples is of those within a limit; any other statistic is of all of them.",
    fix="Add within to a share, and to nothing but a share or a count.",
    sources=("C01",),
    example=Example(
        red=(
            Replace(
                "    of: tool/test_sort\n    statistic: median\n",
                "    of: tool/test_sort\n    statistic: median\n    within: <= 5 us\n",
            ),
        )
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare the statistic with the key ``within``."""
    document = dossier.document
    for name in document.section("claims"):
        statistic, within = (document.text("claims", name, key) for key in ("statistic", "within"))
        if statistic == "share" and within is None:
            yield RULE.problem(
                document,
                document.at("claims", name, "statistic"),
                f"The claim {name} is about a share, but does not say of which samples.",
                'Add within, for example within: "<= 10 ms".',
                claim_scope(dossier, name),
            )
        elif within is not None and statistic not in (None, "share", "count"):
            yield RULE.problem(
                document,
                document.key_at("claims", name, "within"),
                f"within has no meaning for {statistic}.",
                "Remove it, or use the statistic share or count.",
                claim_scope(dossier, name),
            )
