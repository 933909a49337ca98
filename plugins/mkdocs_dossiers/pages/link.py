"""One dataset of a claim with everything below it: a link of the chain from the sentence to the bytes."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_dossiers.environment.document import summary
from mkdocs_dossiers.measure.format import loop_of
from mkdocs_dossiers.model.dossier import Dataset, Dossier, Environment
from mkdocs_dossiers.model.measurement import RawFile, Series
from mkdocs_dossiers.pages.view import ClaimRow, View


@dataclass(frozen=True)
class Link:
    """A dataset a claim rests on, with the addresses of what is below it."""

    row: ClaimRow
    dataset: Dataset
    raw: RawFile
    machine: Environment
    environment: str
    """The machine in one line."""
    address: str
    download: str
    environment_address: str
    environment_download: str

    @property
    def closed(self) -> bool:
        """Whether the load was closed: the author's word, or else the file's, or what the tool is known to do."""
        return (self.dataset.load or loop_of(self.raw.format, self.raw.facts)) == "closed"

    @property
    def clean(self) -> bool:
        """Whether git saw the measured commit, unchanged but for the dossier's own files, before and after."""
        return self.dataset.source is not None

    @property
    def series(self) -> tuple[Series, ...]:
        """The series of the claim that are in this file."""
        claim = self.row.claim
        named = {
            reference.series
            for reference in (claim.of, claim.to)
            if reference is not None and reference.dataset == self.dataset.name
        }
        return tuple(
            series
            for series in self.raw.series
            if series.metric == claim.metric and (None in named or series.name in named)
        ) or tuple(series for series in self.raw.series if None in named or series.name in named)


def chain(view: View, dossier: Dossier, row: ClaimRow) -> list[Link]:
    """The datasets a judged claim rests on."""
    addresses, reference = view.addresses, dossier.reference
    found = []
    for name in row.claim.datasets:
        dataset, raw = dossier.datasets[name], view.raw(dossier, name)
        assert raw is not None  # noqa: S101 - a judged claim has its raw files
        machine = dossier.environments[dataset.environment]
        found.append(
            Link(
                row=row,
                dataset=dataset,
                raw=raw,
                machine=machine,
                environment=summary(machine.data),
                address=addresses.dataset(reference, name),
                download=addresses.raw(reference, dataset.file),
                environment_address=addresses.environment(reference, dataset.environment),
                environment_download=addresses.raw(reference, f"environments/{dataset.environment}.json"),
            )
        )
    return found
