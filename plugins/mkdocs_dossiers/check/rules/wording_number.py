"""Every number in a claim's sentence is its limit, its statistic, or declared beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.wording.quantity import Quantity
from mkdocs_dossiers.check.wording.reading import Reading, readings_of
from mkdocs_dossiers.model.digits import limit
from mkdocs_dossiers.model.dossier import Claim, Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="W01",
    slug="wording/number",
    stage=Stage.JUDGED,
    severities=UNLESS_DRAFT,
    because="Readers remember the number in the sentence, and only the limit is held against the data.",
    fix="Write the limit's number; conditions of the measurement go into context, word for word.",
    sources=("C05", "SIGPLAN Empirical Evaluation Checklist"),
    example=Example(red=(Replace("at most 5 µs at the median", "at most 500 ns at the median"),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look for the number of each claim's limit, and for what backs every other number."""
    for reading in readings_of(dossier, context):
        points = _points(reading.claim, context)
        for number in reading.quantities:
            if not backed(reading, number) and number.value not in points:
                yield reading.problem(RULE, number, *_said(reading, number))


def _points(claim: Claim, context: Context) -> set[float]:
    """What the parameter was that a scaling claim is about: from 10 to 500 nodes."""
    file = context.files.get(claim.of.dataset) if claim.scaling is not None else None
    if claim.scaling is None or file is None:
        return set()
    value = re.compile(rf"(?<![\w-]){re.escape(claim.scaling.over)}=(\d{{1,15}}(?:\.\d{{1,15}})?)(?![\w.])")
    return {float(found[1]) for series in file.series for found in value.finditer(series.name)}


def backed(reading: Reading, number: Quantity) -> bool:
    """Whether a number is an assertion, is declared, or could be what was computed (`wording/computed` looks)."""
    if reading.relation(number) is not None or reading.is_declared(number) or reading.is_population(number):
        return True
    return reading.fits_limit(number) and reading.cue(number) is None


def _said(reading: Reading, number: Quantity) -> tuple[str, str]:
    claim, written = reading.claim, " ".join(number.text.split())
    if reading.fits(number):
        within = f" within {limit(claim.within)}" if claim.within is not None else ""
        return (
            f"The sentence says {written}, and the limit is {limit(claim.holds)}{within}.",
            "Say the limit's number in the sentence, or claim the sentence's number in holds.",
        )
    line = reading.dossier.document.at("claims", claim.id, "holds").line
    return (
        f"Nothing the claim declares has the number {written}; its limit is {limit(claim.holds)} (line {line}).",
        "Say the limit's number if it is the result; write it into context if it is a condition of the measurement.",
    )
