"""perf stat: what perf 6.1 wrote as JSON, read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, series

RAW = helpers.RAW / "perf-stat"
FILES = {
    "perf-stat-6.1-once.json": "perf-stat",
    "perf-stat-6.1-repeat.json": "perf-stat",
    "perf-stat-6.1-interval.json": "perf-stat",
    "perf-stat-6.1-per-cpu.json": "perf-stat",
    "perf-stat-6.12-once.json": "perf-stat",
    "perf-stat-6.12-repeat.json": "perf-stat",
    "perf-stat-6.12-interval.json": "perf-stat",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


def lines(file: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (RAW / file).read_text().splitlines() if line.startswith("{")]


def test_every_interval_is_a_sample() -> None:
    file = "perf-stat-6.1-interval.json"
    found = series(RAW / file)
    for event, metric, unit in (("task-clock", "task_clock", "ms"), ("page-faults", "page_faults", "count")):
        values = [float(line["counter-value"]) for line in lines(file) if line["event"] == event]
        one = found["perf stat", metric]
        assert (one.n, one.unit, one.minimum, one.maximum) == (len(values), unit, min(values), max(values))
        assert one.mean == pytest.approx(sum(values) / len(values))
    assert ("perf stat", "sec") not in found


def test_repeated_runs_leave_means_only() -> None:
    found = series(RAW / "perf-stat-6.1-repeat.json")
    assert {one.kind for one in found.values()} == {"summary"}
    assert found["perf stat", "page_faults"].stated == {"mean": 193}
    assert found["perf stat", "cpus_utilized"].unit == "x"


def test_each_cpu_is_a_series_and_what_was_not_counted_is_left_out() -> None:
    found = series(RAW / "perf-stat-6.1-per-cpu.json")
    assert {name for name, _ in found} == {"perf stat cpu 0", "perf stat cpu 1"}
    assert "cycles" not in {metric for _, metric in series(RAW / "perf-stat-6.1-once.json")}


@pytest.mark.parametrize("lost", [20, 230])
def test_a_file_cut_short_is_refused(lost: int, tmp_path: Path) -> None:
    file = "perf-stat-6.1-interval.json"
    text = (RAW / file).read_text().strip()
    text = text[:-lost] if lost < 100 else text[: text.rindex("\n")]
    (tmp_path / file).write_text(text)
    with pytest.raises(NotReadable, match=r"not complete|cannot be read"):
        inspect_file(tmp_path / file)
