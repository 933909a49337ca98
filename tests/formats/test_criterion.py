"""Criterion.rs and cargo-criterion: what 0.3.6 and 1.1.0 wrote, read again."""

from __future__ import annotations

import json
import shutil
import statistics
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, series, stock

RAW = helpers.RAW / "criterion"
FILES = {
    "criterion-0.3.6-fib-20-sample.json": "criterion",
    "criterion-0.3.6-fib-20-estimates.json": "criterion-estimates",
    "criterion-0.3.6-fib-20-raw.csv": "criterion-csv",
    "criterion-0.3.6-sum-1024-flat-sample.json": "criterion",
    "criterion-0.3.6-sum-1024-flat-estimates.json": "criterion-estimates",
    "criterion-0.3.6-sum-1024-flat-raw.csv": "criterion-csv",
    "cargo-criterion-1.1.0.ndjson": "cargo-criterion",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize(
    ("stem", "name"), [("criterion-0.3.6-fib-20", "fib 20"), ("criterion-0.3.6-sum-1024-flat", "sum/1024")]
)
def test_samples_have_the_estimated_mean_and_median(stem: str, name: str) -> None:
    estimates = json.loads((RAW / f"{stem}-estimates.json").read_text())
    raw = json.loads((RAW / f"{stem}-sample.json").read_text())
    values = [time / n for time, n in zip(raw["times"], raw["iters"], strict=True)]
    sample = series(RAW / f"{stem}-sample.json")[f"{stem}-sample", "time"]
    table = series(RAW / f"{stem}-raw.csv")[name, "time"]
    for one in (sample, table):
        assert (one.n, one.unit, one.minimum, one.maximum) == (len(values), "ns", min(values), max(values))
        assert one.mean == pytest.approx(estimates["mean"]["point_estimate"], rel=1e-12)
        assert one.median == pytest.approx(estimates["median"]["point_estimate"], rel=1e-12)
    stated = series(RAW / f"{stem}-estimates.json")[f"{stem}-estimates", "time"].stated
    assert stated["stddev"] == pytest.approx(statistics.stdev(values))


def test_the_series_is_the_folder_of_the_benchmark(tmp_path: Path) -> None:
    folder = tmp_path / "fib 20" / "new"
    folder.mkdir(parents=True)
    shutil.copy(RAW / "criterion-0.3.6-fib-20-sample.json", folder / "sample.json")
    assert [one.name for one in inspect_file(folder / "sample.json").series] == ["fib 20"]


def test_iterations_are_the_weight() -> None:
    file = RAW / "criterion-0.3.6-fib-20-sample.json"
    rows = stock("criterion", file, "SELECT weight, params FROM samples ORDER BY iteration")
    assert [row[0] for row in rows] == json.loads(file.read_text())["iters"]
    assert rows[0][1] == {"sampling_mode": "Linear"}


def test_messages_state_what_their_samples_give() -> None:
    found = series(RAW / "cargo-criterion-1.1.0.ndjson")
    assert {name for name, _ in found} == {"fib 20", "sum/1024", "sum/65536"}
    for one in found.values():
        assert one.n == (100 if one.name == "fib 20" else 20)
        assert one.mean == pytest.approx(one.stated["mean"], rel=1e-9)
        assert one.median == pytest.approx(one.stated["median"], rel=1e-9)


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused(file: str, tmp_path: Path) -> None:
    text = (RAW / file).read_text()
    (tmp_path / file).write_text(text.strip()[:-4])
    with pytest.raises(NotReadable):
        inspect_file(tmp_path / file)
