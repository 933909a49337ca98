"""pytest-benchmark: what version 5.3 wrote, with and without its samples, read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats.helpers import RAW, check_found, cut, series, stock

FILES = ["pytest-benchmark-5.3.1-data.json", "pytest-benchmark-5.3.1-stats-only.json"]


@pytest.mark.parametrize("file", FILES)
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str) -> None:
    check_found(RAW / file, "pytest-benchmark")


@pytest.mark.parametrize("file", FILES)
def test_statistics_are_read_as_written_and_are_those_of_the_samples(file: str) -> None:
    found = series(RAW / file)
    for entry in json.loads((RAW / file).read_text())["benchmarks"]:
        one, written = found[entry["name"], "time"], entry["stats"]
        assert (one.n, one.unit) == (written["rounds"], "s")
        assert (one.stated["mean"], one.stated["median"]) == (written["mean"], written["median"])
        if "data" in written:
            assert one.kind == "sample"
            assert one.mean == pytest.approx(written["mean"], rel=1e-12)
            assert one.median == pytest.approx(written["median"], rel=1e-12)


def test_a_round_weighs_as_much_as_its_iterations(tmp_path: Path) -> None:
    document = json.loads((RAW / FILES[0]).read_text())
    for number, entry in enumerate(document["benchmarks"]):
        entry["stats"]["iterations"] += number
    file = tmp_path / "weights.json"
    file.write_text(json.dumps(document))
    rows = stock(
        "pytest-benchmark", file, "SELECT DISTINCT series, weight FROM samples WHERE kind = 'sample'"
    )
    assert dict(rows) == {entry["name"]: entry["stats"]["iterations"] for entry in document["benchmarks"]}
    assert len(set(dict(rows).values())) > 1


@pytest.mark.parametrize("file", FILES)
def test_half_a_file_is_refused(file: str, tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, 1 / 2))
