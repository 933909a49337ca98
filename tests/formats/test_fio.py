"""fio: what fio 2.21 and 3.33 wrote as JSON and as logs, read again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, series

RAW = helpers.RAW / "fio"
FILES = {
    "fio-2.21-jobs.json": "fio",
    "fio-3.33-jobs.json": "fio",
    "fio-3.33-group.json": "fio",
    "fio-3.33-plus.json": "fio",
    "fio-3.33-plus_lat.1.log": "fio-log",
    "fio-3.33-plus_clat.1.log": "fio-log",
    "fio-3.33-plus_bw.1.log": "fio-log",
    "fio-3.33-read_iops.1.log": "fio-log",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize(("file", "unit"), [("fio-2.21-jobs.json", "us"), ("fio-3.33-jobs.json", "ns")])
def test_statistics_are_read_as_written(file: str, unit: str) -> None:
    job = json.loads((RAW / file).read_text())["jobs"][1]
    latency = job["read"]["clat" if unit == "us" else "clat_ns"]
    found = series(RAW / file)
    one = found["randread", "read_clat"]
    assert (one.kind, one.unit, one.n) == ("summary", unit, job["read"]["total_ios"])
    assert (one.minimum, one.mean, one.maximum) == (latency["min"], latency["mean"], latency["max"])
    assert (one.p99, one.stated["p99.9"]) == (
        latency["percentile"]["99.000000"],
        latency["percentile"]["99.900000"],
    )
    assert found["randread", "write_iops"].median == job["write"]["iops"]
    assert ("randread #2", "read_lat") in found
    assert ("seqwrite", "read_lat") not in found


def test_bandwidth_in_the_unit_of_the_version() -> None:
    older, newer = series(RAW / "fio-2.21-jobs.json"), series(RAW / "fio-3.33-group.json")
    assert older["seqwrite", "write_bandwidth"].unit == "KiB/s"
    assert newer["seqwrite", "write_bandwidth"].unit == "B/s"
    assert newer["randread", "read_lat"].stated["p50"] == 69120


def test_histogram_buckets_give_the_stated_percentiles() -> None:
    file = "fio-3.33-plus.json"
    latency = json.loads((RAW / file).read_text())["jobs"][0]["read"]["clat_ns"]
    one = series(RAW / file)["lat", "read_clat"]
    assert (one.kind, one.n, one.stated) == ("sample", latency["N"], {})
    printed = [latency["percentile"][f"{p}.000000"] for p in (90, 95, 99)]
    assert [one.p90, one.p95, one.p99] == printed
    assert one.mean == pytest.approx(latency["mean"], rel=1 / 64)
    assert one.maximum == pytest.approx(latency["max"], rel=1 / 64)


def test_the_log_has_the_requests_of_the_summary() -> None:
    written = json.loads((RAW / "fio-3.33-plus.json").read_text())["jobs"][0]
    found = series(RAW / "fio-3.33-plus_clat.1.log")
    for direction in ("read", "write"):
        one, stated = found["fio-3.33-plus 1", f"{direction}_clat"], written[direction]["clat_ns"]
        assert (one.n, one.minimum, one.maximum) == (stated["N"], stated["min"], stated["max"])
        assert one.mean == pytest.approx(stated["mean"], abs=1e-6)
    assert series(RAW / "fio-3.33-plus_bw.1.log")["fio-3.33-plus 1", "read_bandwidth"].unit == "KiB/s"
    assert series(RAW / "fio-3.33-read_iops.1.log")["fio-3.33-read 1", "read_iops"].n == 64


def test_a_log_of_another_name_is_refused(tmp_path: Path) -> None:
    shutil.copy(RAW / "fio-3.33-plus_clat.1.log", tmp_path / "latency.log")
    with pytest.raises(NotReadable, match="does not say what was logged"):
        inspect_file(tmp_path / "latency.log")


def test_facts() -> None:
    facts = inspect_file(RAW / "fio-3.33-jobs.json").facts
    assert facts == {"tool": "fio 3.33", "date": "2026-11-21T09:05:28Z"}


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused(file: str, tmp_path: Path) -> None:
    text = (RAW / file).read_text()
    (tmp_path / file).write_text(text[: text.rindex(",")])
    with pytest.raises(NotReadable):
        inspect_file(tmp_path / file)
