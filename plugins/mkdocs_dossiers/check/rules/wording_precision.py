"""A number is printed with no more digits than its interval supports."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.wording.quantity import Quantity
from mkdocs_dossiers.check.wording.reading import Reading, readings_of
from mkdocs_dossiers.check.wording.stated import is_statement, possible
from mkdocs_dossiers.model.digits import number, with_unit
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.measurement import Measurement
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="W12",
    slug="wording/precision",
    stage=Stage.JUDGED,
    severities=WARNING,
    because="Digits that another run would change look like knowledge.",
    fix="Print the number with the digits the claim's page shows.",
    sources=("C05", "SIGPLAN Empirical Evaluation Checklist"),
    example=Example(
        red=(Replace("takes at least 3x as long as summing ten", "takes 4.0997x as long as summing ten"),),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Hold the last printed digit of each stated number against the interval."""
    for reading in readings_of(dossier, context):
        judgement = context.judgements.get(reading.claim.reference)
        if judgement is None:
            continue
        for stated in reading.quantities:
            if is_statement(reading, stated) and _too_fine(reading, stated, judgement.measurement):
                measured = judgement.measurement
                shown = with_unit(number(measured.value or 0.0, measured.low, measured.high), measured.unit)
                yield reading.problem(
                    RULE,
                    stated,
                    f"{' '.join(stated.text.split())} has more digits than the interval supports.",
                    f"Print {shown}, or fewer digits.",
                )


def _too_fine(reading: Reading, stated: Quantity, measured: Measurement) -> bool:
    """Whether the last printed digit is below the second one of the interval's half-width, which pages print."""
    if measured.low is None or measured.high is None or measured.value is None:
        return False
    ends = [list(possible(reading, stated, end)) for end in (measured.low, measured.high)]
    if not ends[0] or len(ends[0]) != len(ends[1]):
        return False
    width = abs(ends[1][0] - ends[0][0]) / 2
    return (
        width > 0 and math.isfinite(width) and stated.step < 10 ** (math.floor(math.log10(width)) - 1) * 0.999
    )
