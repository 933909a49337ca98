"""A number a sentence states as measured rounds from what was computed."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.wording.quantity import Quantity
from mkdocs_dossiers.check.wording.reading import Reading, readings_of
from mkdocs_dossiers.check.wording.stated import is_statement, possible
from mkdocs_dossiers.model.digits import number, with_unit
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.measurement import Measurement
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="W02",
    slug="wording/computed",
    stage=Stage.JUDGED,
    severities=UNLESS_DRAFT,
    because="A limit that holds says nothing for a bolder number in the sentence: 100x is not backed by >= 3 x.",
    fix="Round the number from what was computed, or say the limit: at least, at most.",
    sources=("C05", "SIGPLAN Empirical Evaluation Checklist"),
    example=Example(
        red=(Replace("takes at least 3x as long as summing ten", "takes 100x as long as summing ten"),),
    ),
)

SLACK = 1e-9


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Hold every number that is stated, and not as a limit, against the value it would be printed from."""
    for reading in readings_of(dossier, context):
        judgement = context.judgements.get(reading.claim.reference)
        value = judgement.measurement.value if judgement is not None else None
        if judgement is None or value is None:
            continue
        for stated in reading.quantities:
            if reading.is_population(stated):
                if not _is_near(stated, judgement.measurement.n):
                    yield reading.problem(RULE, stated, *_population(stated, judgement.measurement.n))
            elif is_statement(reading, stated) and not _rounds(reading, stated, judgement.measurement):
                yield reading.problem(RULE, stated, *_said(reading, stated, judgement.measurement, value))


def _rounds(reading: Reading, stated: Quantity, measured: Measurement) -> bool:
    assert measured.value is not None  # noqa: S101 - the caller looked
    if reading.claim.statistic == "count" and _is_near(stated, measured.n):
        return True  # how many were counted
    return any(_is_near(stated, computed) for computed in possible(reading, stated, measured.value))


def _is_near(stated: Quantity, computed: float) -> bool:
    return abs(stated.value - computed) <= stated.step / 2 + SLACK * abs(computed)


def _population(stated: Quantity, n: int) -> tuple[str, str]:
    written = " ".join(stated.text.split())
    return (
        f"The sentence is about {written}, and the raw data hold {n:,}.",
        f"Say of how many it is: {n:,}.",
    )


def _said(reading: Reading, stated: Quantity, measured: Measurement, value: float) -> tuple[str, str]:
    computed = with_unit(number(value, measured.low, measured.high), measured.unit)
    written = " ".join(stated.text.split())
    if reading.claim.statistic == "count":
        return (
            f"The sentence says {written}, and {computed} of {measured.n:,} {_were(value)} counted.",
            f"Say {computed} of {measured.n:,}; or say the limit, with at least or at most.",
        )
    return (
        f"The sentence says {written}, and {computed} was computed.",
        f"Say {computed}, rounded as you like; or say the limit, with at least or at most.",
    )


def _were(value: float) -> str:
    return "was" if value == 1 else "were"
