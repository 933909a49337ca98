"""The matching engine proper: one book, and a journal of every order it was given."""

from __future__ import annotations

from order_gateway.book import Book, Side
from order_gateway.order import Ack, Action, Order, Stats, Status


class MatchingEngine:
    """Executes orders one after another; to be used from one thread.

    The journal holds every order with its acknowledgement, in memory, for the life of the engine. An order
    that arrives again is answered from it, so a client may repeat an order until it hears of it. An entry is
    the order and its acknowledgement as bytes: objects would add up to a heap that stops the engine for as
    long as the garbage collector walks it.
    """

    def __init__(self) -> None:
        self.book = Book()
        self._journal: dict[int, bytes] = {}
        self._acknowledged = 0
        self._duplicates = 0

    def submit(self, order: Order) -> Ack:
        """Execute an order and answer it; an order that arrives again gets the same answer again.

        Nothing is executed for an order id that was used before. A different order under such an id is
        rejected.
        """
        content = order.encode()
        entry = self._journal.get(order.order_id)
        if entry is None:
            ack = self._execute(order, len(self._journal) + 1)
            self._journal[order.order_id] = content + ack.encode()
            self._acknowledged += 1
            return ack
        self._duplicates += 1
        ack = Ack.decode(entry[len(content) :])
        if entry.startswith(content):
            return ack
        return Ack(order.order_id, Status.REJECTED, 0, 0, ack.engine_sequence)

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
