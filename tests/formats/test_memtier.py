"""memtier_benchmark: what 1.3.0 and 2.3.1 wrote as JSON, read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, series, stock

RAW = helpers.RAW / "memtier"
FILES = {
    "memtier-1.3.0.json": "memtier",
    "memtier-2.3.1-requests.json": "memtier",
    "memtier-2.3.1-seconds.json": "memtier",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize("file", FILES)
def test_statistics_are_read_as_written(file: str) -> None:
    written = json.loads((RAW / file).read_text())["ALL STATS"]
    found = series(RAW / file)
    assert {name for name, _ in found} == {"Sets", "Gets", "Totals"}
    for name in ("Sets", "Gets", "Totals"):
        rate, time = found[name, "operations_per_second"], found[name, "time"]
        assert (rate.n, rate.unit, rate.median) == (1, "op/s", written[name]["Ops/sec"])
        assert found[name, "bytes_per_second"].median == written[name]["KB/sec"]
        assert (time.kind, time.unit, time.mean) == ("summary", "ms", written[name]["Latency"])
        assert time.n == written[name].get("Count")
        for key, value in written[name].get("Percentile Latencies", {}).items():
            if key.startswith("p"):
                assert time.stated[f"p{float(key[1:]):g}"] == value
        assert time.maximum == written[name].get("Max Latency")


def test_several_runs_averaged_are_refused() -> None:
    with pytest.raises(NotReadable, match="no measured value"):
        inspect_file(RAW / "memtier-2.3.1-3-runs.json")


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused(file: str, tmp_path: Path) -> None:
    (tmp_path / file).write_text((RAW / file).read_text().strip()[:-2])
    with pytest.raises(NotReadable):
        inspect_file(tmp_path / file)


def test_all_runs_are_told_apart() -> None:
    file = RAW / "memtier-2.3.1-print-all-runs.json"
    document = json.loads(file.read_text())
    rates = [document[f"RUN #{number} RESULTS"]["Totals"]["Ops/sec"] for number in (1, 2, 3)]
    rows = stock(
        "memtier",
        file,
        "SELECT run, value FROM samples WHERE series = 'Totals' AND metric = 'operations_per_second' ORDER BY run",
    )
    assert rows == list(enumerate(rates))
    assert {one.kind for one in inspect_file(file).series} == {"sample"}
