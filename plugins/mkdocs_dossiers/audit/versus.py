"""Two measurements of one claim held against each other: whether they may be, and what moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from mkdocs_dossiers.environment.comparison import Comparison, compare
from mkdocs_dossiers.judge.movement import Movement, Reading, movement, together
from mkdocs_dossiers.measure.units import UnitError, factor
from mkdocs_dossiers.model.annotation import Annotation
from mkdocs_dossiers.model.dossier import Claim, Dossier, Environment
from mkdocs_dossiers.model.measurement import Judgement

SAME_EVIDENCE = "the same raw files: nothing was measured again"


class Row(Protocol):
    """A judged claim with what declares its evidence: a dossier, or a reproduction of one."""

    @property
    def dossier(self) -> Dossier:
        """What declares its datasets and environments."""

    @property
    def claim(self) -> Claim:
        """The claim."""

    @property
    def judgement(self) -> Judgement:
        """The verdict there."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A judged claim with what declares its evidence."""

    dossier: Dossier
    claim: Claim
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Versus:
    """What became of a claim. ``obstacle`` says why its numbers are not held against each other, or nothing.

    ``differing`` are the titles of what changes results and differs between the environments. ``confidence`` is
    that of the change, at least.
    """

    movement: Movement | None
    obstacle: str
    differing: tuple[str, ...]
    confidence: float


def versus(before: Row, after: Row, counts: Sequence[str], crossed: Sequence[Annotation]) -> Versus:
    """Hold two measurements of a claim against each other. ``crossed`` is what happened between them."""
    one, other = _reading(before), _reading(after)
    obstacle = _obstacle(before, after, counts, crossed)
    found = None
    if not obstacle:
        found = movement(_converted(one, other.unit, counts), other, upper_is_claimed(after))
    return Versus(found, obstacle, _differing(before, after), together(one, other))


def upper_is_claimed(row: Row) -> bool | None:
    """Whether less is better, by the claim's own limit."""
    return {"<": True, ">": False}.get(row.claim.holds.op[0])


def crossing(crossed: Sequence[Annotation]) -> str:
    """The obstacle that annotations are, in words."""
    names = ", ".join(f"{entry.number}" for entry in crossed)
    return f"annotation{'' if len(crossed) == 1 else 's'} {names} between them"


def _reading(row: Row) -> Reading:
    found = row.judgement.measurement
    return Reading(found.value, found.low, found.high, found.unit, found.interval, row.claim.confidence)


def _converted(found: Reading, unit: str, counts: Sequence[str]) -> Reading:
    by = factor(found.unit, unit, tuple(counts))
    value, low, high = (
        None if number is None else by.apply(number) for number in (found.value, found.low, found.high)
    )
    return Reading(value, low, high, unit, found.interval, found.confidence)


def _obstacle(before: Row, after: Row, counts: Sequence[str], crossed: Sequence[Annotation]) -> str:
    """Why two measurements of one claim must not be held against each other; nothing where they may."""
    if crossed:
        return crossing(crossed)
    one, other = before.claim, after.claim
    for what, was, now in (
        ("metric", one.metric, other.metric),
        ("statistic", one.statistic, other.statistic),
        ("form", one.form.value, other.form.value),
        ("limit within which is counted", str(one.within or ""), str(other.within or "")),
    ):
        if was != now:
            return f"another {what}"
    try:
        factor(before.judgement.measurement.unit, after.judgement.measurement.unit, tuple(counts))
    except UnitError:
        return "units that measure different things"
    if _evidence(before) == _evidence(after):
        return SAME_EVIDENCE
    return ""


def _evidence(row: Row) -> tuple[str, ...]:
    names = row.claim.datasets
    return tuple(row.dossier.datasets[name].sha256 for name in names if name in row.dossier.datasets)


def environments(row: Row) -> tuple[Environment, ...]:
    """Where a claim was measured, in the order of its datasets, each once."""
    known, sets = row.dossier.environments, row.dossier.datasets
    names = [sets[name].environment for name in row.claim.datasets if name in sets]
    return tuple(known[name] for name in dict.fromkeys(names) if name in known)


def _differing(before: Row, after: Row) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for one, other in zip(environments(before), environments(after), strict=False):
        found |= dict.fromkeys(difference.field.title for difference in compared(one, other).material)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Machines:
    """Two environments that claims of both sides rest on, by name, and what differs."""

    before: Environment
    after: Environment
    comparison: Comparison


def machines(pairs: Sequence[tuple[Row, Row]]) -> tuple[Machines, ...]:
    """The environments of pairs of claims, each two once."""
    found: dict[tuple[str, str], Machines] = {}
    for before, after in pairs:
        for one, other in zip(environments(before), environments(after), strict=False):
            if (one.name, other.name) not in found:
                found[one.name, other.name] = Machines(one, other, compared(one, other))
    return tuple(found.values())


def compared(one: Environment, other: Environment) -> Comparison:
    """In what two environments differ; each pair is looked at once."""
    return _compared(_Document(one.path, one.data), _Document(other.path, other.data))


@dataclass(frozen=True)
class _Document:
    """An environment's document under its path, so that a comparison can be kept."""

    path: str
    data: Mapping[str, Any]

    def __hash__(self) -> int:
        return hash(self.path)


@lru_cache(maxsize=256)
def _compared(one: _Document, other: _Document) -> Comparison:
    return compare(dict(one.data), dict(other.data))
