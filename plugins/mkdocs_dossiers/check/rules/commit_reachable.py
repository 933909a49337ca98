"""The measured commit, or one with the same content, is part of the default branch or of a tag."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Git
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="C02",
    slug="commit/reachable",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A commit that neither the default branch nor a tag leads to goes when its branch is deleted, and git "
    "forgets it in time.",
    fix="Tag the commit that was measured, or measure again at a commit of the default branch.",
    sources=("G03",),
    example=Example(
        red=(
            Git(("rm", "--quiet", "bench.py")),
            Git(("commit", "--quiet", "--amend", "--allow-empty", "--message=Another content")),
        ),
        green=(
            Git(("tag", "measured")),
            Git(("rm", "--quiet", "bench.py")),
            Git(("commit", "--quiet", "--amend", "--allow-empty", "--message=Another content")),
        ),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look for what contains the commit, or its tree."""
    subject = dossier.subject
    history = context.histories.of(subject.repository) if subject is not None else None
    commit = history.commit(subject.commit) if subject is not None and history is not None else None
    if history is None or commit is None or commit.reached_from is not None:
        return
    if history.same_tree(commit.tree) is None:
        yield RULE.problem(
            dossier.document,
            dossier.document.at("subject", "commit"),
            f"Neither the default branch nor a tag leads to the commit {commit.id[:12]}…, nor to its tree.",
            f"Tag it: git tag measured-{commit.id[:12]} {commit.id}, and push the tag. Or measure again at a commit "
            "of the default branch.",
            dossier_scope(dossier),
        )
