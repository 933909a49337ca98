"""The gateway: what a trading client calls to have an order executed."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from order_gateway.order import Ack, InvalidMessageError, Order, Stats
from order_gateway.transport import Method, Transport
from order_gateway.transports import connect


class Gateway:
    """Hands orders to the engine and returns its acknowledgements."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @classmethod
    def connect(cls, transport: str, address: str, *, timeout_s: float = 5.0) -> Self:
        """A gateway to the engine at `address` (HOST:PORT) that waits `timeout_s` seconds for an answer."""
        return cls(connect(transport, address, timeout_s))

    def submit(self, order: Order) -> Ack:
        """Submit one order and wait for its acknowledgement.

        Raises NotAcknowledgedError where none came within the timeout: the order is then lost to the client,
        whether or not the engine executed it.
        """
        ack = Ack.decode(self._transport.exchange(Method.SUBMIT, order.encode()))
        if ack.order_id != order.order_id:
            raise InvalidMessageError(f"order {order.order_id} was answered with order {ack.order_id}")
        return ack

    def stats(self) -> Stats:
        """The engine's own count of the orders it was given."""
        return Stats.decode(self._transport.exchange(Method.STATS, b""))

    @property
    def retransmissions(self) -> int:
        """Messages sent again because no reply had come, so far."""
        return self._transport.retransmissions

    def close(self) -> None:
        """Give back the connection."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
