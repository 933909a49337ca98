"""wrk: what wrk 4.1 wrote, read again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "wrk"


FILES = {
    "wrk-4.1.0-latency.txt": "wrk",
    "wrk-4.1.0-plain.txt": "wrk",
    "wrk-4.2.0-latency.txt": "wrk",
    "wrk-4.2.0-timeouts.txt": "wrk",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


def test_what_wrk_printed_is_read_in_one_unit() -> None:
    text = (RAW / "wrk-4.1.0-latency.txt").read_text(encoding="utf-8")
    url, requests = re.findall(r"@ (\S+)", text)[0], int(re.findall(r"(\d+) requests in", text)[0])
    found = series(RAW / "wrk-4.1.0-latency.txt")
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
    failed = next(
        one for (_, metric), one in series(RAW / "wrk-4.1.0-plain.txt").items() if metric == "failed"
    )
    assert inspect_file(RAW / "wrk-4.1.0-plain.txt").facts == {"failed": f"{failed.stated['count']:.0f}"}
    assert failed.stated["count"] == float(re.findall(r"Non-2xx or 3xx responses: (\d+)", text)[0])


def test_timeouts_are_failures() -> None:
    assert inspect_file(RAW / "wrk-4.2.0-timeouts.txt").facts == {"failed": "8"}


def test_the_format_says_that_wrk_waits_for_answers() -> None:
    assert formats()["wrk"].loop == "closed"


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.3, 0.9)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, kept))
