"""memtier_benchmark: what 1.3.0 and 2.3.1 wrote as JSON, read again."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from mkdocs_dossiers.model.measurement import Series

RAW = Path(__file__).parents[1] / "raw" / "memtier"
FILES = {
    "memtier-1.3.0.json": "memtier",
    "memtier-2.3.1-requests.json": "memtier",
    "memtier-2.3.1-seconds.json": "memtier",
}


def series(file: str) -> dict[tuple[str, str], Series]:
    return {(one.name, one.metric): one for one in inspect_file(RAW / file).series}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    found = inspect_file(RAW / file)
    assert found.format == name
    sql = formats()[name].sql(str(RAW / file), found.size)
    rows = duckdb.connect().execute(f"SELECT count(DISTINCT (series, metric)) FROM ({sql})").fetchall()
    assert rows == [(len(found.series),)]


@pytest.mark.parametrize("file", FILES)
def test_statistics_are_read_as_written(file: str) -> None:
    written = json.loads((RAW / file).read_text())["ALL STATS"]
    found = series(file)
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
