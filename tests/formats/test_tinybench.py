"""tinybench: what 2.9, 4.1 and 6.2 measured, read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "tinybench"
FILES = {
    "tinybench-2.9.0-tasks.json": "tinybench",
    "tinybench-2.9.0-results.json": "tinybench",
    "tinybench-2.9.0-table.json": "tinybench-table",
    "tinybench-4.1.0-tasks.json": "tinybench",
    "tinybench-4.1.0-results.json": "tinybench",
    "tinybench-4.1.0-table.json": "tinybench-table",
    "tinybench-6.2.3-tasks.json": "tinybench",
    "tinybench-6.2.3-results.json": "tinybench",
    "tinybench-6.2.3-table.json": "tinybench-table",
    "tinybench-6.2.3-tasks-no-samples.json": "tinybench",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize("version", ["2.9.0", "4.1.0", "6.2.3"])
def test_samples_give_the_stated_statistics(version: str) -> None:
    file = f"tinybench-{version}-tasks.json"
    found = series(RAW / file)
    for task in json.loads((RAW / file).read_text()):
        latency = task["result"]["samples"] if version == "2.9.0" else task["result"]["latency"]["samples"]
        one = found[task["name"], "time"]
        assert (one.n, one.unit, one.minimum, one.maximum) == (len(latency), "ms", min(latency), max(latency))
        assert one.mean == pytest.approx(one.stated["mean"], rel=1e-9)
        if version == "2.9.0":
            assert (one.p99, "median" in one.stated) == (one.stated["p99"], False)
        else:
            assert one.median == pytest.approx(one.stated["median"], rel=1e-12)
            assert "p99" not in one.stated


def test_results_without_names_are_numbered() -> None:
    named = series(RAW / "tinybench-6.2.3-tasks.json")
    numbered = series(RAW / "tinybench-6.2.3-results.json")
    assert numbered["task 1", "time"].mean == named["sort 800", "time"].mean
    assert numbered["task 2", "time"].n == named["sort 5000", "time"].n


def test_without_samples_there_are_statistics_only() -> None:
    one = series(RAW / "tinybench-6.2.3-tasks-no-samples.json")["sort 800", "time"]
    assert (one.kind, one.n, set(one.stated)) == ("summary", 583, {"min", "mean", "median", "max"})


def test_the_table_is_read_as_printed() -> None:
    found = series(RAW / "tinybench-6.2.3-table.json")
    assert found["sort 800", "time"].stated == {"mean": 102930, "median": 83914}
    assert found["sort 800", "operations_per_second"].n == 583
    older = series(RAW / "tinybench-2.9.0-table.json")
    assert older["sort 800", "operations_per_second"].stated == {"mean": 10225}


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused(file: str, tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, 3 / 4))
