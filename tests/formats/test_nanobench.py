"""nanobench's JSON template: epochs, batches, hardware counters."""

from __future__ import annotations

import json
import statistics
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import cut, stock

RAW = helpers.RAW / "nanobench"
FILES = sorted(RAW.glob("*.json"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_epoch_is_a_sample_and_the_median_is_the_tools(file: Path) -> None:
    found = inspect_file(file)
    assert (found.format, found.facts) == ("nanobench", {"tool": "nanobench"})
    measured = {one.name: one for one in found.series}
    for result in json.loads(file.read_text())["results"]:
        elapsed = [entry["elapsed"] for entry in result["measurements"]]
        one = measured.pop(result["name"])
        assert (one.metric, one.unit, one.n) == ("time", "s", result["epochs"])
        assert one.median == pytest.approx(statistics.median(elapsed), rel=1e-12)
        assert one.stated == {"median": result["median(elapsed)"]}
        assert one.stated["median"] == pytest.approx(one.median, rel=1e-12)
    assert measured == {}


def test_weights_and_parameters() -> None:
    file = RAW / "nanobench-4.0.0-two-sorts.json"
    query = "SELECT weight, value, params FROM samples WHERE series = 'sort 64' AND iteration = 1"
    params = {"unit": "elem", "batch": "64.0", "complexityN": "64.0"}
    assert stock("nanobench", file, query) == [(74, 4.22648648648649e-07, params)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_half_a_file_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(file, tmp_path, 1 / 2))
