"""What every transport has in common."""

from __future__ import annotations

from enum import IntEnum
from typing import Protocol


class Method(IntEnum):
    """What a message asks of the engine."""

    SUBMIT = 1
    """Execute the order in the payload; the reply is its acknowledgement."""
    STATS = 2
    """Count; no payload, and the reply is the engine's Stats."""


class NotAcknowledgedError(Exception):
    """No reply came within the timeout: the engine may or may not have seen the message."""


class Transport(Protocol):
    """The client's end of a transport, for use by one thread."""

    retransmissions: int
    """Messages sent again because no reply had come, so far."""

    def exchange(self, method: Method, payload: bytes) -> bytes:
        """Send a message and wait for its reply; raises NotAcknowledgedError where none comes in time."""

    def close(self) -> None:
        """Give back what the transport holds."""


class Listener(Protocol):
    """The engine's end of a transport, once it accepts messages."""

    address: str
    """Where it listens, as HOST:PORT with the port really bound."""

    def stop(self) -> None:
        """Stop accepting messages."""
