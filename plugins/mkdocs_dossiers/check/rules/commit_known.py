"""The measured commit exists in the repository that is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "commit/known",
    Stage.DECLARED,
    Severity.ERROR,
    "A commit nobody can check out identifies nothing.",
)


_ID = re.compile(r"[0-9a-f]{40}")
_URL = re.compile(r"(?:https?|ssh|git)://[^\s/]+/\S+|[\w.-]+@[\w.-]+:\S+")


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
    if subject is not None and subject.repository != "." and not _URL.fullmatch(subject.repository):
        yield RULE.problem(
            document,
            document.at("subject", "repository"),
            f"{subject.repository!r} is neither this repository nor the clone URL of another.",
            'Write "." for the repository this dossier is in, or a URL such as https://git.example.com/x.',
            scope,
        )
    history = context.histories.of(subject.repository) if subject is not None else None
    if subject is None or history is None or not _ID.fullmatch(subject.commit):
        return
    place = document.at("subject", "commit")
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
    if history.trouble is not None:
        yield RULE.problem(
            document,
            place,
            f"git does not answer, so the commit cannot be looked up: {history.trouble}",
            "Run the gate as the user the repository belongs to, or tell git that it is safe: "
            "git config --global --add safe.directory FOLDER.",
            scope,
        )
    elif commit is None:
        fix = (
            "This clone is shallow: run `git fetch --unshallow`."
            if history.shallow
            else "Write the 40 digits of the commit that was measured, and push it."
        )
        yield RULE.problem(
            document, place, f"The repository holds no commit {subject.commit[:12]}…", fix, scope
        )
    elif subject.tree is not None and subject.tree != commit.tree:
        yield RULE.problem(
            document,
            document.at("subject", "tree"),
            f"The tree of commit {subject.commit[:12]}… is {commit.tree}, not this.",
            "Correct the tree, or name the commit that was measured.",
            scope,
        )
