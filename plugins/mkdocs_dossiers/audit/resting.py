"""The way back: what rests on a raw file, a machine or a commit, and what would fall with it.

Pages ask it of what they show, ``dossier trace`` of everything there is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from mkdocs_dossiers.environment.comparison import fingerprint
from mkdocs_dossiers.model.dossier import Claim, Dataset, Dossier, Environment, Workspace
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reproduction import Reproduction


@dataclass(frozen=True, slots=True)
class Held:
    """A declared raw file in its place; ``reproduction`` is that which brought it, where one did."""

    dossier: Dossier
    dataset: Dataset
    reproduction: Reproduction | None = None

    @property
    def evidence(self) -> Dossier:
        """What declares it: the dossier, or the reproduction's own evidence."""
        return self.reproduction.evidence if self.reproduction is not None else self.dossier

    @property
    def environment(self) -> Environment | None:
        """Where it was measured; None where that is not described."""
        return self.evidence.environments.get(self.dataset.environment)


@dataclass(frozen=True, slots=True)
class Captured:
    """A described machine in its place; ``reproduction`` is that which brought it, where one did."""

    dossier: Dossier
    environment: Environment
    reproduction: Reproduction | None = None

    @property
    def evidence(self) -> Dossier:
        """As for :class:`Held`."""
        return self.reproduction.evidence if self.reproduction is not None else self.dossier

    @property
    def mark(self) -> str:
        """Its fingerprint, 64 hexadecimal digits."""
        return fingerprint(self.environment.data)


def files(workspace: Workspace) -> Iterator[Held]:
    """Every declared raw file, those of reproductions too."""
    for dossier in workspace.dossiers:
        yield from (Held(dossier, dataset) for dataset in dossier.datasets.values())
        for found in dossier.reproductions:
            yield from (Held(dossier, dataset, found) for dataset in found.evidence.datasets.values())


def machines(workspace: Workspace) -> Iterator[Captured]:
    """Every described machine, those of reproductions too."""
    for dossier in workspace.dossiers:
        yield from (Captured(dossier, entry) for entry in dossier.environments.values())
        for found in dossier.reproductions:
            yield from (Captured(dossier, entry, found) for entry in found.evidence.environments.values())


def measured_on(dossier: Dossier, environment: str) -> frozenset[str]:
    """The datasets of a dossier that were measured in one of its environments."""
    return frozenset(name for name, found in dossier.datasets.items() if found.environment == environment)


def claims_on(dossier: Dossier, datasets: Collection[str]) -> list[Claim]:
    """The claims of a dossier that rest on any of some datasets, in the author's order."""
    return [claim for claim in dossier.claims.values() if not set(datasets).isdisjoint(claim.datasets)]


def left_standing(
    fallen: Iterable[Reference], makers: Callable[[Reference], Iterable[Reference]]
) -> dict[Reference, tuple[Reference, ...]]:
    """Claims that would fall, each with the versions of it that would not; ``makers`` lists all versions of one."""
    down = dict.fromkeys(fallen)
    return {claim: tuple(other for other in makers(claim) if other not in down) for claim in down}
