"""BenchmarkDotNet's JSON, full and brief, indented and compressed."""

from __future__ import annotations

import json
import statistics
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import cut, stock

RAW = helpers.RAW / "benchmarkdotnet"
FILES = sorted(RAW.glob("*.json"))


def percentile(values: list[float], p: float) -> float:
    """As BenchmarkDotNet interpolates: at p(n-1)."""
    ordered, position = sorted(values), p * (len(values) - 1)
    low = int(position)
    high = min(low + 1, len(values) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_statistics_are_those_of_the_samples(file: Path) -> None:
    found = inspect_file(file)
    assert found.format == "benchmarkdotnet"
    times = {one.name: one for one in found.series if one.metric == "time"}
    for entry in json.loads(file.read_text(encoding="utf-8-sig"))["Benchmarks"]:
        one, printed, values = (
            times[entry["FullName"]],
            entry["Statistics"],
            entry["Statistics"]["OriginalValues"],
        )
        assert (one.n, one.unit) == (printed["N"], "ns")
        assert one.minimum == printed["Min"] == one.stated["min"] == min(values)
        assert one.maximum == printed["Max"] == one.stated["max"] == max(values)
        assert one.mean == pytest.approx(printed["Mean"], rel=1e-12)
        assert one.median == pytest.approx(printed["Median"], rel=1e-12)
        assert one.median == pytest.approx(statistics.median(values), rel=1e-12)
        assert one.stated["stddev"] == pytest.approx(statistics.stdev(values), rel=1e-9)
        assert one.stated["p90-type7"] == pytest.approx(percentile(values, 0.9), rel=1e-12)
        warmups = [
            measured
            for measured in entry.get("Measurements", [])
            if measured["IterationMode"] == "Workload"
            and measured["IterationStage"] in ("Jitting", "Pilot", "Warmup")
        ]
        assert one.warmups == len(warmups)


def test_memory() -> None:
    found = {one.name: one for one in inspect_file(FILES[-1]).series if one.metric != "time"}
    one = found["BenchmarkDotNet.Samples.Memory.AllocEmptyList"]
    assert (one.metric, one.unit, one.median) == ("bytes_allocated_per_operation", "B", 368)


def test_weights_in_stock_duckdb() -> None:
    file = RAW / "benchmarkdotnet-0.15.8-full.json"
    rows = stock(
        "benchmarkdotnet",
        file,
        "SELECT run, iteration, weight FROM samples WHERE metric = 'time' AND kind = 'sample' "
        "AND series LIKE '%AllocEmptyList' AND NOT warmup ORDER BY iteration",
    )
    assert rows == [(1, iteration, 8388608) for iteration in (1, 2, 3)]


def test_facts() -> None:
    assert inspect_file(RAW / "benchmarkdotnet-0.14.0-full.json").facts == {
        "tool": "BenchmarkDotNet 0.14.0",
        "cpu": "AMD Ryzen 5 3600X",
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_half_a_file_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(file, tmp_path, 1 / 2))
