"""The tag that is named leads to the measured commit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Git, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.read.history import History

RULE = Rule(
    code="C05",
    slug="commit/tag",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="Readers know releases by their tags: a tag that leads elsewhere says that another program was measured.",
    fix="Name the tag of the measured commit, push it, or leave tag out.",
    sources=("G03",),
    example=Example(
        red=(
            Git(("tag", "v1.0", "<commit>")),
            Replace("commit: <commit>}", "commit: <commit>, tag: v1.1}"),
        ),
        green=(
            Git(("tag", "--annotate", "--message=Release 1.1", "v1.1", "<commit>")),
            Replace("commit: <commit>}", "commit: <commit>, tag: v1.1}"),
        ),
    ),
)

_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_+.-]*(?:/[0-9A-Za-z_+-][0-9A-Za-z_+.-]*)*")


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look the tag up among those of the repository; git is not asked about what the document says."""
    subject = dossier.subject
    if subject is None or subject.tag is None:
        return
    history = context.histories.of(subject.repository)
    found = _trouble(subject.tag, subject.commit, subject.tree, history)
    if found is not None:
        place = dossier.document.at("subject", "tag")
        yield RULE.problem(dossier.document, place, *found, dossier_scope(dossier))


def _trouble(tag: str, commit: str, tree: str | None, history: History | None) -> tuple[str, str] | None:
    if not _NAME.fullmatch(tag) or ".." in tag or tag.endswith((".", ".lock")) or ".lock/" in tag:
        return f"{tag[:80]!r} is not a name a tag can have.", "Write the tag's name as `git tag` lists it."
    if history is None or not history.exists or history.trouble is not None:
        return None
    target = history.tags.get(tag)
    if target is None:
        return f"The repository has no tag {tag}.", f"Push it: git push origin {tag}. Or correct the name."
    other = history.stand_in(commit, tree)
    if target == commit or (other is not None and _tree(history, target) == other.tree):
        return None
    return (
        f"The tag {tag} leads to {target[:12]}…, not to the measured commit {commit[:12]}….",
        "Name the commit the tag leads to if that was measured, or the tag of the measured commit.",
    )


def _tree(history: History, commit: str) -> str | None:
    found = history.commit(commit)
    return found.tree if found is not None else None
