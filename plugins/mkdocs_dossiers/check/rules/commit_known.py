"""The measured commit exists in the repository that is named, and has the tree that is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="C01",
    slug="commit/known",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A commit nobody can check out identifies nothing.",
    fix="Name all 40 digits of a commit that is in the repository, and push it.",
    sources=(
        "G01",
        "G03",
        "SPEC CPU2017 4.4",
    ),
    example=Example(red=(Replace("commit: <commit>}", "commit: 0123456789abcdef0123456789abcdef01234567}"),)),
)


_ID = re.compile(r"[0-9a-f]{40}")


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look the commit up, and the tree it should have."""
    document, scope = dossier.document, dossier_scope(dossier)
    for key, fix in (
        ("repository", 'Add repository: "." for this repository, or the clone URL of another.'),
        ("commit", "Add commit: with what `git rev-parse HEAD` printed in the checkout that was measured."),
    ):
        if document.find("subject", key) is None:
            yield RULE.problem(
                document, document.key_at("subject"), f"The subject names no {key}.", fix, scope
            )
    subject = dossier.subject
    history = context.histories.of(subject.repository) if subject is not None else None
    if subject is None or history is None or not _ID.fullmatch(subject.commit):
        return
    if not history.exists:
        yield RULE.problem(
            document,
            document.at("subject", "repository"),
            "This folder is not a git repository, so the commit cannot be looked up.",
            "Run the gate in a clone with its history.",
            scope,
        )
        return
    commit = history.commit(subject.commit)
    if commit is None and history.stand_in(subject.commit, subject.tree) is not None:
        return  # commit/same-tree says so
    if history.trouble is not None:
        yield RULE.problem(
            document,
            document.at("subject", "commit"),
            f"git does not answer, so the commit cannot be looked up: {history.trouble}",
            "Run the gate as the user the repository belongs to, or tell git that it is safe: "
            "git config --global --add safe.directory FOLDER.",
            scope,
        )
    elif commit is None:
        fix = (
            "This clone is shallow: run `git fetch --unshallow`."
            if history.shallow
            else "Write the 40 digits of the commit that was measured, and push it. Where it was squashed, add the "
            "tree that was measured: tree: with what `git rev-parse COMMIT^{tree}` prints."
        )
        yield RULE.problem(
            document,
            document.at("subject", "commit"),
            f"The repository holds no commit {subject.commit}.",
            fix,
            scope,
        )
    elif subject.tree is not None and subject.tree != commit.tree:
        yield RULE.problem(
            document,
            document.at("subject", "tree"),
            f"The tree of commit {subject.commit[:12]}… is {commit.tree}, not this.",
            "Correct the tree, or name the commit that was measured.",
            scope,
        )
