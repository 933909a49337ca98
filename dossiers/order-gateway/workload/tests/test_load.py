from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import load
import pytest

from order_gateway.engine_process import running_engine
from order_gateway.order import Stats
from order_gateway.transports import TRANSPORTS


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_every_order_has_a_row(transport: str, tmp_path: Path) -> None:
    output = tmp_path / "run.csv"
    arguments = ["--transport", transport, "--in-flight", "4", "--orders", "200", "--warmup-seconds", "0.1"]
    assert load.main([*arguments, "--output", str(output)]) == 0
    with output.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["id", "worker", "sent_s", "acked_s", "latency_s", "lost"]
    assert len({row["id"] for row in rows}) == len(rows) == 200
    assert {row["worker"] for row in rows} == {"0", "1", "2", "3"}
    assert {row["lost"] for row in rows} == {"0"}
    for row in rows:
        sent, acked, latency = (Decimal(row[column]) for column in ("sent_s", "acked_s", "latency_s"))
        assert acked - sent == latency > 0


def test_json_lines_for_a_number_of_seconds(tmp_path: Path) -> None:
    output = tmp_path / "run.ndjson"
    arguments = ["--in-flight", "2", "--seconds", "0.3", "--warmup-seconds", "0", "--output", str(output)]
    assert load.main(arguments) == 0
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert rows
    assert max(row["sent_s"] for row in rows) < 0.4


def test_lost_orders_are_rows_without_an_acknowledgement(tmp_path: Path) -> None:
    plan = load.Plan(transport="grpc", in_flight=2, orders=40, warmup_seconds=0)
    with running_engine("grpc", ["--drop-every", "10"]) as address:
        outcome = load.run(plan, address)
    assert (len(outcome.samples), outcome.acknowledged) == (40, 36)
    assert outcome.agrees
    load.write(outcome.samples, tmp_path / "run.csv")
    lines = (tmp_path / "run.csv").read_text().splitlines()
    assert sum(line.endswith(",,,1") for line in lines) == 4
    load.write(outcome.samples, tmp_path / "run.ndjson")
    rows = [json.loads(line) for line in (tmp_path / "run.ndjson").read_text().splitlines()]
    assert sum(row["lost"] for row in rows) == 4
    assert all((row["latency_s"] is None) == (row["lost"] == 1) for row in rows)


def test_run_fails_when_the_engine_counts_differently() -> None:
    sample = load.Sample(1, 0, 0, 1000)
    assert load.Outcome([sample], engine=Stats(1, 1, 0)).agrees
    assert not load.Outcome([sample], engine=Stats(2, 2, 0)).agrees
    assert not load.Outcome([sample], engine=Stats(1, 1, 1)).agrees
    assert load.Outcome([sample], engine=Stats(1, 1, 1), retransmissions=1).agrees
    assert not load.Outcome([sample._replace(acked_ns=None)], engine=Stats(1, 1, 0)).agrees


@pytest.mark.parametrize(("transport", "lost"), [("grpc", 4), ("udp", 0)])
def test_executed_orders_whose_acknowledgement_was_dropped(transport: str, lost: int) -> None:
    plan = load.Plan(transport=transport, in_flight=2, orders=40, warmup_seconds=0)
    with running_engine(transport, ["--drop-ack-every", "10"]) as address:
        outcome = load.run(plan, address)
    assert len(outcome.samples) - outcome.acknowledged == lost
    assert outcome.engine.received == 40
    assert outcome.engine.duplicates <= outcome.retransmissions
    assert outcome.agrees == (not lost)
