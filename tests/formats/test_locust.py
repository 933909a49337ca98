"""Locust: what two versions of it wrote, read again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "locust"


FILES = {
    "locust-1.6.0-stats.csv": "locust-stats",
    "locust-1.6.0-stats_history.csv": "locust-history",
    "locust-1.6.0-failures.csv": "locust-failures",
    "locust-2.47.0-stats.csv": "locust-stats",
    "locust-2.47.0-stats_history.csv": "locust-history",
    "locust-2.47.0-failures.csv": "locust-failures",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


def rows(file: str) -> list[dict[str, str]]:
    with (RAW / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("version", ["1.6.0", "2.47.0"])
def test_statistics_are_those_of_the_rows(version: str) -> None:
    file = f"locust-{version}-stats.csv"
    found = series(RAW / file)
    for row in rows(file):
        name = f"{row['Type']} {row['Name']}".strip()
        time = found[name, "time"]
        assert (time.kind, time.unit, time.n) == ("summary", "ms", int(row["Request Count"]))
        assert time.mean == float(row["Average Response Time"])
        assert time.stated["p95 (rounded)"] == float(row["95%"])
        assert "p95" not in time.stated
        assert found[name, "failures"].stated["count"] == float(row["Failure Count"])
    assert ("GET /slow, with a comma", "time") in found


def test_a_history_holds_a_sample_a_second() -> None:
    file = "locust-2.47.0-stats_history.csv"
    aggregated = [row for row in rows(file) if row["Name"] == "Aggregated"]
    found = series(RAW / file)
    users = found["Aggregated", "users"]
    assert (users.kind, users.unit, users.n) == ("sample", "user", len(aggregated))
    assert users.maximum == 5
    assert found["Aggregated", "time"].mean == float(aggregated[-1]["Total Average Response Time"])
    assert inspect_file(RAW / file).facts == {"date": "2026-11-21 08:39:43"}


@pytest.mark.parametrize("version", ["1.6.0", "2.47.0"])
def test_failures_are_counted_by_error(version: str) -> None:
    file = f"locust-{version}-failures.csv"
    counts = [one.stated["count"] for one in series(RAW / file).values()]
    assert counts == [float(row["Occurrences"]) for row in rows(file)]


def test_the_format_says_that_users_wait_for_answers() -> None:
    assert {formats()[name].loop for name in FILES.values()} == {"closed"}


@pytest.mark.parametrize(
    ("file", "kept"), [(f"locust-{v}-stats.csv", k) for v in ("1.6.0", "2.47.0") for k in (0, 0.5, 0.8)]
)
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, kept))


@pytest.mark.parametrize("version", ["1.6.0", "2.47.0"])
def test_failures_are_counted(version: str) -> None:
    failed = str(sum(int(row["Occurrences"]) for row in rows(f"locust-{version}-failures.csv")))
    for file in (f"locust-{version}-failures.csv", f"locust-{version}-stats.csv"):
        assert inspect_file(RAW / file).facts["failed"] == failed
