"""JMH's JSON: forks, the four modes, histograms of mode sample, secondary metrics."""

from __future__ import annotations

import json
import math
import statistics
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series, stock

RAW = helpers.RAW / "jmh"
FILES = sorted(RAW.glob("*.json"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: Path) -> None:
    check_found(file, "jmh")


def samples(metric: dict[str, Any]) -> list[float]:
    if "rawDataHistogram" in metric:
        bins = [entry for fork in metric["rawDataHistogram"] for iteration in fork for entry in iteration]
        return sorted(value for value, count in bins for _ in range(count))
    return sorted(value for fork in metric["rawData"] for value in fork)


def percentile(values: list[float], p: float) -> float:
    """As JMH interpolates: at p(n+1)/100."""
    position = p * (len(values) + 1) / 100
    low = min(max(math.floor(position), 1), len(values))
    high = min(low + 1, len(values))
    if position < 1:
        return values[0]
    return values[low - 1] + (values[high - 1] - values[low - 1]) * (position - math.floor(position))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_score_and_percentiles_are_those_of_the_samples(file: Path) -> None:
    found = series(file)
    for entry in json.loads(file.read_text()):
        metric, values = entry["primaryMetric"], samples(entry["primaryMetric"])
        mark = entry["mode"] if "modes" in file.stem else f"{{size={entry['params']['size']}}}"
        one = found[f"{entry['benchmark']} {mark}", "throughput" if entry["mode"] == "thrpt" else "time"]
        assert one.n == len(values)
        assert one.unit == metric["scoreUnit"].removesuffix("/op")
        assert one.mean == pytest.approx(statistics.fmean(values), rel=1e-12)
        assert one.stated["mean"] == metric["score"] == pytest.approx(one.mean, rel=1e-12)
        assert one.stated["min"] == metric["scorePercentiles"]["0.0"] == one.minimum == values[0]
        assert one.stated["max"] == metric["scorePercentiles"]["100.0"] == one.maximum == values[-1]
        assert one.median == pytest.approx(statistics.median(values), rel=1e-12)
        assert one.stated["median"] == pytest.approx(one.median, rel=1e-12)
        for p in (90.0, 99.0, 99.9):
            stated = one.stated[f"p{p:g}-type6"]
            assert (
                stated == metric["scorePercentiles"][f"{p}"] == pytest.approx(percentile(values, p), rel=1e-9)
            )


@pytest.mark.parametrize(("name", "prefix"), [("jmh-1.21-modes.json", "·"), ("jmh-1.37-modes.json", "")])
def test_secondary_metrics(name: str, prefix: str) -> None:
    found = series(RAW / name)
    assert found["org.example.Sort.sorted avgt", f"{prefix}gc.alloc.rate"].unit == "MiB/s"
    assert found["org.example.Sort.sorted avgt", f"{prefix}gc.alloc.rate.norm"].unit == "B/op"
    assert found["org.example.Sort.sorted avgt", f"{prefix}gc.count"].unit == "count"
    assert {metric for _, metric in found if ".0" in metric or metric.endswith("p0.50")} == set()


def test_forks_and_iterations_in_stock_duckdb() -> None:
    file = RAW / "jmh-1.37-sizes.json"
    rows = stock(
        "jmh",
        file,
        "SELECT run, iteration, value, params FROM samples "
        "WHERE series LIKE '%size=64%' AND kind = 'sample' ORDER BY run, iteration",
    )
    raw = json.loads(file.read_text())[0]["primaryMetric"]["rawData"]
    assert rows == [
        (run, iteration, value, {"size": "64"})
        for run, fork in enumerate(raw)
        for iteration, value in enumerate(fork)
    ]


def test_facts() -> None:
    assert inspect_file(RAW / "jmh-1.21-modes.json").facts == {"tool": "JMH 1.21"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_half_a_file_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(file, tmp_path, 1 / 2))
