"""Numbers in a dossier's prose that look like performance are backed by a claim."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import PROJECT, Example, Replace
from mkdocs_dossiers.check.profile import ADVICE
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.check.wording.declared import numbers_of
from mkdocs_dossiers.check.wording.prose import unbacked
from mkdocs_dossiers.check.wording.reading import readings_of
from mkdocs_dossiers.model.document import Pointer
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="N03",
    slug="coverage/prose",
    stage=Stage.JUDGED,
    severities=ADVICE,
    because="A number in the summary is believed like one in a claim, and nothing recomputes it.",
    fix="Make a claim of it, say a claim's number, or leave it out.",
    sources=("C09",),
    example=Example(
        red=(
            Replace("summary: Sorting and summing lists of numbers.", "summary: Sorts 40x faster.", PROJECT),
        ),
    ),
)

MOST_TEXTS = 100
"""Of a dossier's texts, that are looked at: enough for advice."""


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look through summary and notes for numbers that are no claim's."""
    prose: list[Pointer] = [("summary",)]
    prose += [("data", name, "note") for name in dossier.document.section("data")]
    read = list(readings_of(dossier, context))
    commands = numbers_of([dataset.command for dataset in dossier.datasets.values()], context.project.counts)
    for pointer in prose[:MOST_TEXTS]:
        yield from unbacked(RULE, dossier.document, pointer, read, commands, context, dossier_scope(dossier))
    if dossier.reference == context.project.dossiers[-1].reference:
        yield from _of_project(context)


def _of_project(context: Context) -> Iterator[Problem]:
    """What the project says of itself may be backed by a claim of any version."""
    project = context.project
    if project.document is None:
        return
    read = [reading for dossier in project.dossiers for reading in readings_of(dossier, context)]
    scope = Scope("project", project.name)
    nothing = numbers_of([], project.counts)
    yield from unbacked(RULE, project.document, ("summary",), read, nothing, context, scope)
