"""What every transport serves: the engine's messages, as bytes in and bytes out."""

from __future__ import annotations

import threading

from order_gateway.matching import MatchingEngine
from order_gateway.order import Order
from order_gateway.transport import Method


class Service:
    """Answers messages from one matching engine, strictly one after another, from any number of threads."""

    def __init__(self, engine: MatchingEngine, *, drop_every: int = 0, drop_ack_every: int = 0) -> None:
        """Loss can be tried out.

        With `drop_every` N above 0, every Nth order message to arrive is dropped before it is looked at. With
        `drop_ack_every` N above 0, every Nth acknowledgement is dropped after its order was executed.
        """
        self._engine = engine
        self._drop_every = drop_every
        self._drop_ack_every = drop_ack_every
        self._arrivals = 0
        self._answers = 0
        self._lock = threading.Lock()

    def answer(self, method: Method, payload: bytes) -> bytes | None:
        """The reply to one message, or None where there is none because of a drop.

        Raises InvalidMessageError where the payload cannot be decoded.
        """
        if method is Method.STATS:
            with self._lock:
                return self._engine.stats().encode()
        order = Order.decode(payload)
        with self._lock:
            self._arrivals += 1
            if self._drop_every and self._arrivals % self._drop_every == 0:
                return None
            ack = self._engine.submit(order)
            self._answers += 1
            if self._drop_ack_every and self._answers % self._drop_ack_every == 0:
                return None
        return ack.encode()
