"""The browser's own readers of raw files find the same samples as the gate's SQL, number for number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Page

from mkdocs_dossiers.measure.format import FormatError, detect, formats
from mkdocs_dossiers.model.dossier import Column, Columns
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

RAW = Path(__file__).parents[1] / "raw"
CHECK = Path(__file__).parents[2] / "plugins/mkdocs_dossiers/assets/check"
TABLES = {"csv", "ndjson"}
LEAST = {"google-benchmark": 4, "go-bench": 6, "jmh": 3, "pyperf": 4, "k6": 2}
"""How many files of a format are read here at least; of the others, one."""
READ = """async ([at, text, sides, data]) => {
  const { samples } = await import(at);
  return sides.map((side) => samples(text, side, data));
}"""

Series = dict[tuple[str, str], list[float]]


def readers() -> set[str]:
    return {file.stem for file in (CHECK / "formats").glob("*.js")}


def files() -> dict[Path, str]:
    """Every raw file of a format that has a reader."""
    found = {}
    for file in sorted(RAW.rglob("*")):
        if file.is_file() and file.suffix in (".json", ".ndjson", ".txt", ".log", ".csv"):
            try:
                name = detect(file.read_bytes()[:65536], None, None).name
            except FormatError:
                continue
            if name in readers():
                found[file] = name
    return found


def by_sql(name: str, file: Path, columns: Columns | None = None) -> Series:
    sql = formats()[name].sql(str(file), 50_000_000, columns, "plain")
    rows = (
        duckdb.connect()
        .execute(
            f"WITH samples AS ({sql}\n) SELECT series, metric, list(value ORDER BY value) FROM samples "
            "WHERE kind = 'sample' AND NOT warmup GROUP BY ALL"
        )
        .fetchall()
    )
    return {(series, metric): values for series, metric, values in rows}


def by_script(page: Page, name: str, file: Path, keys: list[tuple[str, str]], data: Any) -> list[Any]:
    at = f"{page.url}assets/dossiers/check/formats/{name}.js"
    sides = [{"series": series, "metric": metric} for series, metric in keys]
    read = page.evaluate(READ, [at, file.read_text(encoding="utf-8"), sides, data])
    assert isinstance(read, list)
    return read


def agree(page: Page, name: str, file: Path, columns: Columns | None = None) -> None:
    expected = by_sql(name, file, columns)
    assert expected
    data = {"name": "plain", "columns": as_data(columns)}
    for key, values in zip(expected, by_script(page, name, file, list(expected), data), strict=True):
        assert sorted(values) == expected[key], key


def as_data(columns: Columns | None) -> Any:
    if columns is None:
        return None
    metrics = [{"metric": entry.metric, "column": entry.column} for entry in columns.metrics]
    return {"series": columns.series, "metrics": metrics, "params": dict(columns.params)}


def test_every_reader_is_of_a_format_and_tested() -> None:
    read = [*files().values()]
    for name in readers():
        assert name in formats()
        assert name in TABLES or read.count(name) >= LEAST.get(name, 1), name


@pytest.mark.parametrize("name", sorted(readers() - TABLES))
def test_the_samples_of_a_tool(open_: Open, name: str) -> None:
    read, page = 0, open_("")
    for file in (file for file, found in files().items() if found == name):
        if by_sql_or_nothing(name, file):
            agree(page, name, file)
            read += 1
    assert read


def by_sql_or_nothing(name: str, file: Path) -> Series:
    """Some files hold summaries only, or are damaged on purpose."""
    try:
        return by_sql(name, file)
    except duckdb.Error:
        return {}


CSV = (
    'arm,"latency, s",ended,size\r\n"a ""quoted"" one",0.5,1,10\r\nplain,1e-3,2.5,20\r\n\r\n'
    '"two\nlines",7,,10\r\nplain,,4,10\r\nplain,0.25,5,20\r\n'
)
COLUMNS = Columns("arm", (Column("latency", "latency, s", "s"), Column("ended", "ended", "s")))


@pytest.mark.parametrize("columns", [COLUMNS, Columns("arm", COLUMNS.metrics, {"n": "size"})])
def test_a_table_with_declared_columns(open_: Open, tmp_path: Path, columns: Columns) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(CSV.replace("\r\n\r\n", "\r\n").encode())
    agree(open_(""), "csv", file, columns)


def test_a_table_with_tabs_and_no_series(open_: Open, tmp_path: Path) -> None:
    file = tmp_path / "table.tsv"
    file.write_text("n\tvalue, in s\n" + "".join(f"{n}\t{n / 7:.9f}\n" for n in range(50)))
    agree(open_(""), "csv", file, Columns(None, (Column("time", "value, in s", "s"),)))


def test_lines_of_json(open_: Open, tmp_path: Path) -> None:
    file = tmp_path / "table.ndjson"
    rows = [
        {"arm": "one", "t": 0.5, "size": 3},
        {"arm": "two", "t": None},
        {"t": 2, "arm": "one", "size": 3},
        {"arm": "two", "t": 7, "size": 4},
        {"arm": "one", "size": 4},
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    page = open_("")
    agree(page, "ndjson", file, Columns("arm", (Column("time", "t", "s"),)))
    agree(page, "ndjson", file, Columns("arm", (Column("time", "t", "s"),), {"n": "size"}))
