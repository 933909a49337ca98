"""The measured commit itself is there, not only another one with the same content."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Git
from mkdocs_dossiers.check.profile import ADVICE
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="C06",
    slug="commit/same-tree",
    stage=Stage.DECLARED,
    severities=ADVICE,
    because="After a squash merge the measured commit is gone, but a commit with the same tree has the same content, "
    "to the last byte.",
    fix="Nothing has to be done: check out the commit that has the tree.",
    sources=("G03",),
    example=Example(red=(Git(("commit", "--quiet", "--amend", "--message=Another text")),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Say which commit has the tree, where the measured one is in nothing that lasts."""
    subject = dossier.subject
    history = context.histories.of(subject.repository) if subject is not None else None
    if subject is None or history is None:
        return
    other = history.stand_in(subject.commit, subject.tree)
    if other is not None:
        yield RULE.problem(
            dossier.document,
            dossier.document.at("subject", "commit"),
            f"The commit {subject.commit[:12]}… is in neither the default branch nor a tag; {other.id}, part of "
            f"{other.reached_from}, has the same tree {other.tree[:12]}….",
            f"Nothing has to be done: git checkout {other.id} gives the content that was measured.",
            dossier_scope(dossier),
        )
