"""The matching engine proper: one book, and a journal of every order it was given."""

from __future__ import annotations

from order_gateway.book import Book, Side
from order_gateway.order import Ack, Action, Order, Stats, Status


class MatchingEngine:
    """Executes orders one after another; to be used from one thread.

    The journal is kept in memory for the life of the engine: one entry an order.
    """

    def __init__(self) -> None:
        self.book = Book()
        self._journal: dict[int, int] = {}
        self._acknowledged = 0
        self._duplicates = 0

    def submit(self, order: Order) -> Ack:
        """Execute an order and answer it; an order id that was used before is rejected, not executed."""
        position = self._journal.get(order.order_id)
        if position is not None:
            self._duplicates += 1
            return Ack(order.order_id, Status.REJECTED, 0, 0, position)
        position = len(self._journal) + 1
        self._journal[order.order_id] = position
        ack = self._execute(order, position)
        self._acknowledged += 1
        return ack

    def stats(self) -> Stats:
        """The counts so far."""
        return Stats(len(self._journal), self._acknowledged, self._duplicates)

    def _execute(self, order: Order, position: int) -> Ack:
        if order.action is Action.CANCEL:
            taken_out = self.book.cancel(order.target)
            status = Status.CANCELLED if taken_out else Status.REJECTED
            return Ack(order.order_id, status, 0, taken_out, position)
        side = Side.BID if order.action is Action.BUY else Side.ASK
        fills = self.book.add(order.order_id, side, order.price, order.quantity)
        traded = sum(fill.quantity for fill in fills)
        resting = order.quantity - traded
        if not resting:
            status = Status.FILLED
        elif traded:
            status = Status.PARTIAL
        else:
            status = Status.RESTING
        return Ack(order.order_id, status, traded, resting, position)
