"""pyperf's JSON: runs of several processes, warm-ups, calibration, memory; and nanobench's imitation of it."""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import cut, series, stock

RAW = helpers.RAW / "pyperf"
FILES = sorted(RAW.glob("*.json"))


def benchmarks(file: Path) -> dict[str, list[dict[str, Any]]]:
    """The runs of each benchmark, read without the package."""
    document = json.loads(file.read_text())
    return {
        entry.get("metadata", {}).get("name") or document["metadata"]["name"]: entry["runs"]
        for entry in document["benchmarks"]
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_value_is_a_sample_and_every_warm_up_is_told_apart(file: Path) -> None:
    found = inspect_file(file)
    assert found.format == "pyperf"
    measured = {one.name: one for one in found.series if not one.metric.endswith("rss")}
    expected = benchmarks(file)
    assert measured.keys() == expected.keys()
    for name, runs in expected.items():
        values = [value for run in runs for value in run.get("values", [])]
        assert measured[name].n == len(values)
        assert measured[name].minimum == min(values)
        assert measured[name].maximum == max(values)
        assert measured[name].median == pytest.approx(statistics.median(values), rel=1e-12)
        assert measured[name].mean == pytest.approx(statistics.fmean(values), rel=1e-12)
        assert measured[name].warmups == sum(len(run.get("warmups", [])) for run in runs)


@pytest.mark.parametrize(
    ("name", "microseconds"), [("sort_64", 2.80), ("sort_512", 69.0), ("sum_range", 45.5)]
)
def test_the_mean_is_the_one_pyperf_prints(name: str, microseconds: float) -> None:
    mean = series(RAW / "pyperf-2.10.0-suite.json")[name, "time"].mean
    assert mean is not None
    assert float(f"{mean * 1e6:.3g}") == microseconds


def test_memory_is_measured_in_bytes() -> None:
    tracked = series(RAW / "pyperf-2.10.0-memory.json")
    assert tracked["timeit", "memory"].unit == "B"
    assert f"{(tracked['timeit', 'memory'].mean or 0) / 2**20:.1f}" == "11.8"  # pyperf prints 11.8 MiB
    command = series(RAW / "pyperf-2.10.0-command.json")["command", "command_max_rss"]
    assert (command.unit, command.n, command.warmups) == ("B", 8, 1)


def test_weights_are_loops_times_inner_loops() -> None:
    file = RAW / "pyperf-2.10.0-suite.json"
    query = (
        "SELECT DISTINCT weight FROM samples WHERE series = 'sum_range' AND metric = 'time' AND NOT warmup"
    )
    loops = json.loads(file.read_text())["benchmarks"][2]["metadata"]["loops"]
    assert stock("pyperf", file, query) == [(loops * 2,)]


def test_facts() -> None:
    assert inspect_file(RAW / "pyperf-2.10.0-command.json").facts == {
        "tool": "pyperf 2.10.0",
        "cpu": "AMD EPYC",
        "host": "vm",
        "date": "2026-11-21 06:54:57.769130",
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_half_a_file_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(file, tmp_path, 1 / 2))
