"""ApacheBench: what ab of Apache 2.4.71 wrote, read again."""

from __future__ import annotations

import csv
import re
import statistics
from pathlib import Path

import duckdb
import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from mkdocs_dossiers.model.measurement import Series

RAW = Path(__file__).parents[1] / "raw" / "apachebench"


def series(file: str) -> dict[tuple[str, str], Series]:
    return {(one.name, one.metric): one for one in inspect_file(RAW / file).series}


FILES = {
    "apachebench-2.4.71-gnuplot.tsv": "apachebench-gnuplot",
    "apachebench-2.4.71-8c-gnuplot.tsv": "apachebench-gnuplot",
    "apachebench-2.4.71-percentages.csv": "apachebench-percentages",
    "apachebench-2.4.71-8c-percentages.csv": "apachebench-percentages",
    "apachebench-2.4.71-report.txt": "apachebench",
    "apachebench-2.4.71-8c-report.txt": "apachebench",
    "apachebench-2.4.71-failing-report.txt": "apachebench",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    found = inspect_file(RAW / file)
    assert found.format == name
    sql = formats()[name].sql(str(RAW / file), found.size)
    rows = duckdb.connect().execute(f"SELECT count(DISTINCT (series, metric)) FROM ({sql})").fetchall()
    assert rows == [(len(found.series),)]


@pytest.mark.parametrize("run", ["", "-8c"])
def test_every_request_is_a_sample(run: str) -> None:
    file = f"apachebench-2.4.71{run}-gnuplot.tsv"
    with (RAW / file).open(encoding="utf-8", newline="") as lines:
        times = [int(row["ttime"]) for row in csv.DictReader(lines, delimiter="\t")]
    one = series(file)["requests", "time"]
    assert (one.kind, one.unit, one.n) == ("sample", "ms", len(times))
    assert (one.minimum, one.median, one.maximum) == (min(times), statistics.median(times), max(times))
    assert one.mean == pytest.approx(statistics.fmean(times))


@pytest.mark.parametrize("run", ["", "-8c"])
def test_the_three_files_of_one_run_agree(run: str) -> None:
    with (RAW / f"apachebench-2.4.71{run}-gnuplot.tsv").open(encoding="utf-8", newline="") as lines:
        times = sorted(int(row["ttime"]) for row in csv.DictReader(lines, delimiter="\t"))
    served = series(f"apachebench-2.4.71{run}-percentages.csv")["requests", "time"].stated
    report = next(
        one for (_, metric), one in series(f"apachebench-2.4.71{run}-report.txt").items() if metric == "time"
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
    failed = series("apachebench-2.4.71-failing-report.txt")["/bad", "failed"]
    assert failed.stated["count"] == float(re.findall(r"Non-2xx responses: +(\d+)", text)[0])


def test_facts() -> None:
    assert inspect_file(RAW / "apachebench-2.4.71-report.txt").facts == {"tool": "ApacheBench 2.3"}


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.4)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    content = (RAW / file).read_bytes()
    short = tmp_path / file
    short.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(NotReadable):
        inspect_file(short)
