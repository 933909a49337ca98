"""A sentence about times says which of them it means: the median, the 99th percentile, the mean, every one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.rules.evidence_blank import blank
from mkdocs_dossiers.check.wording.reading import Reading, readings_of
from mkdocs_dossiers.check.wording.stated import measures
from mkdocs_dossiers.check.wording.statistics_in_words import says_which
from mkdocs_dossiers.check.wording.text import Found, find
from mkdocs_dossiers.model.dossier import Dossier, Form
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="W05",
    slug="wording/unnamed",
    stage=Stage.JUDGED,
    severities=UNLESS_DRAFT,
    because="'Answers within 3 ms' holds for the fastest request, and readers take it to hold for each.",
    fix="Say in the sentence which statistic it is about, in words.",
    sources=("C01", "C02", "Hoefler and Belli 2015 rule 3"),
    example=Example(red=(Replace("takes at most 5 µs at the median.", "takes at most 5 µs."),)),
)

_TIME = re.compile(
    r"(?<![\w-])(?:latenc(?:y|ies)|response times?|round[\s-]trips?|durations?|delays?|run[\s-]?times?|"
    r"elapsed|takes?\b[^.]*\blong(?:er)?)(?![\w-])",
    re.IGNORECASE,
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look for a statistic in each sentence whose number is a time, or that speaks of times."""
    for reading in readings_of(dossier, context):
        word = next(find(_TIME, reading.says), None)
        if not _is_latin(reading.says) or blank(reading.says):
            continue
        if (word is not None or _is_time(reading)) and not says_which(reading.says, reading.claim):
            yield reading.problem(
                RULE,
                word or _first(reading),
                "The sentence speaks of times, and does not say of which: any, half, most or all of them.",
                f"Say it in words; the claim computes {reading.claim.statistic}: {_in_words(reading.claim.statistic)}.",
            )


def _is_time(reading: Reading) -> bool:
    claim = reading.claim
    if claim.form not in (Form.ONE, Form.DIFFERENCE, Form.GEOMETRIC_MEAN):
        return False
    limits = [claim.holds.unit] + ([claim.within.unit] if claim.within is not None else [])
    return any(measures(unit, "s", reading.counts) for unit in limits)


def _first(reading: Reading) -> Found:
    """The number of the sentence, or else its beginning."""
    for number in reading.quantities:
        if reading.relation(number) is not None:
            return Found(number.start, number.end, number.text)
    return Found(0, 0, "")


def _in_words(statistic: str) -> str:
    if statistic.startswith("p") and statistic[1:2].isdigit():
        return f"at the {statistic[1:]}th percentile"
    return {
        "median": "at the median, or half of the …",
        "mean": "on average",
        "max": "every …, or at the slowest",
        "min": "at the fastest",
        "share": "so many % of the …",
        "count": "none of the …, or how many",
    }.get(statistic, f"the {statistic}")


def _is_latin(text: str) -> bool:
    """Whether most letters are ones English is written in: what cannot be read is not refused."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isascii() for letter in letters) * 2 > len(letters)
