"""Numbers in a dossier's prose that look like performance are backed by a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import PROJECT, Example, Replace
from mkdocs_dossiers.check.profile import ADVICE
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.check.wording.declared import Declared, numbers_of
from mkdocs_dossiers.check.wording.place import place_of
from mkdocs_dossiers.check.wording.quantity import PART, Quantity, quantities
from mkdocs_dossiers.check.wording.reading import Reading, readings_of
from mkdocs_dossiers.check.wording.stated import measures, possible
from mkdocs_dossiers.check.wording.statistics_in_words import named
from mkdocs_dossiers.model.document import Document, Pointer
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

MOST_TEXTS, MOST_NUMBERS = 100, 20
"""Of a dossier's texts, and of the numbers in each, that are looked at: enough for advice."""

_COMPARED = re.compile(
    r"\s*(?:times\s+)?(?:faster|slower|quicker|more|less|fewer|better|speed|higher|lower|longer|shorter|improve)",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\b(?:for|after|every|each|first|last|another|of|until|lasts?|run|runs|measured|over|during|sleeps?|waits?)\s+"
    r"(?:the\s+|about\s+|another\s+)?$",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"[\s-]+(?:long\b|runs?\b|of\s|warm|pauses?\b|apart\b|windows?\b|ago\b|later\b|timeouts?\b)"
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look through title, summary and notes for numbers that are no claim's."""
    prose: list[Pointer] = [("title",), ("summary",)]
    prose += [("data", name, "note") for name in dossier.document.section("data")]
    read = list(readings_of(dossier, context))
    commands = numbers_of([dataset.command for dataset in dossier.datasets.values()], context.project.counts)
    for pointer in prose[:MOST_TEXTS]:
        yield from _unbacked(dossier.document, pointer, read, commands, context, dossier_scope(dossier))
    if dossier.reference == context.project.dossiers[-1].reference:
        yield from _of_project(context)


def _of_project(context: Context) -> Iterator[Problem]:
    """What the project says of itself may be backed by a claim of any version."""
    project = context.project
    if project.document is None:
        return
    read = [reading for dossier in project.dossiers for reading in readings_of(dossier, context)]
    scope = Scope("project", project.name)
    for key in ("title", "summary"):
        yield from _unbacked(project.document, (key,), read, numbers_of([], project.counts), context, scope)


def _unbacked(
    document: Document,
    pointer: Pointer,
    read: list[Reading],
    commands: Declared,
    context: Context,
    scope: Scope,
) -> Iterator[Problem]:
    text, counts = document.text(*pointer) or "", context.project.counts
    for number in quantities(text, counts, named(text))[:MOST_NUMBERS]:
        if not looks_like_performance(text, number, counts):
            continue
        if commands.backs(number, counts) or any(_backs(one, number, context) for one in read):
            continue
        yield RULE.problem(
            document,
            place_of(document, pointer, number),
            f"No claim has the number {' '.join(number.text.split())}.",
            "Make a claim of it, say a claim's number, or leave it out.",
            scope,
            rejects=False,
        )


def looks_like_performance(text: str, number: Quantity, counts: tuple[str, ...]) -> bool:
    """Whether a number in prose is of the kind claims are made of: a time, a rate, a factor, a percentage.

    How long something ran is none, and neither is how much there was of something.
    """
    unit = number.unit
    behind, before = text[number.end :], text[max(0, number.start - 30) : number.start]
    if unit == PART:
        return _COMPARED.match(behind) is not None or bool(
            re.match(r"\s+(?:of\s+)?the\s+(?:time|latency)", behind)
        )
    if unit == "x":
        return _COMPARED.match(behind) is not None or "fold" in number.text or number.text[-1] in "x×"
    if unit == "%":
        return True
    if _is(unit, "s", counts):
        return not _DURATION.search(before) and not _LENGTH.match(behind)
    return _is(unit, "count/s", counts) or _is(unit, "B/s", counts)


def _is(unit: str, other: str, counts: tuple[str, ...]) -> bool:
    return bool(unit) and measures(unit, other, counts)


def _backs(reading: Reading, number: Quantity, context: Context) -> bool:
    """Whether a number is a claim's limit, its statistic, or what was computed for it."""
    if reading.relation(number) is not None:
        return True
    judgement = context.judgements.get(reading.claim.reference)
    value = judgement.measurement.value if judgement is not None else None
    if value is None or not reading.fits_limit(number):
        return False
    return any(
        abs(number.value - computed) <= number.step / 2 + 1e-9 * abs(computed)
        for computed in possible(reading, number, value)
    )
