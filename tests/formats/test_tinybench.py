"""tinybench: what 2.9, 4.1 and 6.2 measured, read again."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from mkdocs_dossiers.model.measurement import Series

RAW = Path(__file__).parents[1] / "raw" / "tinybench"
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


def series(file: str) -> dict[tuple[str, str], Series]:
    return {(one.name, one.metric): one for one in inspect_file(RAW / file).series}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    found = inspect_file(RAW / file)
    assert found.format == name
    sql = formats()[name].sql(str(RAW / file), found.size)
    rows = duckdb.connect().execute(f"SELECT count(DISTINCT (series, metric)) FROM ({sql})").fetchall()
    assert rows == [(len(found.series),)]


@pytest.mark.parametrize("version", ["2.9.0", "4.1.0", "6.2.3"])
def test_samples_give_the_stated_statistics(version: str) -> None:
    file = f"tinybench-{version}-tasks.json"
    found = series(file)
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
    named = series("tinybench-6.2.3-tasks.json")
    numbered = series("tinybench-6.2.3-results.json")
    assert numbered["task 1", "time"].mean == named["sort 800", "time"].mean
    assert numbered["task 2", "time"].n == named["sort 5000", "time"].n


def test_without_samples_there_are_statistics_only() -> None:
    one = series("tinybench-6.2.3-tasks-no-samples.json")["sort 800", "time"]
    assert (one.kind, one.n, set(one.stated)) == ("summary", 583, {"min", "mean", "median", "max"})


def test_the_table_is_read_as_printed() -> None:
    found = series("tinybench-6.2.3-table.json")
    assert found["sort 800", "time"].stated == {"mean": 102930, "median": 83914}
    assert found["sort 800", "operations_per_second"].n == 583
    older = series("tinybench-2.9.0-table.json")
    assert older["sort 800", "operations_per_second"].stated == {"mean": 10225}


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused(file: str, tmp_path: Path) -> None:
    text = (RAW / file).read_text()
    (tmp_path / file).write_text(text[: len(text) * 3 // 4])
    with pytest.raises(NotReadable):
        inspect_file(tmp_path / file)
