"""wrk: what wrk 4.1 wrote, read again."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from mkdocs_dossiers.model.measurement import Series

RAW = Path(__file__).parents[1] / "raw" / "wrk"


def series(file: str) -> dict[tuple[str, str], Series]:
    return {(one.name, one.metric): one for one in inspect_file(RAW / file).series}


FILES = {
    "wrk-4.1.0-latency.txt": "wrk",
    "wrk-4.1.0-plain.txt": "wrk",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    found = inspect_file(RAW / file)
    assert found.format == name
    sql = formats()[name].sql(str(RAW / file), found.size)
    rows = duckdb.connect().execute(f"SELECT count(DISTINCT (series, metric)) FROM ({sql})").fetchall()
    assert rows == [(len(found.series),)]


def test_what_wrk_printed_is_read_in_one_unit() -> None:
    text = (RAW / "wrk-4.1.0-latency.txt").read_text(encoding="utf-8")
    url, requests = re.findall(r"@ (\S+)", text)[0], int(re.findall(r"(\d+) requests in", text)[0])
    found = series("wrk-4.1.0-latency.txt")
    time = found[url, "time"]
    printed = {name: float(value) for name, value in re.findall(r"^ +(\d+)% +([\d.]+)ms", text, re.MULTILINE)}
    assert (time.kind, time.unit, time.n) == ("summary", "us", requests)
    assert time.stated["median"] == pytest.approx(printed["50"] * 1000)
    assert time.stated["p99"] == pytest.approx(printed["99"] * 1000)
    assert {"mean", "stddev", "max", "median", "p75", "p90", "p99"} == set(time.stated)
    rate = float(re.findall(r"Requests/sec: +([\d.]+)", text)[0])
    assert found[url, "requests_per_second"].mean == rate
    assert found[url, "failed"].stated == {"count": 0.0}


def test_failed_requests_are_counted() -> None:
    text = (RAW / "wrk-4.1.0-plain.txt").read_text(encoding="utf-8")
    failed = next(one for (_, metric), one in series("wrk-4.1.0-plain.txt").items() if metric == "failed")
    assert failed.stated["count"] == float(re.findall(r"Non-2xx or 3xx responses: (\d+)", text)[0])


def test_the_format_says_that_wrk_waits_for_answers() -> None:
    assert formats()["wrk"].loop == "closed"


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.3, 0.9)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    content = (RAW / file).read_bytes()
    short = tmp_path / file
    short.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(NotReadable):
        inspect_file(short)
