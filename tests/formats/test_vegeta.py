"""vegeta: what two versions of it wrote, read again."""

from __future__ import annotations

import json
import statistics
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "vegeta"


FILES = {
    "vegeta-8.0.0-report.json": "vegeta-report",
    "vegeta-8.0.0-results.csv": "vegeta-csv",
    "vegeta-8.0.0-results.json": "vegeta-json",
    "vegeta-12.13.0-report.json": "vegeta-report",
    "vegeta-12.13.0-results.csv": "vegeta-csv",
    "vegeta-12.13.0-results.json": "vegeta-json",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


def latencies(version: str) -> list[int]:
    lines = (RAW / f"vegeta-{version}-results.json").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["latency"] for line in lines]


@pytest.mark.parametrize("version", ["8.0.0", "12.13.0"])
@pytest.mark.parametrize("end", ["csv", "json"])
def test_every_request_is_a_sample(version: str, end: str) -> None:
    values = latencies(version)
    one = series(RAW / f"vegeta-{version}-results.{end}")["orders", "time"]
    assert (one.kind, one.unit, one.n) == ("sample", "ns", len(values))
    assert (one.minimum, one.median, one.maximum) == (min(values), statistics.median(values), max(values))
    assert one.mean == pytest.approx(statistics.fmean(values), rel=1e-12)


@pytest.mark.parametrize("version", ["8.0.0", "12.13.0"])
def test_the_report_is_that_of_the_samples(version: str) -> None:
    values, found = latencies(version), series(RAW / f"vegeta-{version}-report.json")
    time = found["attack", "time"]
    assert (time.kind, time.n) == ("summary", len(values))
    assert time.stated["mean"] == int(statistics.fmean(values))
    assert time.stated["max"] == max(values)
    assert time.stated["median (estimate)"] == pytest.approx(statistics.median(values), rel=0.1)
    failed = series(RAW / f"vegeta-{version}-results.csv")["orders", "failed"]
    assert failed.mean is not None
    assert found["attack", "success"].mean == pytest.approx(1 - failed.mean)


def failed(version: str) -> int:
    lines = (RAW / f"vegeta-{version}-results.json").read_text(encoding="utf-8").splitlines()
    return sum(not 200 <= json.loads(line)["code"] < 400 for line in lines)


def test_facts() -> None:
    assert inspect_file(RAW / "vegeta-12.13.0-report.json").facts == {
        "date": "2026-11-21T08:51:42.862263892Z",
        "failed": str(failed("12.13.0")),
    }
    assert inspect_file(RAW / "vegeta-12.13.0-results.csv").facts == {
        "date": "2026-11-21 08:51:42.862263",
        "failed": str(failed("12.13.0")),
    }
    assert inspect_file(RAW / "vegeta-8.0.0-results.json").facts["failed"] == str(failed("8.0.0")) == "14"
    assert {formats()[name].loop for name in FILES.values()} == {"open"}


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.501, 0.95)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, kept))
