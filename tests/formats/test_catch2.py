"""Catch2's XML reporter, version 2 and 3: means and standard deviations of benchmarks."""

from __future__ import annotations

import gzip
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import stock

RAW = helpers.RAW / "catch2"
FILES = sorted(RAW.glob("*.xml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_benchmark_is_read(file: Path) -> None:
    found = inspect_file(file)
    assert found.format == "catch2"
    written = [
        (int(entry.attrib["samples"]), float(entry[0].attrib["value"]), float(entry[1].attrib["value"]))
        for entry in ElementTree.parse(file).iter("BenchmarkResults")  # noqa: S314 - our own file
    ]
    read = [(one.n, one.stated["mean"], one.stated["standardDeviation"]) for one in found.series]
    assert sorted(read) == sorted(written)
    assert {(one.kind, one.metric, one.unit) for one in found.series} == {("summary", "time", "ns")}


@pytest.mark.parametrize("name", ["catch2-2.13.10-sections.xml", "catch2-3.7.1-sections.xml"])
def test_a_name_that_repeats_is_told_apart_by_its_test_case(name: str) -> None:
    assert [one.name for one in inspect_file(RAW / name).series] == [
        "other / sort 512",
        "sort 64 <ints>",
        "sorting & more / sort 512",
    ]


def test_facts() -> None:
    assert inspect_file(RAW / "catch2-3.7.1-sections.xml").facts == {"tool": "Catch2 3.7.1"}
    assert inspect_file(RAW / "catch2-2.13.10-fib.xml").facts == {"tool": "Catch2"}


def test_stock_duckdb_reads_the_compressed_file(tmp_path: Path) -> None:
    file = tmp_path / "catch2.xml.gz"
    file.write_bytes(gzip.compress((RAW / "catch2-2.13.10-fib.xml").read_bytes()))
    query = "SELECT value FROM samples WHERE series = 'sort 1k' AND params['statistic'] = 'mean'"
    assert stock("catch2", file, query) == [(7176.22,)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_report_without_its_end_is_refused(file: Path, tmp_path: Path) -> None:
    part = tmp_path / file.name
    text = file.read_text()
    part.write_text(text[: text.rindex("<OverallResultsCases")])
    with pytest.raises(NotReadable, match="closing tag"):
        inspect_file(part)
