"""Measuring lasted as long as declared."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_dataset
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.measure.units import UnitError, factor
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

_EVENTS = "ended_s\n" + "".join(f"{index / 10!r}\n" for index in range(1, 202))
_COLUMNS = "columns: {metrics: {ended: {column: ended_s, unit: s, moments: true}}}"

RULE = Rule(
    code="L05",
    slug="protocol/duration",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="A run that ended early did not meet what comes late: full queues, collected garbage, warm machines.",
    fix="Measure as long as declared, or declare how long it was.",
    sources=("P02",),
    example=Example(
        red=with_dataset("loop", "loop.csv", _EVENTS, "python loop.py", _COLUMNS, "protocol: {seconds: 60}"),
        green=with_dataset(
            "loop", "loop.csv", _EVENTS, "python loop.py", _COLUMNS, "protocol: {seconds: 20}"
        ),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Hold the declared seconds against the points in time the file holds."""
    for name, raw in context.files.items():
        dataset = dossier.datasets[name]
        if dataset.seconds is None or not dataset.moments:
            continue
        lasted = 0.0
        for series in raw.series:
            if series.metric in dataset.moments and series.minimum is not None and series.maximum is not None:
                try:
                    seconds = factor(series.unit or "", "s", context.project.counts)
                except UnitError:
                    continue  # statistics/unit says so
                lasted = max(lasted, seconds.apply(series.maximum - series.minimum))
        if lasted < dataset.seconds * 0.99:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "protocol", "seconds"),
                f"The dataset {name} is declared to last {dataset.seconds:g} seconds, but its first and last event are "
                f"{lasted:.4g} seconds apart.{resting_on(dossier, name)}",
                "Measure as long as declared, or declare how long it was.",
                dataset_scope(dossier, name),
            )
