"""asv's results: parameters, samples recorded or not, memory, tracked values; results version 1 and 2."""

from __future__ import annotations

import itertools
import json
import statistics
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from mkdocs_dossiers.model.measurement import Series
from tests.formats import helpers
from tests.formats.helpers import cut, stock

RAW = helpers.RAW / "asv"
FILES = sorted(RAW.glob("*.json"))


def by_name(name: str) -> dict[str, Series]:
    found = inspect_file(RAW / name)
    assert found.format == "asv"
    return {one.name: one for one in found.series}


def test_recorded_samples_and_their_median() -> None:
    found = by_name("asv-0.6.6-samples.json")
    document = json.loads((RAW / "asv-0.6.6-samples.json").read_text())
    columns = document["result_columns"]
    for name in ("bench.Sort.time_sorted", "bench.time_range", "bench.timeraw_import"):
        entry = dict(zip(columns, document["results"][name], strict=False))
        for index, chosen in enumerate(itertools.product(*entry["params"])):
            samples = entry["samples"][index]
            key = f"{name}({', '.join(chosen)})" if chosen else name
            if samples is None:  # 512, 'up' is skipped
                assert key not in found
                continue
            one = found[key]
            assert (one.kind, one.metric, one.unit, one.n) == (
                "sample",
                "time",
                "s",
                entry["stats_repeat"][index],
            )
            assert one.median == pytest.approx(statistics.median(samples), rel=1e-12)
            assert one.stated["median"] == pytest.approx(entry["result"][index], rel=1e-12)
            assert one.stated["median"] == pytest.approx(one.median, rel=1e-12)


def test_without_samples_there_is_only_the_median() -> None:
    found = by_name("asv-0.6.6-no-samples.json")
    one = found["bench.Sort.time_sorted(512, 'mixed')"]
    assert (one.kind, one.n, one.stated) == ("summary", 16, {"median": 1.3034500170761021e-05})


def test_memory_and_tracked_values() -> None:
    found = by_name("asv-0.6.6-samples.json")
    assert (found["bench.mem_list"].metric, found["bench.mem_list"].unit) == ("mem", "B")
    assert (found["bench.mem_list"].n, found["bench.mem_list"].median) == (1, 2104)
    assert found["bench.Sort.peakmem_copy(64, 'up')"].metric == "peakmem"
    assert (found["bench.track_ratio"].unit, found["bench.track_ratio"].median) == (None, 1.5)


def test_results_of_the_first_version() -> None:
    found = by_name("asv-results1-astropy.json")
    written = json.loads((RAW / "asv-results1-astropy.json").read_text())["results"]
    assert found.keys() == {name for name, value in written.items() if value is not None}
    assert found["time_units.time_unit_to"].stated == {"result": written["time_units.time_unit_to"]}
    assert found["time_units.mem_unit"].median == 344


def test_weight_and_parameters_in_stock_duckdb() -> None:
    file = RAW / "asv-0.6.6-samples.json"
    rows = stock(
        "asv",
        file,
        "SELECT DISTINCT series, weight, params FROM samples "
        "WHERE series LIKE '%(64, ''mixed'')' AND metric = 'time' AND kind = 'sample'",
    )
    name = "bench.Sort.time_sorted(64, 'mixed')"
    assert rows == [(name, 1, {"1": "64", "2": "'mixed'"})]


def test_facts() -> None:
    assert inspect_file(RAW / "asv-0.6.6-samples.json").facts == {
        "tool": "asv (results version 2)",
        "commit": "9b4926cf6a9a0547d85f0e754978671fb17c8e2c",
        "host": "bench",
        "date": "2026-11-21T08:49:13Z",
    }
    old = inspect_file(RAW / "asv-results1-astropy.json").facts
    assert (old["host"], old["cpu"]) == ("cheetah", "Intel(R) Core(TM) i5-2520M CPU @ 2.50GHz (4 cores)")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_half_a_file_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(file, tmp_path, 3 / 4))
