"""A sentence that says "linear", "constant" or "scales" is a claim about a parameter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.wording.reading import readings_of
from mkdocs_dossiers.check.wording.text import find
from mkdocs_dossiers.model.dossier import Dossier, Form
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="W10",
    slug="wording/scaling",
    stage=Stage.JUDGED,
    severities=UNLESS_DRAFT,
    because="How a number grows shows only in several measurements at several values of what it grows with.",
    fix="Claim scaling: with the parameter, and what is claimed of the dependence.",
    sources=("C07", "C12"),
    example=Example(
        red=(Replace("takes at most 5 µs at the median", "scales linearly, with at most 5 µs at the median"),)
    ),
)

_SCALES = re.compile(
    r"(?<![\w-])(?:scal(?:es|ed|ing)\s+(?:\w+ly\b|well|out|up|to\b|with\b|from\b|across\b)|scalable|scalability|"
    r"(?:near[\s-])?linear(?:ly)?(?!\s+(?:regression|search|scan|algebra|probing|solver|model|layer|interpolation|"
    r"memory|program\w*|system|equation|address\w*))|sub-?linear(?:ly)?|super-?linear(?:ly)?|quadratic(?:ally)?|"
    r"logarithmic(?:ally)?|exponential(?:ly)?(?!\s+(?:back|arrival|distribut|inter))|"
    r"(?:in|takes?|needs?|stays?|remains?|keeps?|is|are|nearly|almost)\s+(?:\w+\s+)?constant(?!\s+(?:rate|load|arrival|speed|throughput))(?:\s+time)?|"
    r"proportional(?:ly)?|regardless\s+of|independent(?:ly)?\s+of|no\s+matter\s+(?:how|what)|irrespective\s+of|"
    r"O\((?:1|n|log\s?n|n\s?log\s?n|n\^?2|n²)\))(?!\w)",
    re.IGNORECASE,
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look for words about growth in claims that follow no parameter."""
    for reading in readings_of(dossier, context):
        if reading.claim.form is Form.SCALING:
            continue
        for word in find(_SCALES, reading.says):
            said = " ".join(word.text.split())
            yield reading.problem(
                RULE,
                word,
                f"The sentence says '{said}', and the claim follows no parameter.",
                "Claim scaling: {of: …, over: …, fit: …} over a dataset with several values; or say the number alone.",
            )
