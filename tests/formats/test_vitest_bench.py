"""Vitest: what vitest bench 2, 3 and 4 wrote, read again."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from mkdocs_dossiers.model.measurement import Series

RAW = Path(__file__).parents[1] / "raw" / "vitest-bench"
FILES = {
    "vitest-bench-2.1.9.json": "vitest-bench",
    "vitest-bench-3.2.7.json": "vitest-bench",
    "vitest-bench-4.1.12.json": "vitest-bench",
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


@pytest.mark.parametrize("file", FILES)
def test_statistics_are_read_as_written(file: str) -> None:
    found = series(file)
    groups = json.loads((RAW / file).read_text())["files"][0]["groups"]
    tasks = {
        f"{group['fullName']} > {task['name']}": task for group in groups for task in group["benchmarks"]
    }
    assert {name for name, _ in found} == tasks.keys()
    assert "bench/sort.bench.js > sort > nested > numeric" in tasks
    for name, task in tasks.items():
        one = found[name, "time"]
        assert (one.kind, one.unit, one.n) == ("summary", "ms", task["sampleCount"])
        assert (one.minimum, one.median, one.mean, one.maximum, one.p99, one.stated["p99.9"]) == tuple(
            task[key] for key in ("min", "median", "mean", "max", "p99", "p999")
        )
        assert found[name, "operations_per_second"].mean == task["hz"]


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused(file: str, tmp_path: Path) -> None:
    text = (RAW / file).read_text()
    (tmp_path / file).write_text(text[: len(text) * 3 // 4])
    with pytest.raises(NotReadable):
        inspect_file(tmp_path / file)
