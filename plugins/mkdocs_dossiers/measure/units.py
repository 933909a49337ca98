"""Units of claims and raw files, by Pint, from the closed list in ``units.txt``.

A unit is a name, or a name per a name: ``ms``, ``MiB``, ``%``, ``x``, ``order``, ``orders/s``. Things that
are counted (orders, requests, samples …) are one dimension: a claim in orders/s fits a count of requests per
second, and the author's noun is what the page prints.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib import resources
from typing import Any

NOUNS = frozenset(
    "alloc allocation attempt batch block branch call client connection core cycle datagram document entry "
    "error event failure fault file fork frame hit instruction item iteration job key line message miss node "
    "object op operation order packet page point query record request round row run sample session step swap "
    "task thread tick token trade transaction tx user write".split()
)
"""Nouns that may stand in a unit without being declared, in the singular."""

_UNIT = re.compile(r"(?P<top>%|[A-Za-zµμ]+(?:_[a-z]+)*)(?:\s*/\s*(?P<bottom>[A-Za-zµμ]+(?:_[a-z]+)*))?")


LONGEST = 64
"""Characters of a unit."""


class UnitError(ValueError):
    """A unit that is not on the list, or two that measure different things."""


@dataclass(frozen=True, slots=True)
class Factor:
    """An exact conversion factor: multiply by ``top``, divide by ``bottom``."""

    top: int
    bottom: int

    def sql(self, expression: str) -> str:
        """The expression converted; itself when the units agree."""
        if self.top != 1:
            expression = f"{expression} * {self.top}"
        if self.bottom != 1:
            expression = f"{expression} / {self.bottom}"
        return expression

    def apply(self, number: float) -> float:
        """A number converted as the SQL expression converts it."""
        return number * self.top / self.bottom


_UNASKED = ("babel", "dask", "uncertainties")
"""What Pint would import wherever it is installed, and is not needed here."""


@contextmanager
def _unasked() -> Iterator[None]:
    """Nobody finds these libraries, but for those that are imported already."""
    hidden = [name for name in _UNASKED if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


@lru_cache(maxsize=1)
def _registry() -> Any:
    with _unasked():
        import pint

    definitions = resources.files("mkdocs_dossiers.measure").joinpath("units.txt")
    with resources.as_file(definitions) as file:
        return pint.UnitRegistry(str(file), non_int_type=Fraction, cache_folder=None)


def _name(word: str, nouns: frozenset[str]) -> str:
    if word == "%":
        return "percent"
    if word == "ops":
        return "count"
    singulars = {word, word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word)}
    return "count" if singulars & nouns and not _is_unit(word) else word


def _is_unit(word: str) -> bool:
    """Whether the list has a unit of this name: no project can make milliseconds a thing it counts."""
    return word not in NOUNS and word in _registry()


@lru_cache(maxsize=4096)
def _quantity(unit: str, nouns: frozenset[str]) -> Any:
    match = _UNIT.fullmatch(unit.strip()) if len(unit) <= LONGEST else None
    if match is None:
        raise UnitError(f"{unit!r} is not a unit; write one like ms, MiB, %, x, orders or orders/s")
    registry = _registry()
    top, bottom = _name(match["top"], nouns), match["bottom"]
    try:
        quantity = registry.Quantity(Fraction(1), top)
        if bottom:
            quantity = quantity / registry.Quantity(Fraction(1), _name(bottom, nouns))
        return quantity.to_base_units()
    except Exception as error:
        raise UnitError(
            f"{unit!r} is not a unit known here; write one like ms, MiB, %, x, orders or orders/s"
        ) from error


def known(unit: str, counts: tuple[str, ...] = ()) -> bool:
    """Whether a unit is on the list, with the project's own counted nouns."""
    try:
        _quantity(unit, NOUNS | frozenset(counts))
    except UnitError:
        return False
    return True


def readable(unit: str, value: float) -> str:
    """The unit of time or bytes in which a value reads best; any other unit as it is."""
    try:
        for family in (("ns", "µs", "ms", "s"), ("B", "KiB", "MiB", "GiB")):
            if _quantity(unit, NOUNS).dimensionality == _quantity(family[0], NOUNS).dimensionality:
                fitting = [name for name in family if abs(factor(unit, name).apply(value)) >= 1]
                return fitting[-1] if fitting else family[0]
    except UnitError:
        pass
    return unit


_SPOKEN = {"count": "things counted", "count/s": "things per second", "": "numbers without a unit"}


def _spoken(unit: str) -> str:
    """A unit as a message names it: nobody writes ``count/s``."""
    return _SPOKEN.get(unit, unit)


@lru_cache(maxsize=4096)
def factor(source: str, target: str, counts: tuple[str, ...] = ()) -> Factor:
    """The exact factor from one unit to another.

    ``counts`` are the project's own counted nouns. Raises :class:`UnitError` for a unit that is not on
    the list, and for two units of different dimensions.
    """
    nouns = NOUNS | frozenset(counts)
    one, other = _quantity(source, nouns), _quantity(target, nouns)
    if one.dimensionality != other.dimensionality:
        raise UnitError(f"{_spoken(source)} and {_spoken(target)} measure different things")
    ratio = Fraction(one.magnitude) / Fraction(other.magnitude)
    return Factor(ratio.numerator, ratio.denominator)
