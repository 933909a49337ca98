"""OpenMetrics: what the Prometheus client for Python wrote, read again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "openmetrics"


FILES = {
    "prometheus-client-0.26.0-openmetrics.txt": "openmetrics",
    "prometheus-client-0.26.0-text.txt": "openmetrics",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


ORDERS = 'method="GET",path="/orders"'


def printed(file: str, name: str) -> float:
    text = (RAW / file).read_text(encoding="utf-8")
    return float(re.findall(rf"^{re.escape(name)} (\S+)", text, re.MULTILINE)[0])


@pytest.mark.parametrize("file", FILES)
def test_a_histogram_states_its_mean_and_the_share_up_to_each_bound(file: str) -> None:
    found = series(RAW / file)
    count = printed(file, f"request_duration_seconds_count{{{ORDERS}}}")
    time = found[ORDERS, "request_duration_seconds"]
    assert (time.kind, time.unit, time.n) == ("summary", "s", count)
    assert time.mean == printed(file, f"request_duration_seconds_sum{{{ORDERS}}}") / count
    bucket = printed(file, f'request_duration_seconds_bucket{{le="0.05",{ORDERS}}}')
    assert found[ORDERS, "request_duration_seconds_share"].stated["<= 0.05"] == bucket / count


@pytest.mark.parametrize("file", FILES)
def test_gauges_and_counters_are_one_sample(file: str) -> None:
    found = series(RAW / file)
    assert (found["all", "queue_length"].kind, found["all", "queue_length"].mean) == ("sample", 7.5)
    assert found['code="500"', "requests_total"].mean == printed(file, 'requests_total{code="500"}')
    assert found["all", "response_size_bytes"].unit == "B"


def test_openmetrics_ends_in_its_last_line(tmp_path: Path) -> None:
    text = (RAW / "prometheus-client-0.26.0-openmetrics.txt").read_text(encoding="utf-8")
    short = tmp_path / "short.txt"
    short.write_text(text.removesuffix("# EOF\n"), encoding="utf-8")
    with pytest.raises(NotReadable, match="EOF"):
        inspect_file(short)


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.2, 0.3)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, kept))
