"""mitata: what 0.1.14 and 1.0.34 printed as JSON, read again."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, series, stock

RAW = helpers.RAW / "mitata"
FILES = {
    "mitata-0.1.14.json.gz": "mitata",
    "mitata-1.0.34.json.gz": "mitata",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


def stats(file: str) -> dict[str, dict[str, Any]]:
    benchmarks = json.loads(gzip.decompress((RAW / file).read_bytes()))["benchmarks"]
    runs = [run for one in benchmarks for run in one.get("runs", [one])]
    return {run["name"]: run["stats"] for run in runs}


@pytest.mark.parametrize("file", FILES)
def test_samples_give_the_stated_statistics(file: str) -> None:
    found = {
        name.removeprefix("parse "): one for (name, kind), one in series(RAW / file).items() if kind == "time"
    }
    expected = stats(file)
    assert found.keys() == expected.keys()
    for name, one in found.items():
        assert (one.n, one.unit) == (len(expected[name]["samples"]), "ns")
        assert (one.minimum, one.maximum) == (expected[name]["min"], expected[name]["max"])
        assert one.mean == pytest.approx(expected[name]["avg"], rel=1e-9)


def test_the_batch_is_the_weight_and_arguments_are_parameters() -> None:
    file = "mitata-1.0.34.json.gz"
    query = "SELECT DISTINCT weight, params FROM samples WHERE series = 'sort 100' AND kind = 'sample'"
    rows = stock("mitata", RAW / file, query)
    one = stats(file)["sort 100"]
    assert rows == [(one["ticks"] / len(one["samples"]), {"n": "100"})]


def test_heap_and_facts() -> None:
    found = inspect_file(RAW / "mitata-1.0.34.json.gz")
    heap = next(one for one in found.series if (one.name, one.metric) == ("sort 1000", "heap"))
    assert (heap.kind, heap.unit, heap.minimum) == (
        "summary",
        "B",
        stats("mitata-1.0.34.json.gz")["sort 1000"]["heap"]["min"],
    )
    assert found.facts == {"cpu": "AMD EPYC", "date": "2026-11-21T09:05:34Z"}


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused(file: str, tmp_path: Path) -> None:
    text = gzip.decompress((RAW / file).read_bytes())
    (tmp_path / "mitata.json").write_bytes(text[:-3])
    with pytest.raises(NotReadable):
        inspect_file(tmp_path / "mitata.json")
