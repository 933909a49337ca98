from __future__ import annotations

from dataclasses import FrozenInstanceError
from itertools import islice

import pytest

from order_gateway.flow import OrderFlow
from order_gateway.matching import MatchingEngine
from order_gateway.order import Ack, Action, InvalidMessageError, Order, OrderIds, Stats, Status


@pytest.mark.parametrize(
    "order",
    [
        Order(1, Action.BUY, price=1, quantity=1),
        Order(2**64 - 1, Action.SELL, price=2**32 - 1, quantity=2**32 - 1),
        Order(7, Action.CANCEL, target=2**64 - 1),
    ],
)
def test_order_survives_encoding(order: Order) -> None:
    assert Order.decode(order.encode()) == order
    assert len(order.encode()) == 25


def test_answers_survive_encoding() -> None:
    ack = Ack(9, Status.PARTIAL, traded=3, resting=4, engine_sequence=12)
    assert Ack.decode(ack.encode()) == ack
    stats = Stats(received=5, acknowledged=4, duplicates=1)
    assert Stats.decode(stats.encode()) == stats


@pytest.mark.parametrize(
    "fields",
    [
        {"order_id": 0, "action": Action.BUY, "price": 1, "quantity": 1},
        {"order_id": 2**64, "action": Action.BUY, "price": 1, "quantity": 1},
        {"order_id": 1, "action": Action.BUY, "price": 0, "quantity": 1},
        {"order_id": 1, "action": Action.SELL, "price": 1, "quantity": 0},
        {"order_id": 1, "action": Action.SELL, "price": 2**32, "quantity": 1},
        {"order_id": 1, "action": Action.BUY, "price": 1, "quantity": 1, "target": 1},
        {"order_id": 1, "action": Action.CANCEL},
        {"order_id": 2, "action": Action.CANCEL, "price": 1, "target": 1},
    ],
)
def test_invalid_orders_are_refused(fields: dict[str, int]) -> None:
    with pytest.raises(InvalidMessageError):
        Order(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [b"", b"\0" * 23, b"\0" * 25, b"\xff" * 25, b"\0" * 26])
def test_garbage_is_not_decoded(data: bytes) -> None:
    with pytest.raises(InvalidMessageError):
        Order.decode(data)
    with pytest.raises(InvalidMessageError):
        Ack.decode(data)
    with pytest.raises(InvalidMessageError):
        Stats.decode(data)


def test_orders_cannot_be_changed() -> None:
    order = Order(1, Action.BUY, price=1, quantity=1)
    with pytest.raises(FrozenInstanceError):
        order.price = 2  # type: ignore[misc]


def test_flow_is_reproducible_and_its_ids_rise() -> None:
    first, again, other = (list(islice(OrderFlow(OrderIds(), seed), 500)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert [order.order_id for order in first] == list(range(1, 501))
    assert {order.action for order in first} == set(Action)


def test_flow_leaves_no_more_than_64_orders_in_the_book() -> None:
    engine = MatchingEngine()
    for order in islice(OrderFlow(OrderIds(), seed=1), 5000):
        engine.submit(order)
        assert len(engine.book) <= 64
    engine.book.check()
