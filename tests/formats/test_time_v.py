"""GNU time: what time -v 1.9 wrote, read again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, series, stock

RAW = helpers.RAW / "time-v"
FILES = {
    "time-v-1.9-appended-3-runs.txt": "time-v",
    "time-v-1.9-failing.txt": "time-v",
    "time-v-1.9-gzip.txt": "time-v",
    "time-v-busybox-1.35.0-gzip.txt": "time-v",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


def test_every_report_is_a_run() -> None:
    text = (RAW / "time-v-1.9-appended-3-runs.txt").read_text()
    found = series(RAW / "time-v-1.9-appended-3-runs.txt")
    for label, metric, unit in (
        ("Maximum resident set size (kbytes)", "max_rss", "KiB"),
        ("User time (seconds)", "user_time", "s"),
        ("Percent of CPU this job got", "cpu", "%"),
        ("Involuntary context switches", "involuntary_context_switches", "count"),
    ):
        values = [
            float(value) for value in re.findall(rf"^\t{re.escape(label)}: ([\d.]+)", text, re.MULTILINE)
        ]
        one = found["xz -1 -k -c /usr/bin/perf", metric]
        assert (one.n, one.unit, one.minimum, one.maximum) == (3, unit, min(values), max(values))
        assert one.mean == pytest.approx(sum(values) / 3)


@pytest.mark.parametrize(
    ("printed", "seconds"), [("0:00.35", 0.35), ("12:03.50", 723.5), ("1:02:03", 3723.0)]
)
def test_elapsed_time_in_seconds(printed: str, seconds: float, tmp_path: Path) -> None:
    text = (RAW / "time-v-1.9-gzip.txt").read_text()
    (tmp_path / "time.txt").write_text(text.replace("0:00.26", printed))
    found = {one.metric: one for one in inspect_file(tmp_path / "time.txt").series}
    assert (found["time"].unit, found["time"].median) == ("s", seconds)


def test_a_failed_run_says_so() -> None:
    file = RAW / "time-v-1.9-failing.txt"
    rows = stock("time-v", file, "SELECT DISTINCT series, params FROM samples")
    assert rows == [("sh -c sleep 0.2; exit 3", {"exit_status": "3"})]


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused(file: str, tmp_path: Path) -> None:
    text = (RAW / file).read_text()
    (tmp_path / file).write_text(text[: text.rindex("\tExit status")])
    with pytest.raises(NotReadable, match="not complete"):
        inspect_file(tmp_path / file)


def test_busybox_writes_the_elapsed_time_in_words() -> None:
    text = (RAW / "time-v-busybox-1.35.0-gzip.txt").read_text()
    minutes, seconds = re.findall(r"m:ss\): (\d+)m ([\d.]+)s", text)[0]
    time = series(RAW / "time-v-busybox-1.35.0-gzip.txt")["gzip -c /bin/bash", "time"]
    assert (time.n, time.mean) == (1, int(minutes) * 60 + float(seconds))


def test_failed_runs_are_counted() -> None:
    assert inspect_file(RAW / "time-v-1.9-failing.txt").facts == {"failed": "1"}
    assert inspect_file(RAW / "time-v-1.9-appended-3-runs.txt").facts == {"failed": "0"}
