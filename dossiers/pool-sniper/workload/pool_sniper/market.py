"""Made-up pools: their prices walk at random, the same for the same seed, and jump now and then."""

from __future__ import annotations

import json
import random
import time
from dataclasses import dataclass

POOLS = 50
_STEP = 0.0005
_JUMP = 0.03
_JUMPS = 0.02  # the part of the events in which a price jumps


@dataclass(frozen=True, slots=True)
class Event:
    """A pool's price changed. It was made at `made_ns` on the monotonic clock, which all processes share."""

    number: int
    pool: int
    price: float
    made_ns: int

    def encoded(self) -> str:
        """The event as JSON."""
        return json.dumps([self.number, self.pool, self.price, self.made_ns])

    @staticmethod
    def decoded(text: str | bytes) -> Event:
        """The event that was encoded so. Raises ValueError and TypeError."""
        return Event(*json.loads(text))

    @staticmethod
    def all_decoded(text: str | bytes) -> list[Event]:
        """The events of a message, one on each line."""
        return [Event.decoded(line) for line in text.splitlines()]


class Market:
    """The prices of all pools; each event is the next pool's, in turn."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._made = 0
        self.latest = [Event(0, pool, 1.0, time.monotonic_ns()) for pool in range(POOLS)]
        """The newest event of each pool."""

    def next(self) -> Event:
        """Change the next pool's price."""
        pool = self._made % POOLS
        self._made += 1
        far = self._random.random() < _JUMPS
        step = self._random.choice((-_JUMP, _JUMP)) if far else self._random.uniform(-_STEP, _STEP)
        price = min(max(self.latest[pool].price * (1 + step), 0.01), 100.0)
        event = Event(self._made, pool, price, time.monotonic_ns())
        self.latest[pool] = event
        return event
