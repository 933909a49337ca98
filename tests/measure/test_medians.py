"""The medians of all series of a file, against the claim's own interval."""

from __future__ import annotations

import csv

import pytest

from mkdocs_dossiers.measure.interval import quantile_ranks
from tests.gates import run_gate
from tests.workspace import Example


def test_each_median_has_its_order_statistics(pristine: Example) -> None:
    report = run_gate(pristine.root, pages=True)
    with (pristine.root / "dossiers/demo/1.0/data/load.csv").open() as file:
        rows = list(csv.DictReader(file))
    for series in report.examined["demo@1.0"].files["load"].series:
        column = {"latency": "latency_s", "ended": "ended_s"}[series.metric]
        values = sorted(float(row[column]) for row in rows if row["arm"] == series.name)
        ranks = quantile_ranks(len(values), 0.5, 0.95)
        assert ranks.low is not None
        assert ranks.high is not None
        assert (series.median_low, series.median_high) == (values[ranks.low - 1], values[ranks.high - 1])


def test_a_claim_about_a_median_has_the_same_interval(pristine: Example) -> None:
    report = run_gate(pristine.root, pages=True)
    (claim,) = [found for name, found in report.judgements.items() if str(name) == "demo@1.0/sort-median"]
    (series,) = [
        entry for entry in report.examined["demo@1.0"].files["tool"].series if entry.name == "test_sort"
    ]
    measured = claim.measurement
    assert measured.low is not None
    assert series.median_low == pytest.approx(measured.low / 1000)
    assert series.median_high == pytest.approx((measured.high or 0) / 1000)
