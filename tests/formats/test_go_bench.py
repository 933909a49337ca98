"""Go benchmarks: what go test of Go 1.19 wrote, read again."""

from __future__ import annotations

import json
import statistics
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, series, stock

RAW = helpers.RAW / "go-bench"
FILES = {
    "go-bench-1.19-count10.txt": "go-bench",
    "go-bench-1.19-cpu-1-2-fixed-iterations.txt": "go-bench",
    "go-bench-1.19-test2json.ndjson": "go-bench",
    "go-bench-1.19-two-packages.txt": "go-bench",
    "go-bench-1.19-two-packages.ndjson": "go-bench",
    "go-bench-1.19-failing.txt": "go-bench",
    "go-bench-1.26-count3.txt": "go-bench",
    "go-bench-1.26-test2json.ndjson": "go-bench",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize("unit", ["ns/op", "MB/s", "B/op", "allocs/op", "keys/op"])
def test_every_line_is_a_sample(unit: str) -> None:
    metric = {"ns/op": "time", "MB/s": "throughput", "B/op": "bytes_per_op"}.get(
        unit, unit.replace("/", "_per_")
    )
    expected: dict[str, list[float]] = {}
    for line in (RAW / "go-bench-1.19-count10.txt").read_text().splitlines():
        words = line.split()
        if line.startswith("Benchmark") and unit in words:
            expected.setdefault(words[0], []).append(float(words[words.index(unit) - 1]))
    found = {
        name: one for (name, kind), one in series(RAW / "go-bench-1.19-count10.txt").items() if kind == metric
    }
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        assert found[name].n == len(values) == 10
        assert found[name].mean == pytest.approx(statistics.mean(values), rel=1e-12)
        assert found[name].maximum == max(values)


def test_gomaxprocs_stays_in_the_name() -> None:
    found = series(RAW / "go-bench-1.19-cpu-1-2-fixed-iterations.txt")
    assert found["BenchmarkSort/n=100/kind=ints", "time"].median == 2481
    assert found["BenchmarkSort/n=100/kind=ints-2", "time"].median == 3980


def test_parameters_and_iterations() -> None:
    rows = stock(
        "go-bench",
        RAW / "go-bench-1.19-count10.txt",
        "SELECT params, weight, iteration, run FROM samples WHERE series LIKE '%n=1000/%' AND metric = 'time' "
        "ORDER BY iteration LIMIT 1",
    )
    params = {"cpu": "AMD EPYC", "goarch": "amd64", "goos": "linux", "pkg": "example.org/bench"}
    assert rows == [(params | {"n": "1000", "kind": "ints"}, 2001, 0, 0)]


@pytest.mark.parametrize("ending", ["txt", "ndjson"])
def test_one_name_in_two_packages_and_metrics_of_its_own(ending: str) -> None:
    found = series(RAW / f"go-bench-1.19-two-packages.{ending}")
    assert {name for name, _ in found} == {
        "BenchmarkLogs-2",
        "example.org/bench/a.BenchmarkJoin-2",
        "example.org/bench/b.BenchmarkJoin-2",
    }
    assert (found["BenchmarkLogs-2", "p99_ns"].unit, found["BenchmarkLogs-2", "p99_ns"].mean) == ("ns", 12.5)
    assert found["BenchmarkLogs-2", "hit_ratio"].mean == 0.25


def test_events_hold_the_same_lines() -> None:
    file = RAW / "go-bench-1.19-test2json.ndjson"
    text = "".join(json.loads(line).get("Output", "") for line in file.read_text().splitlines())
    values = [float(line.split()[2]) for line in text.splitlines() if line.startswith("BenchmarkJSON-2 ")]
    found = series(file)["BenchmarkJSON-2", "time"]
    assert (found.n, found.minimum, found.maximum) == (len(values), min(values), max(values))


def test_what_the_file_says_about_itself() -> None:
    assert inspect_file(RAW / "go-bench-1.19-count10.txt").facts == {"cpu": "AMD EPYC"}
    assert inspect_file(RAW / "go-bench-1.19-two-packages.ndjson").facts == {"cpu": "AMD EPYC"}


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused(file: str, tmp_path: Path) -> None:
    text = (RAW / file).read_text()
    cut = tmp_path / file
    cut.write_text(text[: text.rindex("ns/op")])
    with pytest.raises(NotReadable, match=r"not complete|cannot be read"):
        inspect_file(cut)
