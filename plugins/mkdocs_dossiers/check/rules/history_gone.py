"""A claim that the next version no longer makes was withdrawn, with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import DOSSIER, PUBLISHED, Example, Replace, with_version
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.record import claim_ids, earlier, listed, record_path
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RENAMED = (Replace("sort-median:", "sort-middle:", DOSSIER.replace("/1.0/", "/1.1/")),)

RULE = Rule(
    code="H07",
    slug="history/gone",
    stage=Stage.DECLARED,
    severities=UNLESS_DRAFT,
    because="A claim that silently disappears is the one that no longer holds.",
    fix="Make the claim again, or add a withdrawal with its reason to published.yaml.",
    sources=("R05",),
    waivable=False,
    example=Example(
        red=(*with_version("1.1"), *RENAMED),
        green=(
            *with_version("1.1"),
            *RENAMED,
            Replace(
                "versions:\n",
                "withdrawn:\n"
                '  sort-median: {since: "1.1", date: 2026-11-21, reason: "It is called sort-middle now."}\n'
                "versions:\n",
                PUBLISHED,
            ),
        ),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare the claims with those of the last published version before."""
    before = next(iter(earlier(dossier, context.project)), None)
    if before is None:
        return
    published = context.project.published
    known = {*claim_ids(dossier), *(published.withdrawn if published is not None else ())}
    gone = [name for name in claim_ids(before) if name not in known]
    if gone:
        entry = f'{{since: "{dossier.version}", date: {context.today}, reason: <why>}}'
        entries = ", ".join(f"{name}: {entry}" for name in gone)
        yield RULE.problem(
            dossier.document,
            dossier.document.key_at("claims"),
            f"{before.reference} claims {listed(gone)}, and {dossier.reference} does not.",
            f"Make {'it' if len(gone) == 1 else 'them'} again. Or write into {record_path(context.project)}: "
            f"withdrawn: {{{entries}}}",
            dossier_scope(dossier),
            rejects=False,
        )
