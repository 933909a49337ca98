from __future__ import annotations

import csv
from pathlib import Path

import compare
import pytest


def test_blocks_alternate_and_both_transports_have_every_round(tmp_path: Path) -> None:
    output = tmp_path / "compare.csv"
    assert (
        compare.main(["--rounds", "12", "--block", "3", "--warmup-rounds", "5", "--output", str(output)]) == 0
    )
    with output.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["transport", "round", "latency_s"]
    blocks = [{row["transport"] for row in rows[at : at + 3]} for at in range(0, 24, 3)]
    assert blocks == [{"grpc"}, {"udp"}, {"udp"}, {"grpc"}] * 2
    for transport in ("grpc", "udp"):
        rounds = [int(row["round"]) for row in rows if row["transport"] == transport]
        assert rounds == list(range(12))
    assert all(float(row["latency_s"]) > 0 for row in rows)


def test_rounds_must_fill_the_blocks(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        compare.main(["--rounds", "50", "--output", str(tmp_path / "compare.csv")])
