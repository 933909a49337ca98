"""A sentence that says "up to" or "as low as" is about the largest or the smallest value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.wording.reading import Reading, readings_of
from mkdocs_dossiers.check.wording.text import Found, find
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="W06",
    slug="wording/extreme",
    stage=Stage.JUDGED,
    severities=UNLESS_DRAFT,
    because="'Up to 10x' is true when one sample in a million was: it names the best case, and sounds like the usual.",
    fix="Say at least or at most with the statistic that is computed, or claim max or min.",
    sources=("C07", "SIGPLAN Empirical Evaluation Checklist", "Google developer style: excessive claims"),
    example=Example(red=(Replace("takes at least 3x as long as", "takes up to 3x as long as"),)),
)

_UP_TO = re.compile(
    r"(?<![\w-])(?:(?:by\s+)?up\s+to|as\s+(?:fast|quick|quickly|much|many|low|little|high|few|short|long|small|large)"
    r"\s+as)\s+(?=[\d~≈a-z])",
    re.IGNORECASE,
)
NEAR = 24
"""Characters between the words and the number they are about."""


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look for words that name an extreme before a number that could be the result."""
    for reading in readings_of(dossier, context):
        if reading.claim.statistic in ("max", "min"):
            continue
        for words in find(_UP_TO, reading.says):
            if _about_the_result(reading, words):
                said = " ".join(words.text.split())
                yield reading.problem(
                    RULE,
                    Found(words.start, words.end, words.text.strip()),
                    f"The sentence says '{said}', and the claim computes {reading.claim.statistic}, no extreme.",
                    "Say at least or at most, with the statistic; or claim max or min.",
                )


def _about_the_result(reading: Reading, words: Found) -> bool:
    """Up to 64 clients is a condition. Twice as long as is a comparison."""
    for number in reading.quantities:
        if words.end - 1 <= number.start <= words.end + NEAR:
            between = reading.says[words.end : number.start]
            if not re.fullmatch(r"[\s~≈]*(?:an?|about|some|roughly|around)?\s*", between):
                return False
            return reading.relation(number) is not None or (
                reading.fits(number) and not reading.is_declared(number)
            )
    return False
