"""sysbench: what sysbench 1.0.20 printed, read again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, series

RAW = helpers.RAW / "sysbench"
FILES = {
    "sysbench-1.0.20-cpu.txt": "sysbench",
    "sysbench-1.0.20-cpu-histogram.txt": "sysbench",
    "sysbench-1.0.20-cpu-2-runs-histogram.txt": "sysbench",
    "sysbench-1.0.20-memory.txt": "sysbench",
    "sysbench-1.0.20-fileio.txt": "sysbench",
    "sysbench-1.0.20-mutex.txt": "sysbench",
    "sysbench-1.1.0-cpu.txt": "sysbench",
    "sysbench-1.1.0-cpu-histogram.txt": "sysbench",
    "sysbench-1.1.0-memory.txt": "sysbench",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


def test_histogram_lines_are_weighted_samples() -> None:
    text = (RAW / "sysbench-1.0.20-cpu-histogram.txt").read_text()
    buckets = [(float(v), int(n)) for v, n in re.findall(r"^ +([\d.]+) \|[* ]*? (\d+)$", text, re.MULTILINE)]
    one = series(RAW / "sysbench-1.0.20-cpu-histogram.txt")["cpu", "time"]
    printed = dict(re.findall(r"^ +([\w ]+): +([\d.]+)$", text, re.MULTILINE))
    assert (one.n, one.unit) == (sum(n for _, n in buckets), "ms")
    assert one.n == int(printed["total number of events"])
    assert one.mean == pytest.approx(sum(v * n for v, n in buckets) / one.n)
    assert one.mean == pytest.approx(float(printed["avg"]), abs=0.006)
    assert one.p99 == pytest.approx(float(printed["99th percentile"]), abs=0.005)
    assert one.maximum == pytest.approx(float(printed["max"]), rel=0.017)
    assert one.stated == {}


def test_appended_runs_are_pooled() -> None:
    text = (RAW / "sysbench-1.0.20-cpu-2-runs-histogram.txt").read_text()
    found = series(RAW / "sysbench-1.0.20-cpu-2-runs-histogram.txt")
    assert found["cpu", "time"].n == sum(map(int, re.findall(r"total number of events: +(\d+)", text)))
    rates = [float(rate) for rate in re.findall(r"events per second: +([\d.]+)", text)]
    assert (found["cpu", "events_per_second"].minimum, found["cpu", "events_per_second"].n) == (min(rates), 2)


def test_without_a_histogram_there_are_statistics_only() -> None:
    one = series(RAW / "sysbench-1.0.20-cpu.txt")["cpu", "time"]
    assert (one.kind, one.n) == ("summary", 3156)
    assert one.stated == {"min": 0.21, "mean": 0.32, "max": 63.72, "p99": 2.61}


@pytest.mark.parametrize(
    ("file", "name", "metric", "value", "unit"),
    [
        ("memory", "memory", "bytes_per_second", 6237.09, "MiB/s"),
        ("memory", "memory", "operations_per_second", 6386776.19, "op/s"),
        ("fileio", "file", "read_bytes_per_second", 115.62, "MiB/s"),
        ("fileio", "file", "fsyncs_per_second", 248.64, "op/s"),
        ("mutex", "sysbench", "total_time", 0.0154, "s"),
    ],
)
def test_rates_of_the_whole_run(file: str, name: str, metric: str, value: float, unit: str) -> None:
    one = series(RAW / f"sysbench-1.0.20-{file}.txt")[name, metric]
    assert (one.kind, one.n, one.median, one.unit) == ("sample", 1, value, unit)


def test_intervals_and_facts() -> None:
    one = series(RAW / "sysbench-1.0.20-cpu-histogram.txt")["cpu", "interval_rate"]
    assert (one.n, one.maximum, one.unit) == (4, 5051.03, "event/s")
    assert inspect_file(RAW / "sysbench-1.0.20-cpu.txt").facts == {"tool": "sysbench 1.0.20"}


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused(file: str, tmp_path: Path) -> None:
    text = (RAW / file).read_text()
    (tmp_path / file).write_text(text[: text.rindex("execution time")])
    with pytest.raises(NotReadable, match="not complete"):
        inspect_file(tmp_path / file)
