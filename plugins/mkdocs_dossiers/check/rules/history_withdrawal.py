"""A withdrawal names a claim that was made, and the first version without it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import timedelta

from mkdocs_dossiers.check.example import PUBLISHED, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.record import claim_ids
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.day import day
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope
from mkdocs_dossiers.model.published import Withdrawal
from mkdocs_dossiers.model.reference import version_key

RULE = Rule(
    code="H09",
    slug="history/withdrawal",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="A withdrawal written in advance would let any claim disappear.",
    fix="Write the id as the last version had it, and since: the first version without it.",
    sources=("R05",),
    waivable=False,
    example=Example(
        red=(
            Replace(
                "versions:\n",
                "withdrawn:\n"
                '  sort-median: {since: "1.1", date: 2026-11-21, reason: "It was measured wrongly."}\n'
                "versions:\n",
                PUBLISHED,
            ),
        ),
    ),
)


def check(project: Project, context: Context) -> Iterator[Problem]:
    """Look each withdrawal up in the project's versions."""
    published = project.published
    for entry in published.withdrawn.values() if published is not None else ():
        for key, message, fix in _faults(entry, project, context):
            assert published is not None  # noqa: S101 - its entries were just read
            yield RULE.problem(
                published.document,
                published.document.at("withdrawn", entry.claim, key),
                f"The withdrawal of {entry.claim}: {message}.",
                fix,
                Scope("project", project.name),
                rejects=False,
            )


def _folders(project: Project, context: Context) -> set[str]:
    """The names of the project's folders, of versions that can be read and of those that cannot."""
    place = context.workspace.root / project.path
    return {entry.name for entry in place.iterdir() if entry.is_dir()} if place.is_dir() else set()


def _faults(entry: Withdrawal, project: Project, context: Context) -> Iterator[tuple[str, str, str]]:
    versions = [dossier.version for dossier in project.sorted()]
    if entry.since not in versions and entry.since in _folders(project, context):
        return  # its document cannot be read, which is said elsewhere
    if entry.since not in versions:
        yield (
            "since",
            f"there is no version {entry.since!r}",
            f"Name the first version without the claim; there are {', '.join(versions) or 'none'}.",
        )
    before = [
        dossier
        for dossier in project.sorted()
        if not dossier.draft and version_key(dossier.version) < version_key(entry.since)
    ]
    made = dict.fromkeys(name for dossier in before for name in claim_ids(dossier))
    if entry.since in versions and entry.claim not in made:
        near = difflib.get_close_matches(entry.claim, list(made), 1)
        yield (
            "since",
            f"no published version before {entry.since} makes this claim",
            f"Did you mean {near[0]!r}?" if near else "Remove the entry.",
        )
    found = day(entry.date)
    if found is None or found > context.today + timedelta(days=1):
        yield "date", f"{entry.date} is in the future, or no day", f"Write {context.today}."
