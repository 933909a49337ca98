"""HdrHistogram: what its Java and Python libraries wrote, read again."""

from __future__ import annotations

import base64
import re
import zlib
from pathlib import Path

import duckdb
import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from mkdocs_dossiers.model.measurement import Series

RAW = Path(__file__).parents[1] / "raw" / "hdrhistogram"


def series(file: str) -> dict[tuple[str, str], Series]:
    return {(one.name, one.metric): one for one in inspect_file(RAW / file).series}


FILES = {
    "hdrhistogram-java-2.1.11-percentiles.hgrm": "hdrhistogram-percentiles",
    "hdrhistogram-java-2.1.11-percentiles.csv": "hdrhistogram-percentiles",
    "hdrhistogram-java-2.1.11-every-value.hgrm": "hdrhistogram-percentiles",
    "hdrhistogram-python-0.10.8-percentiles.hgrm": "hdrhistogram-percentiles",
    "hdrhistogram-java-2.1.11-tags.hlog": "hdrhistogram-log",
    "hdrhistogram-python-0.10.8-log.hlog": "hdrhistogram-log",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    found = inspect_file(RAW / file)
    assert found.format == name
    sql = formats()[name].sql(str(RAW / file), found.size)
    rows = duckdb.connect().execute(f"SELECT count(DISTINCT (series, metric)) FROM ({sql})").fetchall()
    assert rows == [(len(found.series),)]


DISTRIBUTIONS = [file for file, name in FILES.items() if name == "hdrhistogram-percentiles"]


@pytest.mark.parametrize("file", DISTRIBUTIONS)
def test_percentiles_on_the_lines_are_those_printed(file: str) -> None:
    text = (RAW / file).read_text(encoding="utf-8")
    lines = re.findall(r"^ *([\d.]+)[ ,]+([01]\.\d+)[ ,]+(\d+)", text, re.MULTILINE)
    printed = {float(share): float(value) for value, share, _ in lines}
    one = series(file)["distribution", "time"]
    assert (one.kind, one.unit, one.n) == ("sample", None, int(lines[-1][2]))
    assert one.maximum == float(lines[-1][0])
    for share, value in ((0.9, one.p90), (0.95, one.p95), (0.99, one.p99)):
        assert printed.get(share, value) == value


def test_text_and_csv_of_one_histogram_are_read_alike() -> None:
    text, csv = (series(f"hdrhistogram-java-2.1.11-percentiles.{end}") for end in ("hgrm", "csv"))
    assert text == csv


def test_with_every_value_on_a_line_the_mean_is_nearly_the_printed_one() -> None:
    file = "hdrhistogram-java-2.1.11-every-value.hgrm"
    printed = float(re.findall(r"Mean +=\s+([\d.]+)", (RAW / file).read_text(encoding="utf-8"))[0])
    assert series(file)["distribution", "time"].mean == pytest.approx(printed, rel=1e-3)


def test_intervals_of_a_log_are_told_apart_by_tag() -> None:
    found = inspect_file(RAW / "hdrhistogram-java-2.1.11-tags.hlog")
    assert [(one.name, one.metric, one.n, one.maximum) for one in found.series] == [
        ("orders", "interval_max", 2, 1.861),
        ("untagged", "interval_max", 2, 2.022),
    ]
    assert found.facts == {"date": "2026-11-21 08:33:20"}


def test_the_length_checked_in_a_log_is_that_of_the_compressed_histogram() -> None:
    text = (RAW / "hdrhistogram-java-2.1.11-tags.hlog").read_text(encoding="utf-8")
    for line in re.findall(r"HIST\S+", text):
        payload = base64.b64decode(line)
        assert int.from_bytes(payload[4:8], "big") == len(payload) - 8
        assert zlib.decompress(payload[8:])


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.5, 0.95)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    content = (RAW / file).read_bytes()
    short = tmp_path / file
    short.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(NotReadable):
        inspect_file(short)
