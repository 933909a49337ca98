"""Numbers in prose that look like performance, and whether a claim backs them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context, Rule
from mkdocs_dossiers.check.wording.declared import Declared
from mkdocs_dossiers.check.wording.place import place_of
from mkdocs_dossiers.check.wording.quantity import PART, Quantity, quantities
from mkdocs_dossiers.check.wording.reading import Reading
from mkdocs_dossiers.check.wording.stated import measures, possible
from mkdocs_dossiers.check.wording.statistics_in_words import named
from mkdocs_dossiers.model.document import Document, Pointer
from mkdocs_dossiers.model.problem import Problem, Scope

MOST_NUMBERS = 20
"""Of a text, that are looked at."""

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


def unbacked(
    rule: Rule,
    document: Document,
    pointer: Pointer,
    read: list[Reading],
    commands: Declared,
    context: Context,
    scope: Scope,
) -> Iterator[Problem]:
    """Findings of a rule: each number of a text that looks like performance and is no claim's.

    ``read`` are the claims that may back it, ``commands`` the numbers of the measuring commands, which do too.
    """
    text, counts = document.text(*pointer) or "", context.project.counts
    for number in quantities(text, counts, named(text))[:MOST_NUMBERS]:
        if not looks_like_performance(text, number, counts):
            continue
        if commands.backs(number, counts) or any(_backs(one, number, context) for one in read):
            continue
        yield rule.problem(
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
