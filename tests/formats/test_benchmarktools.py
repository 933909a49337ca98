"""BenchmarkTools.jl's JSON: estimates as saved, and trials inside PkgBenchmark's document."""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

import duckdb
import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import cut, stock

RAW = helpers.RAW / "benchmarktools"
ESTIMATES = RAW / "benchmarktools-1.0.0-estimates.json"
TRIALS = RAW / "benchmarktools-1.0.0-pkgbenchmark.json.zst"


def trials() -> dict[str, dict[str, Any]]:
    """The trials in PkgBenchmark's document, by group; the file is one line."""
    row = duckdb.connect().execute(
        "SELECT json->>'benchmarkgroup' FROM read_json_objects(?, maximum_object_size = 4000000)",
        [str(TRIALS)],
    )
    document = json.loads((row.fetchone() or ("",))[0])
    found: dict[str, dict[str, Any]] = {}
    nodes = [("", document[1][0])]
    while nodes:
        path, (kind, content) = nodes.pop()
        if kind == "BenchmarkGroup":
            nodes += [(f"{path}/{key}".lstrip("/"), node) for key, node in content["data"].items()]
        else:
            found[path] = content
    return found


def test_trials() -> None:
    found = inspect_file(TRIALS)
    assert found.format == "benchmarktools"
    series = {(one.name, one.metric): one for one in found.series}
    written = trials()
    assert {name for name, _ in series} == written.keys()
    for name, trial in written.items():
        one = series[name, "time"]
        assert (one.kind, one.unit, one.n) == ("sample", "ns", len(trial["times"]))
        assert (one.minimum, one.maximum) == (min(trial["times"]), max(trial["times"]))
        assert one.median == pytest.approx(statistics.median(trial["times"]), rel=1e-12)
        assert series[name, "gctime"].maximum == max(trial["gctimes"])
        assert (series[name, "memory"].unit, series[name, "memory"].median) == ("B", trial["memory"])
        assert (series[name, "allocs"].unit, series[name, "allocs"].median) == ("count", trial["allocs"])


def test_estimates_are_statistics_nobody_named() -> None:
    found = inspect_file(ESTIMATES)
    assert found.format == "benchmarktools"
    times = {one.name: one for one in found.series if one.metric == "time"}
    assert {name: (one.kind, dict(one.stated)) for name, one in times.items()} == {
        "fib/10": ("summary", {"estimate": 246.03846153846155}),
        "fib/20": ("summary", {"estimate": 31028.0}),
    }


def test_weights_in_stock_duckdb() -> None:
    query = "SELECT DISTINCT weight FROM samples WHERE series = 'utilities/vech' AND metric = 'time'"
    assert stock("benchmarktools", TRIALS, query) == [(972,)]


def test_facts() -> None:
    assert inspect_file(ESTIMATES).facts == {"tool": "BenchmarkTools.jl 1.0.0 (Julia 1.7.0-rc3)"}
    assert inspect_file(TRIALS).facts == {
        "tool": "BenchmarkTools.jl 1.0.0 (Julia 1.6.4)",
        "dirty": "true",
        "date": "2021-12-14T11:57:50.991",
    }


@pytest.mark.parametrize("file", [ESTIMATES, TRIALS], ids=lambda file: file.name)
def test_half_a_file_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(file, tmp_path, 1 / 2))
