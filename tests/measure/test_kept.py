"""Samples that are published beside a claim, because only SQL reads its raw file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.measure import kept
from mkdocs_dossiers.model.measurement import Measurement
from tests.measure.claims import claim, dataset, examined, measured

RAW = Path(__file__).parents[1] / "raw"
TINYBENCH = RAW / "tinybench/tinybench-4.1.0-tasks.json"
HISTOGRAM = RAW / "hdrhistogram/hdrhistogram-java-2.1.11-tags.hlog"


def found(root: Path, raw: Path, series: str, statistic: str = "median", **options: Any) -> Measurement:
    """A claim about a series of a raw file; its unit is given where the file has none."""
    data = replace(dataset(root, "d", raw.read_bytes(), None, f"data/{raw.name}"), **options)
    result = examined(root, [data], claim(statistic, "<= 1 s", of=("d", series)))
    assert not result.file_failures, result.file_failures
    assert not result.claim_failures, result.claim_failures
    return result.measurements["c"]


def test_every_sample_of_a_format_without_another_reader(tmp_path: Path) -> None:
    measurement = found(tmp_path, TINYBENCH, "sort 5000")
    assert measurement.kept is not None
    (side,) = json.loads(measurement.kept)["sides"]
    tasks = json.loads(TINYBENCH.read_text("utf-8"))
    samples = next(
        task["result"]["latency"]["samples"]
        for task in (tasks if isinstance(tasks, list) else tasks["tasks"])
        if task["name"] == "sort 5000"
    )
    assert sorted(side["values"]) == sorted(samples), "as the file has them, to the last digit"
    assert (side["dataset"], side["series"], side["unit"]) == ("d", "sort 5000", "ms")
    assert "weights" not in side


def test_rows_that_stand_for_several_samples(tmp_path: Path) -> None:
    measurement = found(tmp_path, HISTOGRAM, "orders", "p99", unit="ns")
    assert measurement.kept is not None
    (side,) = json.loads(measurement.kept)["sides"]
    assert sum(side["weights"]) == measurement.n == 6000
    assert len(side["weights"]) == len(side["values"]) < 6000


def test_nothing_where_the_browser_reads_the_file(tmp_path: Path) -> None:
    assert measured(tmp_path, range(1, 30), claim("median", of=("d", "a"))).kept is None


def test_no_more_than_pages_can_carry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 63)
    assert found(tmp_path / "all", TINYBENCH, "sort 5000").kept is not None
    monkeypatch.setattr(kept, "MOST", 62)
    assert found(tmp_path / "few", TINYBENCH, "sort 5000").kept is None
