"""JMeter: what JMeter 2.13 wrote, read again."""

from __future__ import annotations

import csv
import statistics
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "jmeter"


FILES = {
    "jmeter-2.13-default.jtl": "jmeter",
    "jmeter-2.13-connect.jtl": "jmeter",
    "jmeter-3-report.jtl": "jmeter",
    "jmeter-3.1-lines-in-message.jtl": "jmeter",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize("file", FILES)
def test_every_line_is_a_sample(file: str) -> None:
    with (RAW / file).open(encoding="utf-8", newline="") as lines:
        read = list(csv.DictReader(lines))
    found = series(RAW / file)
    assert {name for name, _ in found} == {row["label"] for row in read}
    for label in {row["label"] for row in read}:
        rows = [row for row in read if row["label"] == label]
        times = [int(row["elapsed"]) for row in rows]
        one = found[label, "time"]
        assert (one.kind, one.unit, one.n) == ("sample", "ms", len(rows))
        assert (one.minimum, one.median, one.maximum) == (min(times), statistics.median(times), max(times))
        assert one.mean == pytest.approx(statistics.fmean(times))
        failed = found[label, "failed"].mean
        assert failed == pytest.approx(statistics.fmean(row["success"] != "true" for row in rows))
        first = found[label, "first_byte_time"].mean
        assert first == pytest.approx(statistics.fmean(int(row["Latency"]) for row in rows))


def test_columns_that_a_file_has_not_are_no_metric() -> None:
    assert ("GET /slow", "connect_time") in series(RAW / "jmeter-2.13-connect.jtl")
    assert ("GET /slow", "connect_time") not in series(RAW / "jmeter-2.13-default.jtl")


def test_facts_and_loop() -> None:
    assert inspect_file(RAW / "jmeter-2.13-default.jtl").facts == {
        "date": "2026-11-21 08:43:27.478",
        "failed": "70",
    }
    assert formats()["jmeter"].loop == "closed"


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.5, 0.9)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, kept))


def test_a_message_of_several_lines_is_one_field() -> None:
    found = series(RAW / "jmeter-3.1-lines-in-message.jtl")
    with (RAW / "jmeter-3.1-lines-in-message.jtl").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert sorted(one.n or 0 for (_, metric), one in found.items() if metric == "time") == [1] * len(rows)
    assert inspect_file(RAW / "jmeter-3.1-lines-in-message.jtl").facts["failed"] == "1"
