"""The benchmarks' own clockwork: turns, what is written down, goals. How fast anything is, is no test."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest
from benching.__main__ import main
from benching.case import Bench, Case, Goal, Side, Step
from benching.cases import cases
from benching.timing import FailedError, Row, alternate, middle, write


def bench(folder: Path) -> Bench:
    return Bench(folder, 0.01, lambda _: None)


def side(code: str, *codes: int) -> Side:
    return Side((Step((sys.executable, "-c", code), codes=codes or (0,)),))


def test_sides_take_turns_and_both_orders(tmp_path: Path) -> None:
    said: list[str] = []
    sides = {"one": side("pass"), "two": side("raise SystemExit(3)", 3)}
    rows = alternate(Bench(tmp_path, 1.0, said.append), sides, rounds=2)
    assert [(row.side, row.round) for row in rows] == [("one", 0), ("two", 0), ("two", 1), ("one", 1)]
    assert all(row.wall_s > 0 and row.peak_mb > 1 for row in rows)
    assert said[0].startswith("warm-up: ")


def test_memory_of_children_counts(tmp_path: Path) -> None:
    child = "import time; kept = b'x' * 60_000_000; time.sleep(0.4)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    (row,) = alternate(bench(tmp_path), {"one": side(parent)}, rounds=1, warm_up=0)
    assert row.peak_mb > 60


def test_a_side_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match=r"ended with 1:[\s\S]*no such thing"):
        alternate(bench(tmp_path), {"one": side("raise SystemExit('no such thing')")}, rounds=1)


def test_rows_survive_their_file(tmp_path: Path) -> None:
    rows = [Row("one", number, wall, 0.5, 10.0) for number, wall in enumerate((3.0, 1.0, 2.0))]
    write(rows, tmp_path / "new" / "case.csv")
    with (tmp_path / "new" / "case.csv").open(newline="") as file:
        assert [float(row["wall_s"]) for row in csv.DictReader(file)] == [3.0, 1.0, 2.0]
    assert middle(rows, "one", "wall_s") == 2.0
    with pytest.raises(FailedError, match="nothing was measured of two"):
        middle(rows, "two", "wall_s")


def test_a_missed_goal_fails_only_where_it_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [Row("ours", 0, 2.0, 1.0, 5.0), Row("theirs", 0, 1.0, 1.0, 5.0)]
    made_up = Case("Two numbers.", (Goal("ours", 1.5, "theirs"), Goal("ours", 3.0)), lambda _: rows)
    monkeypatch.setattr("benching.__main__.cases", lambda: {"made-up": made_up})
    for arguments, code in ((["--check"], 1), ([], 0)):
        monkeypatch.setattr(sys, "argv", ["bench", "--output", str(tmp_path), *arguments])
        assert main() == code
    said = capsys.readouterr().out
    assert "MISSED: wall_s of ours <= 1.5 x that of theirs: 2\n" in said
    assert "reached: wall_s of ours <= 3 s: 2\n" in said
    monkeypatch.setattr(sys, "argv", ["bench", "unknown"])
    assert main() == 2


def test_every_case_says_what_it_is_and_its_goals() -> None:
    for name, case in cases().items():
        assert case.says.endswith("."), name
        assert all(goal.says() for goal in case.goals), name
