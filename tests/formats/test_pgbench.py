"""pgbench: the reports and transaction logs of pgbench 15.18, read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, series

RAW = helpers.RAW / "pgbench"
FILES = {
    "pgbench-15.18-progress.txt": "pgbench",
    "pgbench-15.18-2-scripts.txt": "pgbench",
    "pgbench-15.18-statements.txt": "pgbench",
    "pgbench-15.18-rate.txt": "pgbench",
    "pgbench-15.18-select.txt": "pgbench",
    "pgbench-15.18-select.log": "pgbench-log",
    "pgbench-15.18-statements.log": "pgbench-log",
    "pgbench-15.18-rate.log": "pgbench-log",
    "pgbench-15.18-2-scripts-sampled.log": "pgbench-log",
    "pgbench-13.16-progress.txt": "pgbench",
    "pgbench-17.11-progress.txt": "pgbench",
    "pgbench-17.11-failures.txt": "pgbench",
    "pgbench-17.11-failures.log": "pgbench-log",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


def test_a_report_is_read_as_printed() -> None:
    found = series(RAW / "pgbench-15.18-progress.txt")
    name = "<builtin: TPC-B (sort of)>"
    assert found[name, "time"].stated == {"mean": 3.949, "stddev": 3.931}
    assert found[name, "transactions_per_second"].median == 505.576169
    assert (found[name, "interval_rate"].n, found[name, "interval_rate"].maximum) == (3, 555.3)
    assert (found[name, "interval_latency"].unit, found[name, "interval_latency"].minimum) == ("ms", 3.604)
    assert found[name, "failed"].maximum == 0
    assert inspect_file(RAW / "pgbench-15.18-progress.txt").facts == {
        "tool": "pgbench 15.18",
        "failed": "0",
        "loop": "closed",
    }


def test_each_script_is_a_series() -> None:
    found = series(RAW / "pgbench-15.18-2-scripts.txt")
    assert found["multiple scripts", "time"].stated == {"mean": 1.35}
    assert found["multiple scripts: <builtin: select only>", "time"].stated == {"mean": 0.195, "stddev": 0.57}
    assert found["multiple scripts: <builtin: simple update>", "transactions_per_second"].median == 489.149262


def test_appended_reports_are_runs(tmp_path: Path) -> None:
    text = "".join((RAW / f"pgbench-15.18-{name}.txt").read_text() for name in ("progress", "statements"))
    (tmp_path / "two.txt").write_text(text)
    found = {one.metric: one for one in inspect_file(tmp_path / "two.txt").series}
    rate = found["transactions_per_second"]
    assert (rate.n, rate.minimum, rate.maximum) == (2, 208.065016, 505.576169)
    assert "time" not in found


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".log")])
def test_every_transaction_is_a_sample(file: str) -> None:
    expected: dict[str, list[int]] = {}
    for line in (RAW / file).read_text().splitlines():
        words = line.split()
        if words[2].isdigit():
            expected.setdefault(f"script {words[3]}", []).append(int(words[2]))
    found = {name: one for (name, metric), one in series(RAW / file).items() if metric == "time"}
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        one = found[name]
        assert (one.n, one.unit, one.minimum, one.maximum) == (len(values), "us", min(values), max(values))
        assert one.mean == pytest.approx(sum(values) / len(values))


def test_the_log_gives_what_the_report_prints() -> None:
    report = series(RAW / "pgbench-15.18-rate.txt")["<builtin: TPC-B (sort of)>", "time"].stated
    found = series(RAW / "pgbench-15.18-rate.log")
    assert found["script 0", "time"].mean == pytest.approx(report["mean"] * 1000, abs=0.5)
    assert found["script 0", "not_done"].n == 16
    assert found["script 0", "schedule_lag"].maximum == 47426


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused(file: str, tmp_path: Path) -> None:
    text = (RAW / file).read_text()
    (tmp_path / file).write_text(
        text[: text.rindex("tps = ")] if "tps = " in text else text[: text.rindex(" ")]
    )
    if file == "pgbench-15.18-2-scripts.txt":
        (tmp_path / file).write_text(text[: text.index("tps = ")])
    with pytest.raises(NotReadable, match="not complete"):
        inspect_file(tmp_path / file)


def test_failed_and_skipped_transactions_are_counted_and_a_rate_is_an_open_loop() -> None:
    lines = (RAW / "pgbench-17.11-failures.log").read_text().splitlines()
    failed = sum(not line.split()[2].isdigit() for line in lines)
    assert 0 < failed < len(lines)
    assert inspect_file(RAW / "pgbench-17.11-failures.log").facts == {"failed": str(failed), "loop": "closed"}
    assert inspect_file(RAW / "pgbench-17.11-failures.txt").facts["failed"] == "166"
    for file in ("pgbench-15.18-rate.txt", "pgbench-15.18-rate.log"):
        facts = inspect_file(RAW / file).facts
        assert (facts["failed"], facts["loop"]) == ("16", "open")
