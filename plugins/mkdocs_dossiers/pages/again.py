"""A claim measured again, beside the original: what became of it, and how the machines differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_dossiers.environment.comparison import Difference, compare
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.reproduction import Remeasured, Reproduction
from mkdocs_dossiers.pages.view import ClaimRow, View


@dataclass(frozen=True)
class Again:
    """One measurement of a claim by somebody else. ``a`` is the original in the differences, ``b`` theirs."""

    entry: Remeasured
    address: str
    material: tuple[Difference, ...]
    benign: tuple[Difference, ...]


def again(view: View, row: ClaimRow) -> list[Again]:
    """Every measurement of a claim by others, by date."""
    return [
        Again(
            entry,
            view.addresses.reproduction(row.dossier.reference, entry.reproduction.name),
            *differences(row.dossier, entry.reproduction, row.claim.datasets),
        )
        for entry in view.remeasured(row)
    ]


def differences(
    dossier: Dossier, reproduction: Reproduction, datasets: Iterable[str]
) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """In what the environments of datasets differ from the original's: what changes results, and what does not."""
    pairs = {
        (dossier.datasets[name].environment, reproduction.evidence.datasets[name].environment): None
        for name in datasets
        if name in dossier.datasets and name in reproduction.evidence.datasets
    }
    compared = [
        compare(original.data, theirs.data)
        for one, other in pairs
        if (original := dossier.environments.get(one)) is not None
        if (theirs := reproduction.evidence.environments.get(other)) is not None
    ]
    return (
        tuple(dict.fromkeys(entry for found in compared for entry in found.material)),
        tuple(
            dict.fromkeys(entry for found in compared for entry in found.benign if not entry.field.momentary)
        ),
    )
