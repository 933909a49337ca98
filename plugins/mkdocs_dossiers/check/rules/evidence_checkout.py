"""The recipe checks out the commit that was measured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

_CHECKOUT = re.compile(r"\b(?:checkout|switch|reset|worktree add)\b[^\n]*?\b([0-9a-f]{7,40})\b")

RULE = Rule(
    code="E16",
    slug="evidence/checkout",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="Who follows the recipe would measure other code than the dossier is about.",
    fix="Check out the commit that the subject names.",
    sources=("S08", "G01"),
    example=Example(
        red=(
            Replace(
                "run: git checkout <commit>", "run: git checkout 0123456789abcdef0123456789abcdef01234567"
            ),
        )
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for the step that names the subject's commit or tag; hold what the others check out against it."""
    commit = dossier.subject.commit if dossier.subject is not None else None
    if commit is not None and dossier.recipe.steps and not _named(dossier, commit):
        yield RULE.problem(
            dossier.document,
            dossier.document.key_at("reproduce", "steps"),
            f"No step of the recipe checks out the measured commit, {commit[:12]}.",
            f"Add as the first step: {{does: Check out the measured commit, run: git checkout {commit}}}",
            dossier_scope(dossier),
        )
        return
    for index, step in enumerate(dossier.recipe.steps):
        for found in _CHECKOUT.findall(step.run):
            if commit is not None and not commit.startswith(found):
                yield RULE.problem(
                    dossier.document,
                    dossier.document.at("reproduce", "steps", index, "run"),
                    f"Step {index + 1} of the recipe checks out {found[:12]}, and the dossier is about {commit[:12]}.",
                    f"Write {commit}.",
                    dossier_scope(dossier),
                )


def _named(dossier: Dossier, commit: str) -> bool:
    """Whether any step names a commit to check out, right or wrong, or the tag of the measured one."""
    tag = dossier.subject.tag if dossier.subject is not None else None
    return any(
        _CHECKOUT.search(step.run) or commit in step.run or (tag is not None and _names(step.run, tag))
        for step in dossier.recipe.steps
    )


def _names(command: str, tag: str) -> bool:
    return re.search(rf"(?<![\w./-]){re.escape(tag)}(?![\w-])", command) is not None
