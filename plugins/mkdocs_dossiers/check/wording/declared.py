"""The numbers a sentence may take from what the claim declares: its context, its parameters, its command."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mkdocs_dossiers.check.wording.quantity import Quantity, quantities
from mkdocs_dossiers.check.wording.relation import EXACT, converted
from mkdocs_dossiers.check.wording.text import LONGEST
from mkdocs_dossiers.check.wording.units_in_words import TIMES
from mkdocs_dossiers.model.dossier import Claim, Dossier

_LOOSE = re.compile(
    r"(?:(?<![A-Za-z])(?P<hint>[A-Za-z][A-Za-z_]{0,40})[\s=:\"'-]{0,3})?(?<![\d.])"
    r"(?P<digits>\d{1,20}(?:[,_]\d{3})*(?:\.\d{1,20})?)(?P<suffix>[kKM]\b)?"
)
_LENGTHS = dict.fromkeys("duration time length period window d t z".split(), "s")
_RATES = ("rate", "r", "rps", "qps", "tps")
_LARGE = {"k": 1e3, "K": 1e3, "M": 1e6, "": 1.0}
ANY = ""
"""The key of bare numbers under which all of them stand, whatever word is before them."""

Values = tuple[float, ...]
"""In order."""


@dataclass(frozen=True, slots=True)
class Declared:
    """Numbers by unit, as prose has them, and bare ones by the word before: ``--seconds 20``."""

    stated: Mapping[str, Values]
    bare: Mapping[str, Values]

    def backs(self, quantity: Quantity, counts: tuple[str, ...]) -> bool:
        """Whether a number stands among these, in whatever unit."""
        if quantity.unit and _stands(quantity.value, self.stated.get(quantity.unit, ())):
            return True
        for unit, values in self.stated.items():
            value = converted(quantity, unit, counts) if quantity.unit else None
            if value is not None and _stands(value, values):
                return True
        return self._bare(quantity, counts)

    def _bare(self, quantity: Quantity, counts: tuple[str, ...]) -> bool:
        """Any bare number may count things or bytes; a time needs a word before it that says the unit."""
        every = self.bare.get(ANY, ())
        if quantity.unit == "" or converted(quantity, "count", counts) is not None:
            return _stands(quantity.value, every)
        size = converted(quantity, "B", counts)
        if size is not None:
            return _stands(size, every) or _stands(quantity.value, every)
        if converted(quantity, "count/s", counts) is not None:
            return any(_stands(quantity.value, self.bare.get(hint, ())) for hint in _RATES)
        if converted(quantity, "s", counts) is None:
            return False
        return any(
            hint in self.bare
            and (value := converted(quantity, unit, counts)) is not None
            and _stands(value, self.bare[hint])
            for hint, unit in (*TIMES.items(), *_LENGTHS.items())
        )


def _stands(value: float, values: Values) -> bool:
    """Whether a number is among others, but for arithmetic."""
    index = bisect_left(values, value - abs(value) * EXACT)
    return index < len(values) and values[index] <= value + abs(value) * EXACT


def declared(dossier: Dossier, claim: Claim, counts: tuple[str, ...]) -> Declared:
    """What a claim declares besides its sentence and its limits."""
    return numbers_of(_texts(dossier, claim), counts)


def numbers_of(texts: Iterable[str], counts: tuple[str, ...]) -> Declared:
    """Every number in texts, also those in names and options."""
    stated: defaultdict[str, set[float]] = defaultdict(set)
    bare: defaultdict[str, set[float]] = defaultdict(set)
    for text in texts:
        found = _numbers(text[:LONGEST], counts)
        for kind, values in ((stated, found.stated), (bare, found.bare)):
            for key, numbers in values.items():
                kind[key].update(numbers)
    return _ordered(stated, bare)


@lru_cache(maxsize=4096)
def _numbers(text: str, counts: tuple[str, ...]) -> Declared:
    stated: defaultdict[str, set[float]] = defaultdict(set)
    bare: defaultdict[str, set[float]] = defaultdict(set)
    for one in quantities(text, counts, named=False):
        if one.unit:
            stated[one.unit].add(one.value)
        if one.unit in ("", "count"):
            bare[ANY].add(one.value)
    for match in _LOOSE.finditer(text):
        value = float(re.sub(r"[,_]", "", match["digits"])) * _LARGE[match["suffix"] or ""]
        bare[ANY].add(value)
        bare[(match["hint"] or "").lower().rpartition("_")[2]].add(value)
        if text[: match.start("digits")].endswith(","):
            bare[ANY] |= {float(part) for part in match["digits"].split(",")}  # --users 10,50,100
    return _ordered(stated, bare)


def _ordered(stated: Mapping[str, set[float]], bare: Mapping[str, set[float]]) -> Declared:
    return Declared(
        {unit: tuple(sorted(values)) for unit, values in stated.items()},
        {hint: tuple(sorted(values)) for hint, values in bare.items()},
    )


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


MOST_FACTS = 500
"""Facts of a machine that are read; a captured one has fewer than a hundred."""


def _facts(data: Mapping[str, object]) -> Iterator[str]:
    """The facts of a machine, as text: 2 cores, 64 GiB."""
    waiting: list[tuple[str, object]] = list(data.items())
    for _ in range(MOST_FACTS):
        if not waiting:
            return
        key, value = waiting.pop()
        if isinstance(value, dict):
            waiting += list(value.items())[:MOST_FACTS]
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield f"{key} {value}"[:200]
        elif isinstance(value, str) and len(value) <= 200:
            yield value
