"""The messages between gateway and engine, and their encoding.

Every message has a fixed size and is packed in network byte order. Prices are whole ticks, quantities whole
lots; neither has a fraction, so no value is ever rounded on the way.
"""

from __future__ import annotations

import struct
import threading
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

_U32_MAX = 2**32 - 1
_U64_MAX = 2**64 - 1

_ORDER = struct.Struct("!QBIIQ")
_ACK = struct.Struct("!QBIIQ")
_STATS = struct.Struct("!QQQ")


class InvalidMessageError(ValueError):
    """A message breaks a rule of its type, or cannot be decoded."""


class Action(IntEnum):
    """What an order asks for."""

    BUY = 1
    SELL = 2
    CANCEL = 3


class Status(IntEnum):
    """What the engine did with an order."""

    RESTING = 1
    """Nothing traded; all of it waits in the book."""
    PARTIAL = 2
    """Some of it traded; the rest waits in the book."""
    FILLED = 3
    """All of it traded."""
    CANCELLED = 4
    """A cancel took its target out of the book."""
    REJECTED = 5
    """Nothing was done: the target of a cancel is not in the book, or the order id was used before, for a
    different order."""


@dataclass(frozen=True, slots=True)
class Order:
    """One request of a trading client: a limit order, or the cancel of an earlier one.

    A cancel is a request of its own, with its own `order_id`; it names the order to take out of the book in
    `target` and has neither price nor quantity. A limit order has no target.
    """

    order_id: int
    action: Action
    price: int = 0
    """Limit price, in ticks; 1 or more, 0 for a cancel."""
    quantity: int = 0
    """Size, in lots; 1 or more, 0 for a cancel."""
    target: int = 0
    """The order id a cancel refers to; 0 for a limit order."""

    def __post_init__(self) -> None:
        if not 1 <= self.order_id <= _U64_MAX:
            raise InvalidMessageError(f"order id {self.order_id} is outside 1 to {_U64_MAX}")
        if self.action is Action.CANCEL:
            if self.price or self.quantity:
                raise InvalidMessageError("a cancel has neither price nor quantity")
            if not 1 <= self.target <= _U64_MAX:
                raise InvalidMessageError(f"target {self.target} is outside 1 to {_U64_MAX}")
            return
        if not 1 <= self.price <= _U32_MAX:
            raise InvalidMessageError(f"price {self.price} is outside 1 to {_U32_MAX} ticks")
        if not 1 <= self.quantity <= _U32_MAX:
            raise InvalidMessageError(f"quantity {self.quantity} is outside 1 to {_U32_MAX} lots")
        if self.target:
            raise InvalidMessageError("a limit order has no target")

    def encode(self) -> bytes:
        """The order as bytes."""
        return _ORDER.pack(self.order_id, self.action, self.price, self.quantity, self.target)

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """The order in `data`; raises InvalidMessageError where there is none."""
        try:
            order_id, action, price, quantity, target = _ORDER.unpack(data)
            return cls(order_id, Action(action), price, quantity, target)
        except (struct.error, ValueError) as error:
            raise InvalidMessageError(f"not an order: {error}") from error


@dataclass(frozen=True, slots=True)
class Ack:
    """The engine's answer to one order, given after the book has been changed."""

    order_id: int
    status: Status
    traded: int
    """Lots traded at once, against orders that were waiting; 0 for a cancel."""
    resting: int
    """Lots left waiting in the book; for a cancel, the lots it took out."""
    engine_sequence: int
    """Position of the order in the engine's journal, from 1."""

    def encode(self) -> bytes:
        """The acknowledgement as bytes."""
        return _ACK.pack(self.order_id, self.status, self.traded, self.resting, self.engine_sequence)

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """The acknowledgement in `data`; raises InvalidMessageError where there is none."""
        try:
            order_id, status, traded, resting, engine_sequence = _ACK.unpack(data)
            return cls(order_id, Status(status), traded, resting, engine_sequence)
        except (struct.error, ValueError) as error:
            raise InvalidMessageError(f"not an acknowledgement: {error}") from error


@dataclass(frozen=True, slots=True)
class Stats:
    """The engine's own count of orders, against which a client checks what it was told."""

    received: int
    """Different orders that reached the engine."""
    acknowledged: int
    """Different orders the engine answered."""
    duplicates: int
    """Further arrivals of an order id that had been received before."""

    def confirms(self, acknowledged: int, retransmissions: int) -> bool:
        """Whether a client that holds `acknowledged` acknowledgements is told the same by these counts.

        Every order the engine received must be one of those, and an order may only have arrived again where
        the client sent it again; it sent `retransmissions` messages again.
        """
        return self.received == self.acknowledged == acknowledged and self.duplicates <= retransmissions

    def encode(self) -> bytes:
        """The counts as bytes."""
        return _STATS.pack(self.received, self.acknowledged, self.duplicates)

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """The counts in `data`; raises InvalidMessageError where there are none."""
        try:
            return cls(*_STATS.unpack(data))
        except struct.error as error:
            raise InvalidMessageError(f"not engine statistics: {error}") from error


class OrderIds:
    """Hands out the order ids 1, 2, 3, …; one source may be shared by several threads."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def take(self) -> int:
        """The next id, larger than every id handed out before."""
        with self._lock:
            self._last += 1
            return self._last
