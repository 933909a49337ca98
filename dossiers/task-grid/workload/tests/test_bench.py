"""Each measurement, very small: it writes what its description says."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import faults
import groups
import lookup
import nodes
import sockets


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_nodes(tmp_path: Path) -> None:
    assert nodes.main(["--rounds", "2", "--output", str(tmp_path / "nodes.csv")]) == 0
    found = rows(tmp_path / "nodes.csv")
    assert len(found) == 2 * 8
    assert set(Counter((row["way"], row["nodes"]) for row in found).values()) == {2}
    assert found[0]["way"] != found[8]["way"] or found[0]["nodes"] != found[8]["nodes"]


def test_groups(tmp_path: Path) -> None:
    assert groups.main(["--turns", "2", "--seconds", "0.1", "--output", str(tmp_path / "groups.csv")]) == 0
    found = rows(tmp_path / "groups.csv")
    assert [row["commits"] for row in found] == ["together", "alone", "alone", "together"]
    assert all(float(row["tasks_per_s"]) > 0 for row in found)


def test_sockets(tmp_path: Path) -> None:
    arguments = ["--connections", "3", "--messages", "200", "--output", str(tmp_path / "sockets.csv")]
    assert sockets.main(arguments) == 0
    found = rows(tmp_path / "sockets.csv")
    assert len(found) == 200
    assert all(float(row["latency_s"]) > 0 for row in found)


def test_lookup(tmp_path: Path) -> None:
    assert lookup.main(["--lookups", "50", "--output", str(tmp_path / "lookup.log")]) == 0
    assert len((tmp_path / "lookup.log").read_text().splitlines()) == 50


def test_a_killed_worker_loses_no_task(tmp_path: Path) -> None:
    assert faults.main(["--fault", "worker", "--rounds", "1", "--output", str(tmp_path / "worker.csv")]) == 0
    found = rows(tmp_path / "worker.csv")
    assert Counter(row["event"] for row in found) == {"recovery": 1, "task": 40}
    assert {row["lost"] for row in found if row["event"] == "task"} == {"0"}
    assert float(found[0]["recovery_s"]) > 0.5
