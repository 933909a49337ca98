"""A title states no performance that no claim backs."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.check.wording.declared import numbers_of
from mkdocs_dossiers.check.wording.prose import unbacked
from mkdocs_dossiers.check.wording.reading import readings_of
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="W13",
    slug="wording/title",
    stage=Stage.JUDGED,
    severities=UNLESS_DRAFT,
    because="The title is read more often than any claim, stands in search results, and nothing recomputes it.",
    fix="Make a claim of it, say a claim's number, or leave it out.",
    sources=("C09",),
    example=Example(red=(Replace("title: Sorting and summing", "title: Sorts 40x faster"),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look through the dossier's title, and with its newest version through the project's."""
    counts = context.project.counts
    commands = numbers_of([dataset.command for dataset in dossier.datasets.values()], counts)
    own = list(readings_of(dossier, context))
    found = [*unbacked(RULE, dossier.document, ("title",), own, commands, context, dossier_scope(dossier))]
    project = context.project
    if project.document is not None and dossier.reference == project.dossiers[-1].reference:
        read = [reading for each in project.dossiers for reading in readings_of(each, context)]
        nothing, scope = numbers_of([], counts), Scope("project", project.name)
        found += unbacked(RULE, project.document, ("title",), read, nothing, context, scope)
    yield from found
