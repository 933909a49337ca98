"""Units of claims and raw files, from the closed list in ``units.txt``.

A unit is a name, or a name per a name: ``ms``, ``MiB``, ``%``, ``x``, ``order``, ``orders/s``. Things that
are counted (orders, requests, samples …) are one dimension: a claim in orders/s fits a count of requests per
second, and the author's noun is what the page prints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mkdocs_dossiers.measure.unit_table import Unit, named

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


def _name(word: str, nouns: frozenset[str]) -> str:
    if word == "%":
        return "percent"
    if word == "ops":
        return "count"
    singulars = {word, word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word)}
    return "count" if singulars & nouns and not _is_unit(word) else word


def _is_unit(word: str) -> bool:
    """Whether the list has a unit of this name: no project can make milliseconds a thing it counts."""
    return word not in NOUNS and named(word) is not None


@lru_cache(maxsize=4096)
def _measures(unit: str, nouns: frozenset[str]) -> Unit:
    match = _UNIT.fullmatch(unit.strip()) if len(unit) <= LONGEST else None
    if match is None:
        raise UnitError(f"{unit!r} is not a unit; write one like ms, MiB, %, x, orders or orders/s")
    top = named(_name(match["top"], nouns))
    bottom = named(_name(match["bottom"], nouns)) if match["bottom"] else None
    if top is None or (match["bottom"] and bottom is None):
        raise UnitError(
            f"{unit!r} is not a unit known here; write one like ms, MiB, %, x, orders or orders/s"
        )
    return top.per(bottom) if bottom is not None else top


@lru_cache(maxsize=4096)
def known(unit: str, counts: tuple[str, ...] = ()) -> bool:
    """Whether a unit is on the list, with the project's own counted nouns."""
    try:
        _measures(unit, NOUNS | frozenset(counts))
    except UnitError:
        return False
    return True


def readable(unit: str, value: float) -> str:
    """The unit of time or bytes in which a value reads best; any other unit as it is."""
    try:
        for family in (("ns", "µs", "ms", "s"), ("B", "KiB", "MiB", "GiB")):
            if _measures(unit, NOUNS).dimension == _measures(family[0], NOUNS).dimension:
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
    one, other = _measures(source, nouns), _measures(target, nouns)
    if one.dimension != other.dimension:
        raise UnitError(f"{_spoken(source)} and {_spoken(target)} measure different things")
    ratio = one.per(other).number
    return Factor(ratio.numerator, ratio.denominator)
