"""The metric a rate is counted from is declared to hold points in time."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_claim, with_dataset
from mkdocs_dossiers.check.profile import ADVICE
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

_EVENTS = "ended_s\n" + "".join(f"{index / 100!r}\n" for index in range(1, 201))
_CLAIM = with_claim(
    "rate",
    "says: The loop ends at least 50 iterations per second, a rate over its whole run.",
    "metric: ended",
    "of: loop",
    "statistic: rate",
    'holds: ">= 50 iterations/s"',
)

RULE = Rule(
    code="T08",
    slug="statistics/moments",
    stage=Stage.DECLARED,
    severities=ADVICE,
    because="Sorted durations look like points in time, and their rate means nothing.",
    fix="Add moments: true to the metric whose numbers say when something happened.",
    sources=("C03", "D04"),
    waivable=False,
    example=Example(
        red=(
            *with_dataset(
                "loop",
                "loop.csv",
                _EVENTS,
                "python loop.py",
                "columns: {metrics: {ended: {column: ended_s, unit: s}}}",
            ),
            _CLAIM,
        ),
        green=(
            *with_dataset(
                "loop",
                "loop.csv",
                _EVENTS,
                "python loop.py",
                "columns: {metrics: {ended: {column: ended_s, unit: s, moments: true}}}",
            ),
            _CLAIM,
        ),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look at the declared columns of every rate."""
    for name, claim in dossier.claims.items():
        if claim.statistic != "rate":
            continue
        for dataset in claim.datasets:
            columns = dossier.datasets[dataset].columns if dataset in dossier.datasets else None
            if columns is None or any(
                column.moments for column in columns.metrics if column.metric == claim.metric
            ):
                continue
            yield RULE.problem(
                dossier.document,
                dossier.document.at("claims", name, "metric"),
                f"The claim {name} counts a rate from {claim.metric}, and nothing says that its numbers are points "
                "in time.",
                f"Add moments: true to data/{dataset}/columns/metrics/{claim.metric}, if they are.",
                claim_scope(dossier, name),
                rejects=False,
            )
