from __future__ import annotations

import random

import pytest

from order_gateway.book import Book, BookError, Fill, Side
from order_gateway.matching import MatchingEngine
from order_gateway.order import Ack, Action, Order, Stats, Status


def test_better_price_first_then_older_order() -> None:
    book = Book()
    book.add(1, Side.ASK, 101, 5)
    book.add(2, Side.ASK, 100, 5)
    book.add(3, Side.ASK, 100, 5)
    assert book.add(4, Side.BID, 101, 12) == [Fill(4, 2, 100, 5), Fill(4, 3, 100, 5), Fill(4, 1, 101, 2)]
    assert (book.best(Side.ASK), book.remaining(1), len(book)) == (101, 3, 1)
    book.check()


def test_limit_is_kept_on_both_sides() -> None:
    book = Book()
    book.add(1, Side.BID, 99, 5)
    assert book.add(2, Side.ASK, 100, 5) == []
    assert book.add(3, Side.ASK, 99, 7) == [Fill(3, 1, 99, 5)]
    assert (book.best(Side.BID), book.best(Side.ASK), book.remaining(3)) == (None, 99, 2)
    book.check()


def test_partly_traded_order_keeps_its_place() -> None:
    book = Book()
    book.add(1, Side.BID, 100, 10)
    book.add(2, Side.BID, 100, 10)
    book.add(3, Side.ASK, 100, 4)
    assert book.add(4, Side.ASK, 100, 8) == [Fill(4, 1, 100, 6), Fill(4, 2, 100, 2)]


def test_cancel() -> None:
    book = Book()
    book.add(1, Side.BID, 100, 10)
    assert book.cancel(1) == 10
    assert book.cancel(1) == 0
    assert book.best(Side.BID) is None
    book.check()


def test_wrong_use_is_refused() -> None:
    book = Book()
    book.add(1, Side.BID, 100, 10)
    with pytest.raises(BookError):
        book.add(1, Side.BID, 99, 1)
    with pytest.raises(BookError):
        book.add(2, Side.BID, 99, 0)


@pytest.mark.parametrize("seed", range(5))
def test_invariants_hold_and_no_lot_is_lost(seed: int) -> None:
    draw = random.Random(seed)
    book = Book()
    entered = traded = cancelled = 0
    for order_id in range(1, 1001):
        if draw.random() < 0.3:
            cancelled += book.cancel(draw.randint(1, order_id))
        else:
            quantity = draw.randint(1, 20)
            entered += quantity
            fills = book.add(order_id, draw.choice(list(Side)), draw.randint(95, 105), quantity)
            traded += sum(fill.quantity for fill in fills)
        book.check()
    assert entered == book.volume(Side.BID) + book.volume(Side.ASK) + 2 * traded + cancelled
    assert traded
    assert cancelled


def test_engine_says_what_it_did() -> None:
    engine = MatchingEngine()
    orders = [
        Order(1, Action.SELL, price=100, quantity=5),
        Order(2, Action.BUY, price=100, quantity=8),
        Order(3, Action.SELL, price=99, quantity=1),
        Order(4, Action.CANCEL, target=2),
        Order(5, Action.CANCEL, target=2),
    ]
    assert [engine.submit(order) for order in orders] == [
        Ack(1, Status.RESTING, 0, 5, 1),
        Ack(2, Status.PARTIAL, 5, 3, 2),
        Ack(3, Status.FILLED, 1, 0, 3),
        Ack(4, Status.CANCELLED, 0, 2, 4),
        Ack(5, Status.REJECTED, 0, 0, 5),
    ]
    assert engine.stats() == Stats(received=5, acknowledged=5, duplicates=0)


def test_engine_answers_an_order_again_but_does_not_execute_it_again() -> None:
    engine = MatchingEngine()
    engine.submit(Order(1, Action.SELL, price=100, quantity=5))
    order = Order(2, Action.BUY, price=100, quantity=3)
    assert engine.submit(order) == engine.submit(order) == Ack(2, Status.FILLED, 3, 0, 2)
    assert engine.book.volume(Side.ASK) == 2
    assert engine.stats() == Stats(received=2, acknowledged=2, duplicates=1)


def test_engine_rejects_a_different_order_under_a_used_id() -> None:
    engine = MatchingEngine()
    engine.submit(Order(1, Action.SELL, price=100, quantity=5))
    assert engine.submit(Order(1, Action.SELL, price=100, quantity=6)) == Ack(1, Status.REJECTED, 0, 0, 1)
    assert engine.book.volume(Side.ASK) == 5
    assert engine.stats() == Stats(received=1, acknowledged=1, duplicates=1)
