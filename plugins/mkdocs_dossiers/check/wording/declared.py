"""The numbers a sentence may take from what the claim declares: its context, its parameters, its command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_dossiers.check.wording.quantity import Quantity, quantities
from mkdocs_dossiers.check.wording.relation import converted, same
from mkdocs_dossiers.check.wording.text import LONGEST
from mkdocs_dossiers.check.wording.units_in_words import TIMES
from mkdocs_dossiers.model.dossier import Claim, Dossier

_LOOSE = re.compile(
    r"(?:(?P<hint>[A-Za-z][A-Za-z_]*)[\s=:\"'-]*)?(?<![\d.])(?P<digits>\d+(?:[,_]\d{3})*(?:\.\d+)?)(?P<suffix>[kKM]\b)?"
)
_LENGTHS = dict.fromkeys("duration time length period window d t z".split(), "s")
_LARGE = {"k": 1e3, "K": 1e3, "M": 1e6, "": 1.0}


@dataclass(frozen=True, slots=True)
class Bare:
    """A number without a unit, and the word before it: ``--seconds 20``."""

    value: float
    hint: str


@dataclass(frozen=True, slots=True)
class Declared:
    """Numbers with units, as prose has them, and bare ones, as commands have them."""

    stated: tuple[Quantity, ...]
    bare: tuple[Bare, ...]

    def backs(self, quantity: Quantity, counts: tuple[str, ...]) -> bool:
        """Whether a number stands among these, in whatever unit."""
        for one in self.stated:
            value = converted(quantity, one.unit, counts) if one.unit else None
            if quantity.unit and value is not None and same(value, one.value):
                return True
            if quantity.unit == one.unit and same(quantity.value, one.value):
                return True
        return any(_is(quantity, one, counts) for one in self.bare)


def _is(quantity: Quantity, bare: Bare, counts: tuple[str, ...]) -> bool:
    """Whether a bare number is meant: any that counts things or bytes, and a time where its name says the unit."""
    if quantity.unit == "" or converted(quantity, "count", counts) is not None:
        return same(quantity.value, bare.value)
    size = converted(quantity, "B", counts)
    if size is not None:
        return same(size, bare.value) or same(quantity.value, bare.value)
    if converted(quantity, "count/s", counts) is not None:
        return bare.hint in ("rate", "r", "rps", "qps", "tps") and same(quantity.value, bare.value)
    unit = TIMES.get(bare.hint) or _LENGTHS.get(bare.hint)
    value = converted(quantity, unit, counts) if unit else None
    return value is not None and same(value, bare.value)


def declared(dossier: Dossier, claim: Claim, counts: tuple[str, ...]) -> Declared:
    """What a claim declares besides its sentence and its limits."""
    return numbers_of([*_texts(dossier, claim)], counts)


def numbers_of(texts: list[str], counts: tuple[str, ...]) -> Declared:
    """Every number in texts, also those in names and options."""
    stated: list[Quantity] = []
    bare: list[Bare] = []
    for text in texts:
        stated += [one for one in quantities(text, counts, named=False) if one.unit]
        bare += [
            Bare(one.value, "") for one in quantities(text, counts, named=False) if one.unit in ("", "count")
        ]
        bare += _bare(text[:LONGEST])
    return Declared(tuple(stated), tuple(bare))


def _bare(text: str) -> Iterator[Bare]:
    for match in _LOOSE.finditer(text):
        value = float(re.sub(r"[,_]", "", match["digits"])) * _LARGE[match["suffix"] or ""]
        yield Bare(value, (match["hint"] or "").lower().rpartition("_")[2])


def _texts(dossier: Dossier, claim: Claim) -> Iterator[str]:
    yield from (text for text in (claim.context, str(claim.of), str(claim.to or "")) if text)
    if claim.scaling is not None:
        yield from (f"{name} {value}" for name, value in claim.scaling.where.items())
    for name in claim.datasets:
        dataset = dossier.datasets.get(name)
        if dataset is None:
            continue
        yield from (text for text in (dataset.command, dataset.note, dataset.tool) if text)
        environment = dossier.environments.get(dataset.environment)
        if environment is not None:
            yield from _facts(environment.data)


def _facts(value: object, depth: int = 0) -> Iterator[str]:
    """The facts of a machine, as text: 2 cores, 64 GiB."""
    if depth > 4:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, int | float) and not isinstance(inner, bool):
                yield f"{key} {inner}"
            else:
                yield from _facts(inner, depth + 1)
    elif isinstance(value, str) and len(value) <= 200:
        yield value
