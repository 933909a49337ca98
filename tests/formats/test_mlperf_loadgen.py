"""MLPerf LoadGen: what two versions of it wrote, read again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "mlperf-loadgen"


FILES = {
    "mlperf-loadgen-5.0.0-server-summary.txt": "mlperf-loadgen-summary",
    "mlperf-loadgen-5.0.0-server-detail.txt": "mlperf-loadgen-detail",
    "mlperf-loadgen-5.0.0-singlestream-summary.txt": "mlperf-loadgen-summary",
    "mlperf-loadgen-5.0.0-singlestream-detail.txt": "mlperf-loadgen-detail",
    "mlperf-loadgen-6.0.17-multistream-summary.txt": "mlperf-loadgen-summary",
    "mlperf-loadgen-6.0.17-multistream-detail.txt": "mlperf-loadgen-detail",
    "mlperf-loadgen-6.0.17-offline-summary.txt": "mlperf-loadgen-summary",
    "mlperf-loadgen-6.0.17-offline-detail.txt": "mlperf-loadgen-detail",
    "mlperf-loadgen-6.0.17-server-summary.txt": "mlperf-loadgen-summary",
    "mlperf-loadgen-6.0.17-server-detail.txt": "mlperf-loadgen-detail",
    "mlperf-loadgen-6.0.17-singlestream-summary.txt": "mlperf-loadgen-summary",
    "mlperf-loadgen-6.0.17-singlestream-detail.txt": "mlperf-loadgen-detail",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


RUNS = sorted({file.rsplit("-", 1)[0] for file in FILES})


@pytest.mark.parametrize("run", RUNS)
def test_summary_and_detail_state_the_same_times(run: str) -> None:
    summary, detail = series(RAW / f"{run}-summary.txt"), series(RAW / f"{run}-detail.txt")
    for (name, metric), one in summary.items():
        other = detail[name, metric]
        assert one.unit == other.unit
        assert set(one.stated) == set(other.stated)
        for statistic, value in one.stated.items():
            assert value == pytest.approx(other.stated[statistic], rel=1e-3)


def test_times_are_those_printed() -> None:
    text = (RAW / "mlperf-loadgen-6.0.17-singlestream-summary.txt").read_text(encoding="utf-8")
    time = series(RAW / "mlperf-loadgen-6.0.17-singlestream-summary.txt")["SingleStream", "time"]
    printed = re.findall(r"^([\d.]+) percentile latency \(ns\) +: (\d+)$", text, re.MULTILINE)
    assert len(printed) == 6
    for percent, value in printed:
        name = "median" if percent == "50.00" else f"p{float(percent):g}"
        assert time.stated[name] == float(value)


def test_a_multistream_log_tells_samples_from_queries() -> None:
    found = series(RAW / "mlperf-loadgen-6.0.17-multistream-detail.txt")
    assert (found["MultiStream", "query_time"].n, found["MultiStream", "time"].n) == (100, 800)


def test_facts() -> None:
    found = inspect_file(RAW / "mlperf-loadgen-5.0.0-server-detail.txt")
    assert found.facts == {"tool": "MLPerf LoadGen 5.0.0", "date": "2026-11-21T08:41:52Z"}


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.5, 0.9)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, kept))
