"""A sentence that compares two things is a claim about two series."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.wording.reading import readings_of
from mkdocs_dossiers.check.wording.text import Found, find
from mkdocs_dossiers.model.dossier import Claim, Dossier, Form
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="W08",
    slug="wording/comparison",
    stage=Stage.JUDGED,
    severities=UNLESS_DRAFT,
    because="'Faster' compares with something, and only a claim that measures both sides can be wrong about it.",
    fix="Claim a ratio or a difference of two series, or say the number alone.",
    sources=("C01", "C12", "Hoefler and Belli 2015 rule 1"),
    example=Example(
        red=(
            Replace(
                "Sorting takes at most 5 µs at the median.", "Sorting is faster, at most 5 µs at the median."
            ),
        )
    ),
)

_COMPARES = re.compile(
    r"(?<![\w-])(?:(?:faster|slower|quicker)(?!\s+(?:of\s+the|disk|storage|path|machine|network))|speed[\s-]?ups?|slow[\s-]?downs?|"
    r"outperforms?|outpaces?|beats?|surpass(?:es)?|(?:more|less)\s+efficient|"
    r"improv(?:es?|ed|ing|ements?)|(?:\d[\d.,]*\s?[x×]|twice|\w+\s+times)\s+as\s+\w+\s+as|half\s+as\s+\w+\s+as|"
    r"(?:twice|half|double|triple)\s+the\s+(?:time|latency|throughput|speed|memory|size|rate|performance)|(?:better|worse|longer|shorter|lower|higher|cheaper)\s+than)(?![\w-])",
    re.IGNORECASE,
)
_FROM_NUMBER = re.compile(
    r"\s+than\s+(?:an?\s+|the\s+|about\s+)?(?:\d|one\b|two\b|three\b|ten\b|half\b|second\b|millisecond\b)",
    re.IGNORECASE,
)
_NUMBER_BEHIND = re.compile(r"\s+(?:an?\s+)?(?:\d|one\b|two\b|three\b|ten\b|half\b)", re.IGNORECASE)


def compares(claim: Claim) -> bool:
    """Whether two things, or a thing at two values of a parameter, are held against each other."""
    return claim.compares or claim.form is Form.SCALING


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look for words that compare, in claims that do not."""
    for reading in readings_of(dossier, context):
        if compares(reading.claim):
            continue
        for word in find(_COMPARES, reading.says):
            if not _with_a_number(reading.says, word):
                said = " ".join(word.text.split())
                yield reading.problem(
                    RULE,
                    word,
                    f"The sentence says '{said}', and the claim measures one thing only.",
                    "Claim ratio: {of: …, to: …} or difference:, with both series; or say the number alone.",
                )


def _with_a_number(sentence: str, word: Found) -> bool:
    """Faster than 3 ms compares with a limit, not with another thing."""
    if word.text.lower().endswith("than"):
        return _NUMBER_BEHIND.match(sentence, word.end) is not None
    return _FROM_NUMBER.match(sentence, word.end) is not None
