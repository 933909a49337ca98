"""A tool that kept statistics only supports claims about exactly those."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Edit, Example, with_claim, with_dataset
from mkdocs_dossiers.check.found import failures
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

_KEPT = """\
"test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms","max_latency_ms"
"GET","56980.05","0.116","0.032","0.111","0.167","0.191","3.791"
"""


def _tail(statistic: str) -> tuple[Edit, ...]:
    return (
        *with_dataset("store", "store.csv", _KEPT, "redis-benchmark -t get --csv > store.csv"),
        with_claim(
            "get-tail",
            f"says: A GET takes at most 1 ms at the {statistic}.",
            "metric: time",
            "of: store/GET",
            f"statistic: {statistic}",
            "holds: <= 1 ms",
        ),
    )


RULE = Rule(
    code="T04",
    slug="statistics/summary",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="What a tool did not keep cannot be recomputed, and percentiles cannot be made from percentiles.",
    fix="Keep the samples when you measure, or claim what the tool kept.",
    sources=(
        "D01",
        "T12",
    ),
    waivable=False,
    example=Example(red=_tail("p99.9"), green=_tail("p99")),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report what measuring met."""
    return failures(RULE, dossier, context)
