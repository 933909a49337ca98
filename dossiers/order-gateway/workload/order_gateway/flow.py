"""A made-up stream of orders, the same for the same seed."""

from __future__ import annotations

import random
from collections import deque
from typing import Self

from order_gateway.order import Action, Order, OrderIds

_MID_TICKS = 10_000
_TOWARDS_TICKS = 2
_AWAY_TICKS = 8
_MAX_LOTS = 100
_OPEN_ORDERS = 64


class OrderFlow:
    """Endless orders around one price, as of a client that does not leave old orders in the book.

    Buys and sells come in equal parts, of 1 to 100 lots. A buy is limited to between 8 ticks below and 2
    ticks above the price of 10000 ticks, a sell the other way round, so most orders wait in the book and some
    trade at once. From the 65th order on, every other order cancels the oldest limit order of the flow, so a
    flow never has more than 64 orders in the book, however long it runs. The engine rejects the cancel of an
    order that has traded by then, and that is an acknowledgement like any other.
    """

    def __init__(self, ids: OrderIds, seed: int) -> None:
        self._ids = ids
        self._random = random.Random(seed)
        self._open: deque[int] = deque()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Order:
        order_id = self._ids.take()
        if len(self._open) == _OPEN_ORDERS:
            return Order(order_id, Action.CANCEL, target=self._open.popleft())
        self._open.append(order_id)
        draw = self._random
        towards = draw.randint(-_AWAY_TICKS, _TOWARDS_TICKS)
        quantity = draw.randint(1, _MAX_LOTS)
        if draw.random() < 0.5:
            return Order(order_id, Action.BUY, price=_MID_TICKS + towards, quantity=quantity)
        return Order(order_id, Action.SELL, price=_MID_TICKS - towards, quantity=quantity)
