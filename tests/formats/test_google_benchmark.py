"""Google Benchmark's JSON: repetitions, aggregates, counters, errors; with and without run types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import cut, series, stock

RAW = helpers.RAW / "google-benchmark"
FILES = sorted(RAW.glob("*.json"))


def entries(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((RAW / name).read_text())["benchmarks"]
    return found


def test_each_repetition_is_a_sample() -> None:
    found = series(RAW / "google-benchmark-1.7.1-repetitions.json")
    runs = [
        entry
        for entry in entries("google-benchmark-1.7.1-repetitions.json")
        if entry["run_type"] == "iteration" and "error_occurred" not in entry
    ]
    for name in {entry["name"] for entry in runs}:
        own = [entry for entry in runs if entry["name"] == name]
        for metric, key in (("time", "real_time"), ("cpu_time", "cpu_time")):
            one = found[name, metric]
            assert (one.n, one.unit) == (9, own[0]["time_unit"])
            assert one.minimum == min(entry[key] for entry in own)
            assert one.maximum == max(entry[key] for entry in own)
    assert not any(name == "BM_Skip" for name, _ in found)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_tools_aggregates_are_those_of_its_samples(file: Path) -> None:
    found = inspect_file(file)
    assert found.format == "google-benchmark"
    for one in found.series:
        if one.kind == "sample" and one.stated:
            assert one.stated["mean"] == pytest.approx(one.mean, rel=1e-12)
            assert one.stated["median"] == pytest.approx(one.median, rel=1e-12)


def test_counters_are_metrics() -> None:
    found = series(RAW / "google-benchmark-1.7.1-no-repetitions.json")
    copied = found["BM_Copy/1024/real_time/threads:2", "bytes_per_second"]
    assert (copied.unit, copied.n, copied.median) == ("B/s", 1, 83051993695.4904)
    assert found["BM_Copy/1024/real_time/threads:2", "rate"].unit is None
    assert found["BM_Sort/64", "items_per_second"].unit == "item/s"


def test_aggregates_alone_are_summaries() -> None:
    found = series(RAW / "google-benchmark-1.7.1-aggregates-only.json")
    assert {one.kind for one in found.values()} == {"summary"}
    sort = found["BM_SortP90/512", "time"]
    assert (sort.n, sort.mean, sort.p90) == (6, 13840.556317235554, None)
    assert sort.stated["custom p90"] == 13823.630222513457


def test_before_run_types_aggregates_are_known_by_name() -> None:
    found = series(RAW / "google-benchmark-1.3.0-repetitions.json")
    assert {name for name, _ in found} == {"BM_Sort/64/repeats:5", "BM_Sort/512/repeats:5", "BM_Copy"}
    assert found["BM_Sort/64/repeats:5", "time"].n == 5
    assert found["BM_Sort/64/repeats:5", "swaps"].stated == {"mean": 3.5, "median": 3.5, "stddev": 0.0}


def test_weight_and_labels() -> None:
    file = RAW / "google-benchmark-1.7.1-repetitions.json"
    rows = stock(
        "google-benchmark",
        file,
        "SELECT weight, params FROM samples "
        "WHERE series = 'BM_Copy/1024/real_time/threads:1' AND metric = 'time' AND run = 3",
    )
    entry = next(
        entry
        for entry in entries(file.name)
        if entry["name"] == "BM_Copy/1024/real_time/threads:1" and entry.get("repetition_index") == 3
    )
    assert rows == [(entry["iterations"], {"threads": "1", "label": entry["label"]})]


def test_facts() -> None:
    assert inspect_file(RAW / "google-benchmark-1.7.1-repetitions.json").facts == {
        "tool": "Google Benchmark",
        "date": "2026-11-21T06:56:58+00:00",
        "host": "vm",
        "commit": "0123abcd",
    }
    assert inspect_file(RAW / "google-benchmark-1.9.5-python.json").facts["tool"] == "Google Benchmark 1.9.5"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_half_a_file_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(file, tmp_path, 1 / 2))
