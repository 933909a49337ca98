from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from order_gateway import submit
from order_gateway.engine_process import EngineError, running_engine
from order_gateway.flow import OrderFlow
from order_gateway.gateway import Gateway
from order_gateway.matching import MatchingEngine
from order_gateway.order import Ack, Action, Order, OrderIds, Stats, Status
from order_gateway.transport import Method, NotAcknowledgedError
from order_gateway.transports import TRANSPORTS, connect

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_acknowledgements_are_those_of_a_local_engine(transport: str) -> None:
    orders = list(islice(OrderFlow(OrderIds(), seed=3), 200))
    local = MatchingEngine()
    with running_engine(transport) as address, Gateway.connect(transport, address) as gateway:
        assert [gateway.submit(order) for order in orders] == [local.submit(order) for order in orders]
        assert gateway.stats() == local.stats() == Stats(200, 200, 0)


def test_dropped_order_is_lost_and_not_counted() -> None:
    orders = list(islice(OrderFlow(OrderIds(), seed=3), 5))
    with (
        running_engine("grpc", ["--drop-every", "3"]) as address,
        Gateway.connect("grpc", address) as gateway,
    ):
        for order in orders:
            if order.order_id == 3:
                with pytest.raises(NotAcknowledgedError):
                    gateway.submit(order)
            else:
                gateway.submit(order)
        assert gateway.stats() == Stats(received=4, acknowledged=4, duplicates=0)


def test_garbage_is_refused_and_not_counted() -> None:
    with running_engine("grpc") as address, Gateway.connect("grpc", address) as gateway:
        transport = connect("grpc", address, 5.0)
        with pytest.raises(NotAcknowledgedError, match="INVALID_ARGUMENT"):
            transport.exchange(Method.SUBMIT, b"garbage")
        transport.close()
        assert gateway.stats() == Stats(0, 0, 0)


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_no_engine_means_not_acknowledged(transport: str) -> None:
    with running_engine(transport) as address:
        pass
    with Gateway.connect(transport, address, timeout_s=0.5) as gateway, pytest.raises(NotAcknowledgedError):
        gateway.submit(next(OrderFlow(OrderIds(), seed=1)))


def test_submit_tells_loss_from_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert submit.main(["--orders", "50"]) == 0
    assert "50 orders submitted, 50 acknowledged" in capsys.readouterr().out
    assert submit.main(["--orders", "50", "--drop-every", "20"]) == 1
    assert "engine received 48" in capsys.readouterr().out


def test_submit_over_udp_repeats_what_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    assert submit.main(["--orders", "50", "--transport", "udp", "--drop-every", "20"]) == 0
    assert "50 acknowledged" in capsys.readouterr().out


def test_engine_that_does_not_start_is_reported() -> None:
    with pytest.raises(EngineError, match="not ready"), running_engine("grpc", ["--no-such-option"]):
        pass


def test_both_transports_lead_to_one_book() -> None:
    command = [sys.executable, "-m", "order_gateway.engine", "--grpc", "127.0.0.1:0", "--udp", "127.0.0.1:0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as engine:
        assert engine.stdout is not None
        addresses = dict(field.split("=") for field in engine.stdout.readline().split()[1:])
        with (
            Gateway.connect("grpc", addresses["grpc"]) as over_grpc,
            Gateway.connect("udp", addresses["udp"]) as over_udp,
        ):
            over_grpc.submit(Order(1, Action.SELL, price=100, quantity=5))
            assert over_udp.submit(Order(2, Action.BUY, price=100, quantity=5)) == Ack(
                2, Status.FILLED, 5, 0, 2
            )
            assert over_grpc.stats() == over_udp.stats() == Stats(2, 2, 0)
        engine.terminate()
        assert engine.wait(timeout=5) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_engine_ends_cleanly_on_a_signal(number: signal.Signals) -> None:
    command = [sys.executable, "-m", "order_gateway.engine", "--grpc", "127.0.0.1:0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as engine:
        assert engine.stdout is not None
        assert engine.stdout.readline().startswith("ready grpc=127.0.0.1:")
        engine.send_signal(number)
        assert engine.wait(timeout=5) == 0


def test_engine_does_not_outlive_a_killed_owner() -> None:
    owner_code = (
        "import time\n"
        "from order_gateway.engine_process import running_engine\n"
        "with running_engine('grpc') as address:\n"
        "    print(address, flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", owner_code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        address = owner.stdout.readline().strip()
        os.kill(owner.pid, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while answers(address):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def answers(address: str) -> bool:
    with Gateway.connect("grpc", address, timeout_s=0.5) as gateway:
        try:
            gateway.stats()
        except NotAcknowledgedError:
            return False
    return True
