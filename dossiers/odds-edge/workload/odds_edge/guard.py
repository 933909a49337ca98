"""A queue that sheds load by priority before it is full, so that what matters most is still served.

Low priority is refused from half its depth on, medium from 80 %, high from 95 %; critical only where it is full.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Priority(IntEnum):
    """The smaller, the earlier it is served."""

    CRITICAL = 0
    HIGH = 1
    MEDIUM = 2
    LOW = 3


SHED_FROM = {Priority.CRITICAL: 1.0, Priority.HIGH: 0.95, Priority.MEDIUM: 0.8, Priority.LOW: 0.5}
"""The part of the depth from which on a priority is refused."""


@dataclass
class Guard(Generic[Item]):
    """At most `depth` waiting items; the most important first, and among equals the oldest."""

    depth: int
    shed: dict[Priority, int] = field(default_factory=lambda: dict.fromkeys(Priority, 0))
    _heap: list[tuple[Priority, int, Item]] = field(default_factory=list)
    _taken_in: int = 0

    def __len__(self) -> int:
        return len(self._heap)

    def offer(self, priority: Priority, item: Item) -> bool:
        """Take an item in, or refuse it at once."""
        if len(self._heap) >= self.depth * SHED_FROM[priority]:
            self.shed[priority] += 1
            return False
        self._taken_in += 1
        heapq.heappush(self._heap, (priority, self._taken_in, item))
        return True

    def take(self) -> Item:
        """The item to serve next; IndexError where none waits."""
        return heapq.heappop(self._heap)[2]
