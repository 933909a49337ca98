"""Rust's libtest: `cargo bench` as text and as JSON, before and after times got decimals."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import stock

RAW = helpers.RAW / "libtest"
TEXTS = sorted(RAW.glob("*.txt"))
JSONS = sorted(RAW.glob("*.ndjson"))
LINE = re.compile(r"test (\S+) +\.\.\. bench: +(\S+) ns/iter \(\+/- (\S+)\)")


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_text(file: Path) -> None:
    found = inspect_file(file)
    assert found.format == "libtest"
    times = {one.name: dict(one.stated) for one in found.series if one.metric == "time"}
    assert times == {
        name: {"median": float(median.replace(",", "")), "range": float(spread.replace(",", ""))}
        for name, median, spread in LINE.findall(file.read_text())
    }


@pytest.mark.parametrize("file", JSONS, ids=lambda file: file.stem)
def test_json(file: Path) -> None:
    found = inspect_file(file)
    assert found.format == "libtest-json"
    times = {one.name: dict(one.stated) for one in found.series if one.metric == "time"}
    events = [json.loads(line) for line in file.read_text().splitlines()]
    assert times == {
        event["name"]: {"median": event["median"], "range": event["deviation"]}
        for event in events
        if event["type"] == "bench"
    }


@pytest.mark.parametrize(
    ("name", "rate"), [("libtest-1.63-text.txt", 69423), ("libtest-1.95-text.txt", 71859)]
)
def test_throughput(name: str, rate: int) -> None:
    (one,) = [one for one in inspect_file(RAW / name).series if one.metric == "throughput"]
    assert (one.kind, one.unit, one.n, one.median) == ("summary", "MB/s", None, rate)


def test_a_name_in_two_binaries_is_numbered_in_stock_duckdb(tmp_path: Path) -> None:
    file = tmp_path / "two.txt"
    file.write_text(TEXTS[0].read_text() * 2)
    rows = stock("libtest", file, "SELECT DISTINCT series FROM samples ORDER BY ALL")
    assert [row[0] for row in rows] == [
        f"{name} #{number}" for name in ("copy_4k", "fib_10", "fib_20") for number in (1, 2)
    ]


@pytest.mark.parametrize("file", [*TEXTS, *JSONS], ids=lambda file: file.stem)
def test_a_report_without_its_last_lines_is_refused(file: Path, tmp_path: Path) -> None:
    part = tmp_path / file.name
    part.write_text("\n".join(file.read_text().rstrip().splitlines()[:-2]) + "\n")
    with pytest.raises(NotReadable, match="not whole"):
        inspect_file(part)


def test_lines_of_another_tool_in_the_same_style_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "bencher.txt"
    file.write_text("test fib_20 ... bench:       15510 ns/iter (+/- 355)\n")
    with pytest.raises(NotReadable, match="not whole"):
        inspect_file(file)
