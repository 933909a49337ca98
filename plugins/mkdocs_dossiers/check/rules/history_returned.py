"""A withdrawn claim does not come back under its id."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import PUBLISHED, Example, Replace, with_version
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.record import claim_ids
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.model.reference import version_key

RULE = Rule(
    code="H08",
    slug="history/returned",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="Its address says that it was withdrawn, and why; it cannot say the opposite too.",
    fix="Give the claim a new id; the withdrawal stays.",
    sources=("R05", "S05"),
    waivable=False,
    example=Example(
        red=(
            *with_version("1.1"),
            Replace(
                "versions:\n",
                "withdrawn:\n"
                '  sort-median: {since: "1.1", date: 2026-11-21, reason: "It was measured wrongly."}\n'
                "versions:\n",
                PUBLISHED,
            ),
        ),
        green=with_version("1.1"),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look for claims that were withdrawn in this version or before."""
    published = context.project.published
    for name in claim_ids(dossier):
        entry = published.withdrawn.get(name) if published is not None else None
        if entry is not None and version_key(entry.since) <= version_key(dossier.version):
            yield RULE.problem(
                dossier.document,
                dossier.document.key_at("claims", name),
                f"The claim {name} was withdrawn with {entry.since}, and stands here in {dossier.version}.",
                "Give it a new id: one that was withdrawn is never used again.",
                claim_scope(dossier, name),
            )
