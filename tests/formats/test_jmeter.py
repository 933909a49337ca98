"""JMeter: what JMeter 2.13 wrote, read again."""

from __future__ import annotations

import csv
import statistics
from pathlib import Path

import duckdb
import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from mkdocs_dossiers.model.measurement import Series

RAW = Path(__file__).parents[1] / "raw" / "jmeter"


def series(file: str) -> dict[tuple[str, str], Series]:
    return {(one.name, one.metric): one for one in inspect_file(RAW / file).series}


FILES = {
    "jmeter-2.13-default.jtl": "jmeter",
    "jmeter-2.13-connect.jtl": "jmeter",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    found = inspect_file(RAW / file)
    assert found.format == name
    sql = formats()[name].sql(str(RAW / file), found.size)
    rows = duckdb.connect().execute(f"SELECT count(DISTINCT (series, metric)) FROM ({sql})").fetchall()
    assert rows == [(len(found.series),)]


@pytest.mark.parametrize("file", FILES)
def test_every_line_is_a_sample(file: str) -> None:
    with (RAW / file).open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["label"] == "GET /bad"]
    found = series(file)
    times = [int(row["elapsed"]) for row in rows]
    one = found["GET /bad", "time"]
    assert (one.kind, one.unit, one.n) == ("sample", "ms", len(rows))
    assert (one.minimum, one.median, one.maximum) == (min(times), statistics.median(times), max(times))
    assert one.mean == pytest.approx(statistics.fmean(times))
    failed = found["GET /bad", "failed"].mean
    assert failed == pytest.approx(statistics.fmean(row["success"] != "true" for row in rows))
    first = found["GET /bad", "first_byte_time"].mean
    assert first == pytest.approx(statistics.fmean(int(row["Latency"]) for row in rows))


def test_columns_that_a_file_has_not_are_no_metric() -> None:
    assert ("GET /slow", "connect_time") in series("jmeter-2.13-connect.jtl")
    assert ("GET /slow", "connect_time") not in series("jmeter-2.13-default.jtl")


def test_facts_and_loop() -> None:
    assert inspect_file(RAW / "jmeter-2.13-default.jtl").facts == {"date": "2026-11-21 08:43:27.478"}
    assert formats()["jmeter"].loop == "closed"


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.5, 0.9)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    content = (RAW / file).read_bytes()
    short = tmp_path / file
    short.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(NotReadable):
        inspect_file(short)
