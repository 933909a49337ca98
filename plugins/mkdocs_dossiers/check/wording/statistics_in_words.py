"""The statistics a sentence names: "99th percentile", "on average", "half of the orders"."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from mkdocs_dossiers.check.wording.text import LONGEST, Found, phrase
from mkdocs_dossiers.model.dossier import Claim, Form

_NUMBER = r"(\d{1,2}(?:\.\d{1,6})?)"
_PERCENTILE = re.compile(
    rf"(?<![\w.,]){_NUMBER}\s*(?:st|nd|rd|th)?[\s-]*(?:%\s*)?(?:percentiles?|quantiles?|(?:%|per)?[\s-]?ile\b|pctile|pctl)"
    rf"|(?<!\w)[pP]{_NUMBER}(?![\w.]*\d|\w)|(?<!\w)[pP](9{{3,6}})(?!\w)"
    rf"|\bat\s+the\s+{_NUMBER}(?:st|nd|rd|th)\b(?![\s-]*(?:percent|quant|%))(?!\s+\w*(?:run|round|client|order|request|iteration|second))",
)
_LISTED = re.compile(
    rf"(?<![\w.,]){_NUMBER}(?:st|nd|rd|th)(?=(?:\s*(?:,|and|or|/)\s*{_NUMBER}(?:st|nd|rd|th))+\s+percentile)"
)
_QUANTILE = re.compile(r"(?<![\w.])0\.(\d{1,8})[\s-]quantile\b")
_SPELLED = {
    "fiftieth": 50.0,
    "seventy-fifth": 75.0,
    "ninetieth": 90.0,
    "ninety-fifth": 95.0,
    "ninety-ninth": 99.0,
}
_SPELLED_OUT = re.compile(rf"\b({'|'.join(_SPELLED)})[\s-]+percentile", re.IGNORECASE)
_SIZES = (
    r"(?!\s+(?:\w+\s+)?(?:batch|heap|size|sizes|concurrency|connections?|clients?|users?|threads?|load|packet|"
    r"message|payload|frame|block|queue|depth|settings?|frequency|level|compression|optimi[sz]ation|segment|"
    r"transmission|in[\s-]flight|pool|memory|length|age|turbo|hours?|traffic|demand))"
)
_MOST = re.compile(
    rf"(?<![\w-])(?:(?:at\s+)?(?:the\s+)?(?:maximum|max)(?!\s+of\b|\.?\s*\d){_SIZES}|slowest|longest|"
    rf"worst(?:[\s-]case)?|peaks?(?!ed\b){_SIZES})(?![\w-])",
    re.IGNORECASE,
)
_LEAST = re.compile(
    rf"(?<![\w-])(?:(?:minimum|min)(?!\s+of\b|\.?\s*\d){_SIZES}|fastest|shortest|best[\s-]case)(?![\w-])",
    re.IGNORECASE,
)
_MEDIAN = phrase("medians?")
_TYPICAL = phrase("typical", "typically")
_HALF = re.compile(
    r"(?<![\w-])half(?:\s+of)?\s+(?:of\s+)?(?:the|all|its|our|these|those)\s+"
    r"(?!time\b|latency\b|memory\b|cost\b|size\b|duration\b|cores?\b|cpus?\b|price\b|speed\b|rate\b|throughput\b)",
    re.IGNORECASE,
)
_GEOMETRIC = phrase("geometric means?", "geometric averages?", "geomeans?", "geo means?")
_HARMONIC = phrase("harmonic means?", "harmonic averages?")
_MEAN = re.compile(
    r"(?<![\w-])(?<!load )(?<!moving )(?:(?:arithmetic\s+)?means?(?!\s+(?:that|the|a|it|no|to)\b)|"
    r"averages?|averaged|averaging|avg\.?|on\s+average)(?!\w)(?!\s+(?:load|size|payload|message size|document)\b)",
    re.IGNORECASE,
)
_DEVIATION = phrase(
    "standard deviations?", "variance", "coefficients? of variation", "cv", "var(?:y|ies) by", "spread"
)
_RATE = re.compile(
    r"\bper\s+(?:second|minute|hour|day|s|sec)\b|/\s?(?:s|sec|second|min)\b|\b[rqt]ps\b|\brates?\b|\bthroughput\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"(?<![\w.,])(?:{_NUMBER}|100)\s*(?:%|per\s?cent)\s+of\b|\bshare of\b|\bout of\b|\bin\s+(?:ten|a\s+hundred|"
    r"a\s+thousand|10+|1,000|10,000)\b|\bnines\b|\b(?:hit|success|error|loss|failure)\s+rate\b",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"(?<![\w-])(?:every|each\s+and\s+every|all|always|never|none|nothing|no|zero|any|without|at\s+no\s+time)(?![\w-])",
    re.IGNORECASE,
)
_WHOLE = phrase("in total", "total", "altogether", "as a whole", "whole run", "whole runs", "overall", "sum")


@dataclass(frozen=True, slots=True)
class Named(Found):
    """A statistic a sentence names: ``percentile`` in 0..100, or ``statistic`` by its kind."""

    statistic: str
    percentile: float | None = None

    @property
    def said(self) -> str:
        """As a message says it."""
        return " ".join(self.text.split())


def percentile_of(statistic: str) -> float | None:
    """The percentile a claim's statistic is, median included, or None."""
    if statistic == "median":
        return 50.0
    return float(statistic[1:]) if statistic.startswith("p") and statistic[1:2].isdigit() else None


@lru_cache(maxsize=4096)
def named(text: str) -> tuple[Named, ...]:
    """The statistics of a sentence whose name means one thing, in order."""
    text = text[:LONGEST]
    found = [*_percentiles(text)]
    taken: list[Found] = [*found]
    for pattern, statistic in (
        (_GEOMETRIC, "geometric-mean"),
        (_HARMONIC, "harmonic-mean"),
        (_MEDIAN, "median"),
        (_MEAN, "mean"),
        (_TYPICAL, "typical"),
        (_DEVIATION, "cv"),
        (_MOST, "max"),
        (_LEAST, "min"),
    ):
        for match in pattern.finditer(text):
            one = Named(match.start(), match.end(), match[0], statistic)
            if not any(one.meets(other) for other in taken):
                found.append(one)
                taken.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _percentiles(text: str) -> Iterator[Named]:
    for pattern in (_PERCENTILE, _LISTED):
        for match in pattern.finditer(text):
            digits = next(group for group in match.groups() if group)
            nines = digits.isdigit() and len(digits) > 2
            percentile = float(f"{digits[:2]}.{digits[2:]}" if nines else digits)
            if not (percentile < 1 and "quantile" in match[0]):
                yield Named(match.start(), match.end(), match[0], "percentile", percentile)
    for match in _QUANTILE.finditer(text):
        value = float(f"0.{match[1]}") * 100
        yield Named(match.start(), match.end(), match[0], "percentile", round(value, 6))
    for match in _SPELLED_OUT.finditer(text):
        value = _SPELLED[re.sub(r"\s+", "-", match[1].lower())]
        yield Named(match.start(), match.end(), match[0], "percentile", value)


def halves(text: str) -> Iterator[Found]:
    """Where a sentence speaks of half of the things measured."""
    for match in _HALF.finditer(text[:LONGEST]):
        yield Found(match.start(), match.start() + 4, match[0].strip())


def agrees(one: Named, claim: Claim) -> bool:
    """Whether a statistic that is named is the claim's, or its metric's name."""
    computed, percentile = claim.statistic, percentile_of(claim.statistic)
    if one.percentile is not None:
        return percentile is not None and math.isclose(one.percentile, percentile, abs_tol=1e-9)
    words = set(re.split(r"[^a-z]+", claim.metric.lower()))
    metric: dict[str, set[str]] = {
        "max": {"max", "maximum", "peak", "worst"},
        "min": {"min", "minimum", "best"},
        "mean": {"mean", "average", "avg"},
        "median": {"median"},
    }
    if metric.get(one.statistic, set()) & words:
        return True
    accepted: dict[str, Callable[[], bool]] = {
        "median": lambda: percentile == 50,
        "mean": lambda: (
            computed == "mean"
            or (computed == "rate" and "mean" not in one.text.lower())
            or (
                claim.form is Form.GEOMETRIC_MEAN and "average" not in one.text.lower() and computed == "mean"
            )
        ),
        "typical": lambda: percentile == 50 or computed == "mean",
        "geometric-mean": lambda: claim.form is Form.GEOMETRIC_MEAN,
        "harmonic-mean": lambda: False,
        "cv": lambda: computed == "cv",
        "max": lambda: computed == "max",
        "min": lambda: computed == "min",
    }
    if one.statistic in ("max", "min") and one.text.lower().split()[0] in _EITHER:
        return computed in ("max", "min")
    return accepted[one.statistic]()


_EITHER = frozenset("fastest slowest best-case worst worst-case best".split())
"""Words that mean the largest or the smallest value: the fastest second has the highest rate."""


def says_which(text: str, claim: Claim) -> bool:
    """Whether a sentence says which of the measured values it is about, in any words a reader understands."""
    text = text[:LONGEST]
    if named(text) or next(halves(text), None) is not None:
        return True
    words = (
        (_SHARE, _EVERY, _WHOLE) if claim.statistic in ("share", "count", "min", "max") else (_SHARE, _EVERY)
    )
    if claim.statistic == "rate":
        words = (*words, _RATE)
    if claim.form is Form.ONE and claim.statistic in ("mean", "max", "min"):
        words = (*words, _WHOLE)
    return any(word.search(text) for word in words)
