"""The statistic in the sentence is the one that is computed."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.wording.reading import Reading, readings_of
from mkdocs_dossiers.check.wording.statistics_in_words import agrees, named
from mkdocs_dossiers.model.dossier import Claim, Dossier, Form
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="W04",
    slug="wording/statistic",
    stage=Stage.JUDGED,
    severities=UNLESS_DRAFT,
    because="A median is not a mean, and the 95th percentile is not the 99th: each tells another story.",
    fix="Name in the sentence the statistic that the claim computes.",
    sources=("C02", "Hoefler and Belli 2015 rule 3"),
    example=Example(red=(Replace("at most 5 µs at the median", "at most 5 µs at the 99th percentile"),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare each statistic a sentence names with the claim's."""
    for reading in readings_of(dossier, context):
        yield from _others(reading)


def _others(reading: Reading) -> Iterator[Problem]:
    claim = reading.claim
    for one in named(reading.says):
        condition = reading.claim.context is not None and one.said.lower() in reading.claim.context.lower()
        if agrees(one, claim) or (condition and one.statistic in ("max", "min")):
            continue
        yield reading.problem(
            RULE,
            one,
            f"The sentence says '{one.said}', and the claim computes {_computed(claim)}.",
            f"Name the statistic that is computed: {claim.statistic}; or compute the one that is named.",
        )


def _computed(claim: Claim) -> str:
    if claim.form is Form.GEOMETRIC_MEAN:
        return f"the geometric mean of {claim.statistic}"
    return f"the {claim.statistic}" if claim.statistic.isalpha() else claim.statistic
