"""How long one order takes from the gateway to its acknowledgement, with one order on its way at a time.

A round is one order: its encoding, the way to the engine, matching, the way back and decoding. Making up the
order is not part of it. The transports are measured one after the other in the same run, each with an engine
of its own and the same orders; `compare.py` alternates between them instead. Run with

    python -m pytest bench/test_ack.py --benchmark-json ack.json
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import order_gateway
from order_gateway.engine_process import running_engine
from order_gateway.flow import OrderFlow
from order_gateway.gateway import Gateway
from order_gateway.matching import MatchingEngine
from order_gateway.order import Ack, Order, OrderIds
from order_gateway.transports import TRANSPORTS


@pytest.fixture(params=TRANSPORTS)
def transport(request: pytest.FixtureRequest) -> str:
    """The transport of the test."""
    name: str = request.param
    return name


@pytest.fixture
def gateway(transport: str) -> Iterator[Gateway]:
    """A gateway to an engine of its own."""
    with running_engine(transport) as address, Gateway.connect(transport, address) as connected:
        yield connected


def test_ack(
    benchmark: BenchmarkFixture, gateway: Gateway, transport: str, pytestconfig: pytest.Config
) -> None:
    """Time every order, then check every acknowledgement against an engine in this process."""
    orders: list[Order] = []
    acks: list[Ack] = []
    flow = OrderFlow(OrderIds(), seed=pytestconfig.getoption("--ack-seed"))

    def next_order() -> tuple[tuple[Order], dict[str, object]]:
        orders.append(next(flow))
        return (orders[-1],), {}

    def submit(order: Order) -> None:
        acks.append(gateway.submit(order))

    benchmark.extra_info["transport"] = transport
    benchmark.extra_info["order_gateway"] = order_gateway.__version__
    benchmark.pedantic(
        submit,
        setup=next_order,
        rounds=pytestconfig.getoption("--ack-rounds"),
        iterations=1,
        warmup_rounds=pytestconfig.getoption("--ack-warmup-rounds"),
    )

    reference = MatchingEngine()
    assert acks == [reference.submit(order) for order in orders]
    assert gateway.stats().confirms(len(orders), gateway.retransmissions)
