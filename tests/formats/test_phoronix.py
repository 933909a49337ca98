"""Phoronix Test Suite: what two versions of it wrote, read again."""

from __future__ import annotations

import gzip
import statistics
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "phoronix"


FILES = {
    "phoronix-10.8.4-composite.xml": "phoronix",
    "phoronix-10.8.6-composite.xml": "phoronix",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize("file", FILES)
def test_every_run_is_a_sample_and_their_mean_is_the_value_printed(file: str) -> None:
    results = ElementTree.parse(RAW / file).getroot().findall("Result")  # noqa: S314 - a file of ours
    found = series(RAW / file)
    assert len(found) == len(results) == 2
    for result in results:
        runs = [float(text) for text in (result.findtext("Data/Entry/RawString") or "").split(":")]
        one = found[f"{result.findtext('Title')}, {result.findtext('Description')}", "time"]
        assert (one.kind, one.unit, one.n) == ("sample", "ms", len(runs))
        assert (one.minimum, one.median, one.maximum) == (min(runs), statistics.median(runs), max(runs))
        assert one.mean == pytest.approx(float(result.findtext("Data/Entry/Value") or ""), abs=6e-4)


def test_facts() -> None:
    facts = inspect_file(RAW / "phoronix-10.8.6-composite.xml").facts
    assert facts["tool"] == "Phoronix Test Suite 10.8.6"
    assert facts["date"] == "2026-11-21 09:11:16"
    assert facts["cpu"].startswith("AMD EPYC")


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.5, 0.95)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, kept))


def test_a_compressed_file_is_read_alike(tmp_path: Path) -> None:
    file = RAW / "phoronix-10.8.6-composite.xml"
    packed = tmp_path / "composite.xml.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    assert series(packed) == series(file)
    assert inspect_file(packed).facts == inspect_file(file).facts
