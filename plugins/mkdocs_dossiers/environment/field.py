"""One row of the catalogue: what a recorded field is called, means and looks like."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Value = str | int | float | bool | list[str] | dict[str, str]
"""What a field may hold: no nesting beyond a list or a table of strings, so any two can be compared."""

Kind = Literal["text", "number", "integer", "flag", "list", "table"]
"""The shape of a field's value; ``list`` holds strings, ``table`` maps strings to strings."""


@dataclass(frozen=True)
class Field:
    """One thing recorded about a machine; the same text explains it in the schema and on the page."""

    section: str
    name: str
    title: str
    description: str
    kind: Kind
    example: Value = field(hash=False)  # a table has no hash
    unit: str | None = None
    mandatory: bool = True
    """The document is invalid without an entry, be it only a reason for absence."""
    material: bool = False
    """It changes results: two environments that differ here are not the same environment."""
    momentary: bool = False
    """A reading of the moment or a counter since boot: two captures of one machine differ here."""
    version: bool = False
    """Holds version numbers, where four numbers with dots are not a network address."""

    @property
    def reference(self) -> str:
        """The field's name across sections, such as ``cpu.model``."""
        return f"{self.section}.{self.name}"
