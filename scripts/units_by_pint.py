"""Writes the table of units: the closed list in ``units.txt`` as Pint reads it.

Pint reads and multiplies, here and once. To start it takes as long as to check ten dossiers, so that checking one looks
units up in the table. A test compares the table with Pint.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

import pint

from mkdocs_dossiers.measure import unit_table

MEASURE = Path(unit_table.__file__).parent

DIMENSIONS = ("[time]", "[information]", "[energy]", "[count]")


@lru_cache(maxsize=1)
def registry() -> Any:
    """Pint with the units of ``units.txt`` and no others."""
    return pint.UnitRegistry(str(MEASURE / "units.txt"), non_int_type=Fraction, cache_folder=None)


def words() -> list[str]:
    """Every word that may be a unit: a prefix or none, a name or symbol, and the ending of the plural or none."""
    text = (MEASURE / "units.txt").read_text(encoding="utf-8")
    prefixes, units = [""], ["dimensionless"]
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _, *others = re.split(r"\s*=\s*", line.strip())
            (prefixes if name.endswith("-") else units).extend(each.rstrip("-") for each in (name, *others))
    return sorted({"".join(parts) for parts in product(prefixes, units, ("", "s"))})


def of(word: str) -> tuple[tuple[int, ...], Fraction] | None:
    """The exponents of the dimensions of a unit, and how many of their base units it is; None for no unit."""
    if word not in registry():
        return None
    quantity = registry().Quantity(Fraction(1), word).to_base_units()
    if set(quantity.dimensionality) - set(DIMENSIONS):
        raise ValueError(f"{word} has a dimension that the table has no place for")
    return tuple(int(quantity.dimensionality.get(each, 0)) for each in DIMENSIONS), Fraction(
        quantity.magnitude
    )


def table() -> str:
    """The table: a line for each dimension and factor, with the units that have them."""
    lines: dict[tuple[tuple[int, ...], Fraction], list[str]] = {}
    for word in words():
        found = of(word)
        if found is not None:
            lines.setdefault(found, []).append(word)
    said = (
        f"{' '.join(map(str, exponents))} {number} {' '.join(names)}\n"
        for (exponents, number), names in sorted(lines.items())
    )
    return f"# Written by scripts/units. Exponents of {', '.join(DIMENSIONS)}; factor; units.\n" + "".join(
        said
    )


if __name__ == "__main__":
    (MEASURE / unit_table.FILE).write_text(table(), encoding="utf-8")
