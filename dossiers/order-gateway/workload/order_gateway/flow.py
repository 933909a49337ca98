"""A made-up stream of orders, the same for the same seed."""

from __future__ import annotations

import random
from collections import deque
from typing import Self

from order_gateway.order import Action, Order, OrderIds

_MID_TICKS = 10_000
_SPREAD_TICKS = 5
_MAX_LOTS = 100
_CANCEL_SHARE = 0.2
_REMEMBERED = 64


class OrderFlow:
    """Endless orders around one price: buys and sells in equal parts, and one in five a cancel.

    Limits lie within 5 ticks of 10000 on either side, so about half of the orders trade at once and the book
    stays shallow. A cancel names one of the last 64 limit orders of the same flow, which may have traded by
    then: the engine rejects such a cancel, and that is an acknowledgement like any other.
    """

    def __init__(self, ids: OrderIds, seed: int) -> None:
        self._ids = ids
        self._random = random.Random(seed)
        self._recent: deque[int] = deque(maxlen=_REMEMBERED)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Order:
        order_id = self._ids.take()
        draw = self._random
        if self._recent and draw.random() < _CANCEL_SHARE:
            return Order(order_id, Action.CANCEL, target=draw.choice(self._recent))
        self._recent.append(order_id)
        action = draw.choice((Action.BUY, Action.SELL))
        price = _MID_TICKS + draw.randint(-_SPREAD_TICKS, _SPREAD_TICKS)
        return Order(order_id, action, price=price, quantity=draw.randint(1, _MAX_LOTS))
