"""redis-benchmark: what 6.0.20 and 7.0.15 printed with --csv, read again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, series

RAW = helpers.RAW / "redis-benchmark"
FILES = {
    "redis-benchmark-6.0.20-tests.csv": "redis-benchmark",
    "redis-benchmark-7.0.15-tests.csv": "redis-benchmark",
    "redis-benchmark-7.0.15-command.csv": "redis-benchmark",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize("file", FILES)
def test_every_line_is_read_as_printed(file: str) -> None:
    with (RAW / file).open() as opened:
        rows = [row for row in csv.reader(opened) if row[0] != "test"]
    found = series(RAW / file)
    assert {name for name, _ in found} == {row[0] for row in rows}
    for row in rows:
        rate = found[row[0], "requests_per_second"]
        assert (rate.n, rate.unit, rate.median) == (1, "request/s", float(row[1]))
        if len(row) > 2:
            time = found[row[0], "time"]
            assert (time.kind, time.unit, time.n) == ("summary", "ms", None)
            stated = [time.stated[key] for key in ("mean", "min", "p50", "p95", "p99", "max")]
            assert stated == [float(value) for value in row[2:]]


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused(file: str, tmp_path: Path) -> None:
    text = (RAW / file).read_text()
    (tmp_path / file).write_text(text[: text.rindex(",")])
    with pytest.raises(NotReadable, match="not complete"):
        inspect_file(tmp_path / file)
