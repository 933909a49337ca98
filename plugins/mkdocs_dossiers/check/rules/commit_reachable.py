"""The measured commit is part of a branch or tag."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "commit/reachable",
    Stage.DECLARED,
    Severity.ERROR,
    "A commit no branch or tag leads to is not in anybody else's clone, and git deletes it in time.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look for a branch or tag that contains the commit."""
    subject = dossier.subject
    history = context.histories.of(subject.repository) if subject is not None else None
    commit = history.commit(subject.commit) if subject is not None and history is not None else None
    if commit is not None and commit.reached_from is None:
        yield RULE.problem(
            dossier.document,
            dossier.document.at("subject", "commit"),
            f"No branch or tag leads to the commit {commit.id[:12]}…",
            f"Tag it: git tag measured-{commit.id[:12]} {commit.id}. Or measure again at a commit of a branch.",
            dossier_scope(dossier),
        )
