"""Vitest: what vitest bench 2, 3 and 4 wrote, read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "vitest-bench"
FILES = {
    "vitest-bench-2.1.9.json": "vitest-bench",
    "vitest-bench-3.2.7.json": "vitest-bench",
    "vitest-bench-4.1.12.json": "vitest-bench",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize("file", FILES)
def test_statistics_are_read_as_written(file: str) -> None:
    found = series(RAW / file)
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
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, 3 / 4))
