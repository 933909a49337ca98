"""Phoronix Test Suite: what two versions of it wrote, read again."""

from __future__ import annotations

import statistics
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from mkdocs_dossiers.model.measurement import Series

RAW = Path(__file__).parents[1] / "raw" / "phoronix"


def series(file: str) -> dict[tuple[str, str], Series]:
    return {(one.name, one.metric): one for one in inspect_file(RAW / file).series}


FILES = {
    "phoronix-10.8.4-composite.xml": "phoronix",
    "phoronix-10.8.6-composite.xml": "phoronix",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    found = inspect_file(RAW / file)
    assert found.format == name
    sql = formats()[name].sql(str(RAW / file), found.size)
    rows = duckdb.connect().execute(f"SELECT count(DISTINCT (series, metric)) FROM ({sql})").fetchall()
    assert rows == [(len(found.series),)]


@pytest.mark.parametrize("file", FILES)
def test_every_run_is_a_sample_and_their_mean_is_the_value_printed(file: str) -> None:
    results = ElementTree.parse(RAW / file).getroot().findall("Result")  # noqa: S314 - a file of ours
    found = series(file)
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
    content = (RAW / file).read_bytes()
    short = tmp_path / file
    short.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(NotReadable):
        inspect_file(short)
