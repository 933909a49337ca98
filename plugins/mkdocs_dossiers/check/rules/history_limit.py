"""It is said where a claim's limit is another than in the version before."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import DOSSIER, Example, Replace, with_version
from mkdocs_dossiers.check.limits import moved
from mkdocs_dossiers.check.profile import INFO
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="H11",
    slug="history/limit",
    stage=Stage.DECLARED,
    severities=INFO,
    because="A claim that holds only because its limit was moved should be seen to.",
    fix="Nothing, where it is meant; the project's page shows it.",
    sources=("R05",),
    waivable=False,
    example=Example(
        red=(
            *with_version("1.1"),
            Replace("at most 5 µs", "at most 6 µs", DOSSIER.replace("/1.0/", "/1.1/")),
            Replace("holds: <= 5 us", "holds: <= 6 us", DOSSIER.replace("/1.0/", "/1.1/")),
        ),
        green=with_version("1.1"),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare each limit with the last published version that makes the claim."""
    for entry in moved(dossier, context.project):
        what = "limit" if entry.key == "holds" else "bound on the samples"
        yield RULE.problem(
            dossier.document,
            dossier.document.at("claims", entry.claim.id, entry.key),
            f"The {what} of {entry.claim.id} was {entry.word}: {entry.was.written} in {entry.before.version}, "
            f"{entry.now.written} here.",
            "Nothing, where it is meant; the project's page shows it.",
            claim_scope(dossier, entry.claim.id),
        )
