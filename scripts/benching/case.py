"""What a case is: a workload, the sides that run in turn on it, and the goals their ratios are held against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from benching.timing import Row

Quantity = Literal["wall_s", "cpu_s", "peak_mb", "bytes"]


@dataclass(frozen=True)
class Goal:
    """The median of one side, or its ratio to the median of another, is at most a number.

    ``side`` and ``to`` name sides; without ``to``, ``at_most`` is in seconds, megabytes or bytes.
    """

    side: str
    at_most: float
    to: str | None = None
    quantity: Quantity = "wall_s"

    def says(self) -> str:
        """The goal as a person reads it, ``wall_s of ours <= 1.25 x that of stock``."""
        unit = {"wall_s": "s", "cpu_s": "s", "peak_mb": "MB", "bytes": "B"}[self.quantity]
        limit = f"{self.at_most:g} x that of {self.to}" if self.to else f"{self.at_most:g} {unit}"
        return f"{self.quantity} of {self.side} <= {limit}"


@dataclass(frozen=True)
class Step:
    """One process: its arguments, where it runs, what is added to its environment, and how it may end."""

    arguments: tuple[str, ...]
    cwd: Path | None = None
    environment: dict[str, str] = field(default_factory=dict)
    codes: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Side:
    """What is timed as one: steps one after the other. ``before`` is called before each round and not timed."""

    steps: tuple[Step, ...]
    before: Callable[[], None] | None = None


@dataclass(frozen=True)
class Bench:
    """What a case gets: an empty folder on a disk, the part of its full size, and whom to tell how far it is.

    ``rounds`` is how often everything is measured, where that is not left to the case.
    """

    folder: Path
    scale: float
    tell: Callable[[str], None]
    rounds: int | None = None

    def size(self, full: int, least: int = 1) -> int:
        """A number of things at this scale."""
        return max(least, round(full * self.scale))


@dataclass(frozen=True)
class Case:
    """``says`` tells the workload in a sentence; ``run`` makes it and gives the rows that were measured."""

    says: str
    goals: tuple[Goal, ...]
    run: Callable[[Bench], list[Row]]
