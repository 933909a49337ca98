"""A limit order book with price-time priority.

An incoming order trades against the best opposite price first and, within a price, against the order that has
waited longest. It trades at the price of the waiting order. What is left of it waits in the book.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import OrderedDict
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class BookError(Exception):
    """The book was used wrongly, or is not in a state it can be in."""


class Side(IntEnum):
    """The side of the book an order waits on; the value orders its prices, best first."""

    BID = -1
    ASK = 1


class Fill(NamedTuple):
    """One trade between an incoming order and a waiting one."""

    taker: int
    """Order id of the incoming order."""
    maker: int
    """Order id of the order that was waiting."""
    price: int
    """In ticks."""
    quantity: int
    """In lots."""


@dataclass(slots=True)
class _Resting:
    """An order waiting in the book."""

    order_id: int
    side: Side
    price: int
    remaining: int


class _Ladder:
    """The waiting orders of one side, as price levels."""

    def __init__(self, side: Side) -> None:
        self.side = side
        # side * price, ascending: the best price comes first on both sides.
        self.keys: list[int] = []
        self.levels: dict[int, OrderedDict[int, _Resting]] = {}

    def best_price(self) -> int | None:
        """The best price, in ticks, or None where nobody waits."""
        return self.side * self.keys[0] if self.keys else None

    def first(self) -> _Resting | None:
        """The order that trades next: the oldest one at the best price."""
        if not self.keys:
            return None
        return next(iter(self.levels[self.keys[0]].values()))

    def add(self, resting: _Resting) -> None:
        """Put an order last in the queue of its price."""
        key = self.side * resting.price
        level = self.levels.get(key)
        if level is None:
            level = self.levels[key] = OrderedDict()
            insort(self.keys, key)
        level[resting.order_id] = resting

    def remove(self, resting: _Resting) -> None:
        """Take an order out, and its price level with it when it was the last there."""
        key = self.side * resting.price
        level = self.levels[key]
        del level[resting.order_id]
        if not level:
            del self.levels[key]
            del self.keys[bisect_left(self.keys, key)]


class Book:
    """The order book of one instrument."""

    def __init__(self) -> None:
        self._ladders = {side: _Ladder(side) for side in Side}
        self._resting: dict[int, _Resting] = {}

    def __len__(self) -> int:
        """How many orders wait in the book."""
        return len(self._resting)

    def best(self, side: Side) -> int | None:
        """The best price of a side, in ticks, or None where nobody waits."""
        return self._ladders[side].best_price()

    def remaining(self, order_id: int) -> int:
        """The lots of an order that still wait; 0 for an order that is not in the book."""
        resting = self._resting.get(order_id)
        return resting.remaining if resting else 0

    def volume(self, side: Side) -> int:
        """All lots that wait on a side."""
        return sum(resting.remaining for resting in self._resting.values() if resting.side is side)

    def add(self, order_id: int, side: Side, price: int, quantity: int) -> list[Fill]:
        """Match an order of `quantity` lots limited to `price` ticks; what does not trade waits."""
        if price < 1 or quantity < 1:
            raise BookError("price and quantity are 1 or more")
        if order_id in self._resting:
            raise BookError(f"order {order_id} is in the book already")
        opposite = self._ladders[Side(-side)]
        fills: list[Fill] = []
        while quantity:
            maker = opposite.first()
            if maker is None or side * maker.price < side * price:
                break
            traded = min(quantity, maker.remaining)
            fills.append(Fill(order_id, maker.order_id, maker.price, traded))
            quantity -= traded
            maker.remaining -= traded
            if not maker.remaining:
                opposite.remove(maker)
                del self._resting[maker.order_id]
        if quantity:
            resting = _Resting(order_id, side, price, quantity)
            self._ladders[side].add(resting)
            self._resting[order_id] = resting
        return fills

    def cancel(self, order_id: int) -> int:
        """Take an order out; returns the lots that waited, 0 where the order is not in the book."""
        resting = self._resting.pop(order_id, None)
        if resting is None:
            return 0
        self._ladders[resting.side].remove(resting)
        return resting.remaining

    def check(self) -> None:
        """Raise BookError unless every invariant of the book holds (walks the whole book)."""
        bid, ask = self.best(Side.BID), self.best(Side.ASK)
        if bid is not None and ask is not None and bid >= ask:
            raise BookError(f"crossed: bid {bid} against ask {ask}")
        seen: dict[int, _Resting] = {}
        for side, ladder in self._ladders.items():
            if ladder.keys != sorted(ladder.levels):
                raise BookError(f"the price list of {side.name} does not match its levels")
            for key, level in ladder.levels.items():
                if not level:
                    raise BookError(f"empty level {key} on {side.name}")
                for order_id, resting in level.items():
                    if (resting.order_id, resting.side, side * resting.price) != (order_id, side, key):
                        raise BookError(f"order {order_id} is filed in the wrong place")
                    if resting.remaining < 1:
                        raise BookError(f"order {order_id} waits with {resting.remaining} lots")
                seen.update(level)
        if seen != self._resting:
            raise BookError("the index of orders does not match the price levels")
