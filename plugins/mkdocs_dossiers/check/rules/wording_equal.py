"""A sentence that says "the same", "no difference" or "significantly" has a margin that decides it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.wording.reading import Reading, readings_of
from mkdocs_dossiers.check.wording.relation import factor_of, is_ratio
from mkdocs_dossiers.check.wording.text import find
from mkdocs_dossiers.model.dossier import Claim, Dossier, Form
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="W09",
    slug="wording/equal",
    stage=Stage.JUDGED,
    severities=UNLESS_DRAFT,
    because="That no difference was found does not mean that there is none: equality needs a margin, and both bounds.",
    fix="Claim the ratio from both sides, in two claims (>= 0.95 x, <= 1.05 x), and say the margin.",
    sources=("T06", "Schuirmann 1987, two one-sided tests"),
    example=Example(
        red=(
            Replace(
                "Summing a hundred numbers takes at least 3x as long as summing ten, at the median.",
                "Summing a hundred numbers takes the same time as summing ten, at the median.",
            ),
        )
    ),
)

_PERFORMANCE = (
    r"(?:median\s+|mean\s+|average\s+|tail\s+|p\d+\s+|peak\s+)?"
    r"(?:latenc(?:y|ies)|throughput|performance|speed|times?|memory(?:\s+use)?|rates?|cost|results?|numbers)"
)
_EQUAL = re.compile(
    rf"(?<![\w-])(?:no\s+(?:\w+\s+)?(?:difference|change)|(?:the\s+)?same\s+{_PERFORMANCE}|(?:identical|equal|equivalent|"
    rf"comparable|similar)\s+{_PERFORMANCE}|(?:is|are|performs?|runs?|stays?|remains?)\s+(?:\w+\s+)?(?:equal|identical|"
    r"equivalent|comparable|similar|the\s+same|unchanged|indistinguishable)|equally\s+\w+|on\s+par|unchanged|"
    r"just\s+as\s+\w+\s+as|"
    r"(?:is|are|runs?|performs?|works?)\s+as\s+(?:fast|quick(?:ly)?|well|good|slow(?:ly)?)\s+as|"
    r"not\s+(?:\w+\s+)?(?:different|distinguishable))(?![\w-])",
    re.IGNORECASE,
)
_NOT_WORSE = re.compile(
    r"(?<![\w-])(?:no\s+(?:\w+\s+)?(?:regressions?|slow[\s-]?downs?)|(?:not|never|without)\s+regress\w*|no\s+slower|not\s+slower)(?![\w-])",
    re.IGNORECASE,
)
_SIGNIFICANT = re.compile(r"(?<![\w-])(?:statistically\s+)?significant(?:ly)?(?![\w-])", re.IGNORECASE)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look for words of equality and significance, and for the comparison that decides them."""
    for reading in readings_of(dossier, context):
        for pattern, decided, need in (
            (_EQUAL, _is_bounded, "needs a comparison bounded from both sides"),
            (_NOT_WORSE, _is_comparison, "needs a comparison with a margin"),
            (_SIGNIFICANT, _is_different, "needs a comparison whose limit excludes no difference"),
        ):
            if decided(reading):
                continue
            for word in find(pattern, reading.says):
                said = " ".join(word.text.split())
                yield reading.problem(
                    RULE,
                    word,
                    f"The sentence says '{said}', which {need}.",
                    "Claim the ratio with a margin, such as >= 0.95 x and in a second claim <= 1.05 x; or say less.",
                )


def _is_comparison(reading: Reading) -> bool:
    return reading.claim.compares


def _is_bounded(reading: Reading) -> bool:
    """Whether the claim, or the claim and a twin of it, bound the comparison from both sides."""
    claim = reading.claim
    if not claim.compares:
        return False
    return claim.holds.op == "==" or any(_is_twin(claim, other) for other in reading.dossier.claims.values())


def _is_twin(claim: Claim, other: Claim) -> bool:
    same = (claim.form, claim.metric, claim.statistic, claim.holds.unit) == (
        other.form,
        other.metric,
        other.statistic,
        other.holds.unit,
    )
    straight = (claim.of, claim.to) == (other.of, other.to) and claim.holds.op[0] != other.holds.op[0]
    swapped = (claim.of, claim.to) == (other.to, other.of) and claim.holds.op[0] == other.holds.op[0]
    return same and (straight or swapped)


def _is_different(reading: Reading) -> bool:
    """Whether the limit itself leaves no room for no difference."""
    claim = reading.claim
    if not claim.compares or claim.holds.op == "==":
        return False
    if claim.form is Form.DIFFERENCE:
        number, even = claim.holds.number, 0.0
    elif is_ratio(claim):
        number, even = factor_of(claim, claim.holds.number), 1.0
    else:
        return False
    if claim.holds.op.startswith(">"):
        return number > even or (number == even and claim.holds.op == ">")
    return number < even or (number == even and claim.holds.op == "<")
