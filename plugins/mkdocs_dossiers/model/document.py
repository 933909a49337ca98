"""A document with the place of every value in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

MAX_BYTES = 8 * 1024 * 1024
"""Of a document; a longer one is not read. 500 claims take about 300 kB, a captured environment below 100 kB."""
Pointer: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys and list indexes from the root."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text file, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data, and where in the file each piece of it stands.

    ``data`` is what a YAML 1.2 core-schema reader yields: dict, list, str, int, float, bool, None.
    ``values`` and ``keys`` map pointers to the position of a value, and of the key it stands under.
    """

    path: str
    data: Any
    values: Mapping[Pointer, Position]
    keys: Mapping[Pointer, Position]
    lines: tuple[str, ...]

    def find(self, *pointer: str | int) -> Any:
        """The value at a pointer, or None when the way ends before it."""
        value = self.data
        for step in pointer:
            if isinstance(step, int):
                if not isinstance(value, list) or not 0 <= step < len(value):
                    return None
            elif not isinstance(value, dict) or step not in value:
                return None
            value = value[step]
        return value

    def section(self, *pointer: str | int) -> dict[str, Any]:
        """The mapping at a pointer; empty when there is none."""
        value = self.find(*pointer)
        return value if isinstance(value, dict) else {}

    def text(self, *pointer: str | int) -> str | None:
        """The string at a pointer, or None when there is none."""
        value = self.find(*pointer)
        return value if isinstance(value, str) else None

    def at(self, *pointer: str | int) -> Position:
        """Where the value stands; for a missing one, the key of the nearest thing that should hold it."""
        place = self.values.get(pointer)
        if place is not None:
            return place
        while pointer:
            pointer = pointer[:-1]
            place = self.keys.get(pointer) or self.values.get(pointer)
            if place is not None:
                return place
        return Position(1, 1)

    def key_at(self, *pointer: str | int) -> Position:
        """Where the key of a value stands; where there is none, as :meth:`at`."""
        return self.keys.get(pointer) or self.at(*pointer)
