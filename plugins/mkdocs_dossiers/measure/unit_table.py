"""Units looked up in ``unit_table.txt``, which ``scripts/units`` writes from what Pint makes of ``units.txt``."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib import resources
from typing import TypeAlias

FILE = "unit_table.txt"

Exponents: TypeAlias = tuple[int, ...]
"""Of time, information, energy and things counted."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures, and how many base units of that it is, exactly."""

    dimension: Exponents
    number: Fraction

    def per(self, other: Unit) -> Unit:
        """What this unit measures for each of another one."""
        dimension = tuple(mine - its for mine, its in zip(self.dimension, other.dimension, strict=True))
        return Unit(dimension, self.number / other.number)


def named(word: str) -> Unit | None:
    """The unit of this name or symbol, with a prefix or without; None where there is none."""
    entry = _table().get(word)
    return _unit(entry) if entry is not None else None


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    """By word, the line it stands in up to the factor."""
    text = resources.files("mkdocs_dossiers.measure").joinpath(FILE).read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        *entry, words = line.split(" ", 5)
        found |= dict.fromkeys(words.split(" "), " ".join(entry))
    return found


@lru_cache(maxsize=1024)
def _unit(entry: str) -> Unit:
    *exponents, number = entry.split(" ")
    return Unit(tuple(map(int, exponents)), Fraction(number))
