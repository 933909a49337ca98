"""k6: what two versions of it wrote, read again."""

from __future__ import annotations

import json
import statistics
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "k6"


FILES = {
    "k6-0.49.0-points.ndjson": "k6",
    "k6-0.49.0-summary-export.json": "k6-summary",
    "k6-0.49.0-handle-summary.json": "k6-summary",
    "k6-2.2.0-points.ndjson": "k6",
    "k6-2.2.0-summary-export.json": "k6-summary",
    "k6-2.2.0-handle-summary.json": "k6-summary",
    "k6-2.2.0-machine-readable-summary.json": "k6-summary",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


def points(version: str, metric: str) -> list[float]:
    lines = (RAW / f"k6-{version}-points.ndjson").read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines]
    return [one["data"]["value"] for one in read if one["type"] == "Point" and one["metric"] == metric]


@pytest.mark.parametrize("version", ["0.49.0", "2.2.0"])
def test_the_summary_of_a_run_is_that_of_its_points(version: str) -> None:
    found = series(RAW / f"k6-{version}-summary-export.json")
    for metric in ("http_req_duration", "http_req_waiting", "iteration_duration", "queue_wait"):
        values = points(version, metric)
        one = found["all", "time" if metric == "http_req_duration" else metric]
        assert (one.kind, one.n) == ("summary", len(values))
        assert one.mean == pytest.approx(statistics.fmean(values), rel=1e-12)
        assert one.median == pytest.approx(statistics.median(values), rel=1e-12)
        assert (one.minimum, one.maximum) == (min(values), max(values))
        interpolated = statistics.quantiles(values, n=100, method="inclusive")[94]
        assert one.stated["p95 (interpolated)"] == pytest.approx(interpolated, rel=1e-9)
    assert found["all", "http_reqs"].stated["count"] == len(points(version, "http_reqs"))


@pytest.mark.parametrize("version", ["0.49.0", "2.2.0"])
def test_points_are_samples_by_request_name(version: str) -> None:
    found = series(RAW / f"k6-{version}-points.ndjson")
    summary = series(RAW / f"k6-{version}-summary-export.json")["{name:orders}", "time"]
    one = found["orders", "time"]
    assert (one.kind, one.unit, one.n) == ("sample", "ms", summary.n)
    assert (one.minimum, one.median, one.maximum) == (summary.minimum, summary.median, summary.maximum)
    assert found["status is 200", "checks"].mean == 1
    assert found["default", "iteration_duration"].unit == "ms"


def test_layouts_of_the_summary_are_read_alike() -> None:
    old, new = (
        series(RAW / f"k6-2.2.0-{end}.json") for end in ("handle-summary", "machine-readable-summary")
    )
    for key in (("all", "time"), ("{name:orders}", "time"), ("all", "queue_wait")):
        assert old[key].unit == new[key].unit == "ms"
        assert {"mean", "median", "min", "max"} <= set(old[key].stated) & set(new[key].stated)


def test_facts_and_loop() -> None:
    found = inspect_file(RAW / "k6-2.2.0-machine-readable-summary.json")
    assert found.facts == {"tool": "k6 2.2.0", "date": "2026-11-21T08:58:16.93186718Z", "failed": "0"}
    assert {formats()[name].loop for name in FILES.values()} == {None}


def test_failed_requests_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "points.ndjson"
    text = (RAW / "k6-2.2.0-points.ndjson").read_text(encoding="utf-8").splitlines(keepends=True)
    places = [i for i, line in enumerate(text) if '"metric":"http_req_failed","type":"Point"' in line]
    for place in places[:7]:
        assert '"value":0,' in text[place]
        text[place] = text[place].replace('"value":0,', '"value":1,')
    file.write_text("".join(text), encoding="utf-8")
    assert inspect_file(file).facts["failed"] == "7"


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.5, 0.95)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, kept))
