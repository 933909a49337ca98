"""A sentence that says "always", "every" or "zero" is about all values: a count, a maximum, or 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.wording.reading import readings_of
from mkdocs_dossiers.check.wording.text import find
from mkdocs_dossiers.model.dossier import Assertion, Claim, Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="W07",
    slug="wording/absolute",
    stage=Stage.JUDGED,
    severities=UNLESS_DRAFT,
    because="A median leaves out half of what happened; 'every' leaves out nothing.",
    fix="Claim the count that is zero, the share that is 100 % or the maximum; or say less.",
    sources=("C07", "Google developer style: excessive claims"),
    example=Example(
        red=(
            Replace(
                "Sorting takes at most 5 µs at the median.",
                "Sorting always takes at most 5 µs, also at the median.",
            ),
        )
    ),
)

_RESOURCES = (
    r"(?:(?:\d+|two|three|four|eight|sixteen|available|logical|physical|other|the|these|those|of|our|its)\s+)*"
    r"(?:cores?|threads?|cpus?|nodes?|machines?|hosts?|runs?|rounds?|samples?|tests?|benchmarks?|repetitions?|"
    r"optimi[sz]ations?|features?|settings?|flags?|caches?|indexes|replicas|workers|shards|disks|gpus?)"
)
_LOSSES = (
    r"(?:(?:order|data|packet|message|request|task|connection|timeout|read|write|measurable|performance|added|"
    r"additional|extra|visible|noticeable)\s+)?(?:loss(?:es)?|errors?|failures?|drops?|timeouts?|downtime|allocations?|"
    r"overhead|leaks?|crash(?:es)?|duplicates?|misses|retries|retransmissions?|pauses?|penalty|cost)"
)
_ABSOLUTE = re.compile(
    rf"(?<![\w-])(?:always|never(?!theless)|at\s+all\s+times|constantly|invariably|guarantee[sd]?|"
    rf"every(?!\s*[-‑])(?!\s+(?:{_RESOURCES})\b)(?!\s+(?:\d|second|other|few|day|time\b))"
    rf"|all(?!\s*[-‑])(?!\s+(?:{_RESOURCES})\b)(?!\s+(?:in\s+all|else|told|the\s+time))"
    rf"|none(?!\s+the\s+less)|nothing|not\s+(?:a\s+single|one|once)|zero\s+{_LOSSES}|0\s+{_LOSSES}|"
    rf"(?:no|without\s+(?:any|a\s+single))\s+(?:\w+\s+)?{_LOSSES}|"
    r"without\s+(?:any\s+)?exceptions?|no\s+exceptions?|"
    r"no\s+(?!more|less|fewer|longer|slower|faster|later|difference|regression|matter|load|cache|warm|other)"
    r"(?:\w+\s+){1,3}?(?:is|are|was|were|gets?|takes?|exceeds?|fails?|needs?|waits?|ever))(?![\w-])",
    re.IGNORECASE,
)
_POOLED = re.compile(r"\b(?:of|over|across|among|for\s+half\s+of|half|from)\s+$", re.IGNORECASE)
_LOAD = re.compile(
    r"\b(?:users|clients|callers|connections|threads|workers|writers|readers)\s+(?:that|who|which)\s+$",
    re.IGNORECASE,
)
"""What stands before "never" where it describes the load: users that never pause."""
_INTERVAL = re.compile(r"\s+(?:\d+|ten|hundred|few|second|minute|hour|day|other|\w+th)\b", re.IGNORECASE)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look for words that leave out nothing, and whether the claim does."""
    for reading in readings_of(dossier, context):
        if covers_everything(reading.claim):
            continue
        for word in find(_ABSOLUTE, reading.says):
            lower = word.text.lower()
            if lower in ("every", "all") and _POOLED.search(reading.says[: word.start]):
                continue
            if lower == "every" and _INTERVAL.match(reading.says, word.end):
                continue
            if lower == "never" and _LOAD.search(reading.says[: word.start]):
                continue
            said = " ".join(word.text.split())
            yield reading.problem(
                RULE,
                word,
                f"The sentence says '{said}', and {_computed(reading.claim)} leaves some out.",
                "Claim a count, a share of 100 %, or max or min; or say at which statistic it holds.",
            )


def covers_everything(claim: Claim) -> bool:
    """Whether a claim is about every value: none may be on the wrong side of its limit."""
    if claim.statistic == "max":
        return not claim.holds.op.startswith(">")
    if claim.statistic == "min":
        return not claim.holds.op.startswith("<")
    if claim.statistic == "share":
        return _is_whole(claim.holds)
    if claim.statistic == "count":
        return _is_none(claim.holds) or not claim.holds.op.startswith("<")
    return _is_none(claim.holds) or _is_whole(claim.holds)


def _is_none(limit: Assertion) -> bool:
    if limit.op == "<":
        return 0 < limit.number <= 1 and limit.unit not in ("%", "x")
    return limit.number == 0 and limit.op in ("<=", "==")


def _is_whole(limit: Assertion) -> bool:
    return limit.unit == "%" and ((limit.number == 100 and limit.op in (">=", "==")) or _is_none(limit))


def _computed(claim: Claim) -> str:
    if claim.statistic in ("share", "count", "max", "min"):
        return f"{claim.statistic} {claim.holds}"
    return f"the {claim.statistic}" if claim.statistic.isalpha() else claim.statistic
