"""hyperfine: what versions 1.15 and 2.0 wrote, read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats.helpers import RAW, check_found, cut, series, stock

FILES = {
    "hyperfine-1.15-parameter-scan.json": "hyperfine",
    "hyperfine-new-failing-exit-codes.json": "hyperfine-2",
    "hyperfine-new-parameter-list.json": "hyperfine-2",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize("file", FILES)
def test_statistics_are_those_of_the_samples(file: str) -> None:
    for (_, metric), one in series(RAW / file).items():
        if metric == "time":
            assert one.stated["mean"] == pytest.approx(one.mean, rel=1e-9)
            assert one.stated["median"] == pytest.approx(one.median, rel=1e-9)
            assert (one.stated["min"], one.stated["max"]) == (one.minimum, one.maximum)


def test_failed_runs_are_marked_and_counted() -> None:
    file = RAW / "hyperfine-new-failing-exit-codes.json"
    runs = [run for result in json.loads(file.read_text())["results"] for run in result["measurements"]]
    codes = [run["exit_code"] for run in runs if run["exit_code"] != 0]
    query = "SELECT params['exit_code'] FROM samples WHERE metric = 'time' AND kind = 'sample' AND {} ORDER BY ALL"
    marked = stock("hyperfine-2", file, query.format("params['exit_code'] IS NOT NULL"))
    assert [row[0] for row in marked] == sorted(str(code) for code in codes)
    assert len(stock("hyperfine-2", file, query.format("true"))) == len(runs)
    assert inspect_file(file).facts["failed"] == str(len(codes))
    assert inspect_file(RAW / "hyperfine-new-parameter-list.json").facts["failed"] == "0"


def test_failed_runs_of_the_first_version(tmp_path: Path) -> None:
    file = tmp_path / "old.json"
    text = (RAW / "hyperfine-1.15-parameter-scan.json").read_text()
    document = json.loads(text)
    document["results"][0]["exit_codes"][:2] = [3, None]
    file.write_text(json.dumps(document))
    query = "SELECT params['exit_code'] FROM samples WHERE params['exit_code'] IS NOT NULL ORDER BY iteration"
    assert stock("hyperfine", file, query) == [("3",), ("signal",)]
    assert inspect_file(file).facts == {"failed": "2"}
    assert inspect_file(RAW / "hyperfine-1.15-parameter-scan.json").facts == {"failed": "0"}


@pytest.mark.parametrize("file", FILES)
def test_half_a_file_is_refused(file: str, tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, 1 / 2))
