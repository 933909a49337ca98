"""No two names of a project differ only in case, hyphens, dots or leading zeros."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_claim
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.record import claim_ids
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.model.reference import version_key

RULE = Rule(
    code="S11",
    slug="shape/confusable",
    stage=Stage.DECLARED,
    severities=WARNING,
    because="Two names that a reader takes for one another hide which number belongs to which.",
    fix="Keep one spelling of each name in all versions of the project.",
    sources=("S05",),
    example=Example(
        red=(
            with_claim(
                "sortmedian",
                "says: Sorting takes at most 6 µs at the median.",
                "metric: time",
                "of: tool/test_sort",
                "statistic: median",
                "holds: <= 6 us",
            ),
        )
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare claim ids with those of this and of earlier versions, and versions with each other."""
    seen = {name: str(dossier.reference) for name in claim_ids(dossier)}
    for other in context.project.sorted():
        if version_key(other.version) < version_key(dossier.version):
            seen = {name: str(other.reference) for name in claim_ids(other)} | seen
        if other.version < dossier.version and _same_version(other.version, dossier.version):
            yield RULE.problem(
                dossier.document,
                dossier.document.at("version"),
                f"The version {dossier.version!r} is easily taken for {other.version!r}.",
                "Give one of them another name.",
                dossier_scope(dossier),
                rejects=False,
            )
    own = claim_ids(dossier)
    for index, name in enumerate(own):
        near = [
            known
            for known in seen
            if known != name and known not in own[index:] and _folded(known) == _folded(name)
        ]
        if near:
            yield RULE.problem(
                dossier.document,
                dossier.document.key_at("claims", name),
                f"The claim {name} is easily taken for {near[0]} of {seen[near[0]]}.",
                f"Write {near[0]} if it is the same claim, or give it a name of its own.",
                claim_scope(dossier, name),
                rejects=False,
            )


def _folded(name: str) -> str:
    return re.sub(r"[^0-9a-z]", "", name.casefold())


def _same_version(one: str, other: str) -> bool:
    return version_key(one) == version_key(other) or one.casefold() == other.casefold()
