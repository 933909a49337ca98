"""The newest dossier of a project is about its newest release."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Git
from mkdocs_dossiers.check.profile import ADVICE
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="H15",
    slug="history/newer",
    stage=Stage.DECLARED,
    severities=ADVICE,
    because="Who installs today's release gets other code than the one whose numbers are shown.",
    fix="Measure the newest release, or say that the numbers are of an older one.",
    sources=("R07",),
    example=Example(
        red=(
            Git(("commit", "--quiet", "--allow-empty", "--message=Work"), "2026-11-21T11:00:00Z"),
            Git(("tag", "v2.0")),
        )
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look for releases, which are tags with a version, made after the measured commit."""
    published = [each for each in context.project.sorted() if not each.draft]
    subject = dossier.subject
    if subject is None or not published or dossier.reference != published[-1].reference:
        return
    history = context.histories.of(subject.repository)
    commit = history.commit(subject.commit) if history is not None else None
    newest = history.newest_release if history is not None else None
    if commit is None or newest is None or newest.commit.date <= commit.date or newest.commit.id == commit.id:
        return
    yield RULE.problem(
        dossier.document,
        dossier.document.at("subject", "commit"),
        f"The repository has the newer release {newest.name}, of {newest.commit.date:%Y-%m-%d}; the newest dossier "
        f"is about a commit of {commit.date:%Y-%m-%d}.",
        f"Measure {newest.name}, and publish that as the next version.",
        dossier_scope(dossier),
        rejects=False,
    )
