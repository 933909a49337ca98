"""ApacheBench: what ab of Apache 2.4.71 wrote, read again."""

from __future__ import annotations

import csv
import re
import statistics
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "apachebench"


FILES = {
    "apachebench-2.4.71-gnuplot.tsv": "apachebench-gnuplot",
    "apachebench-2.4.71-8c-gnuplot.tsv": "apachebench-gnuplot",
    "apachebench-2.4.71-percentages.csv": "apachebench-percentages",
    "apachebench-2.4.71-8c-percentages.csv": "apachebench-percentages",
    "apachebench-2.4.71-report.txt": "apachebench",
    "apachebench-2.4.71-8c-report.txt": "apachebench",
    "apachebench-2.4.71-failing-report.txt": "apachebench",
    "apachebench-2.4.68-mixed-report.txt": "apachebench",
    "apachebench-2.4.68-mixed-gnuplot.tsv": "apachebench-gnuplot",
    "apachebench-2.4.68-mixed-percentages.csv": "apachebench-percentages",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize("run", ["", "-8c"])
def test_every_request_is_a_sample(run: str) -> None:
    file = f"apachebench-2.4.71{run}-gnuplot.tsv"
    with (RAW / file).open(encoding="utf-8", newline="") as lines:
        times = [int(row["ttime"]) for row in csv.DictReader(lines, delimiter="\t")]
    one = series(RAW / file)["requests", "time"]
    assert (one.kind, one.unit, one.n) == ("sample", "ms", len(times))
    assert (one.minimum, one.median, one.maximum) == (min(times), statistics.median(times), max(times))
    assert one.mean == pytest.approx(statistics.fmean(times))


@pytest.mark.parametrize("run", ["", "-8c"])
def test_the_three_files_of_one_run_agree(run: str) -> None:
    with (RAW / f"apachebench-2.4.71{run}-gnuplot.tsv").open(encoding="utf-8", newline="") as lines:
        times = sorted(int(row["ttime"]) for row in csv.DictReader(lines, delimiter="\t"))
    served = series(RAW / f"apachebench-2.4.71{run}-percentages.csv")["requests", "time"].stated
    report = next(
        one
        for (_, metric), one in series(RAW / f"apachebench-2.4.71{run}-report.txt").items()
        if metric == "time"
    )
    assert report.n == len(times)
    for percent in (75, 80, 90, 95, 99):
        rank = len(times) * percent // 100
        assert report.stated[f"p{percent}"] == times[rank]
        assert served[f"p{percent}"] == pytest.approx(times[rank], abs=1)
    assert (served["min"], served["max"]) == pytest.approx((times[0], times[-1]), abs=1)
    assert report.stated["mean"] == pytest.approx(statistics.fmean(times), abs=1)


def test_failing_answers_are_counted() -> None:
    text = (RAW / "apachebench-2.4.71-failing-report.txt").read_text(encoding="utf-8")
    failed = series(RAW / "apachebench-2.4.71-failing-report.txt")["/bad", "failed"]
    assert failed.stated["count"] == float(re.findall(r"Non-2xx responses: +(\d+)", text)[0])


def test_facts() -> None:
    assert inspect_file(RAW / "apachebench-2.4.71-report.txt").facts == {
        "tool": "ApacheBench 2.3",
        "failed": "0",
    }
    assert inspect_file(RAW / "apachebench-2.4.68-mixed-report.txt").facts["failed"] == "60"


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.4)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, kept))
