"""The files a dossier consists of, for the rules that ask git about them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_dossiers.check.again import once_for_each
from mkdocs_dossiers.check.rule import dataset_scope, dossier_scope
from mkdocs_dossiers.model.attestation import ENDING, SIGNATURE
from mkdocs_dossiers.model.attestation import FOLDER as ATTESTATIONS
from mkdocs_dossiers.model.document import Document, Pointer, Position
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.problem import Scope
from mkdocs_dossiers.model.reproduction import MARK
from mkdocs_dossiers.read.tree import WAIVERS


@dataclass(frozen=True, slots=True)
class Kept:
    """A file: where it is, its name inside the dossier, and where a problem with it is shown."""

    place: Path
    name: str
    path: str
    document: Document
    pointer: Pointer
    scope: Scope

    @property
    def position(self) -> Position:
        """Where a problem is shown; looked up when there is one."""
        return self.document.at(*self.pointer) if self.pointer else Position(1, 1)

    @property
    def size(self) -> int:
        """Bytes."""
        return self.place.stat(follow_symlinks=False).st_size


@once_for_each
def files_of(dossier: Dossier, project: Project) -> tuple[Kept, ...]:
    """The dossier's document, its environments and the raw files that are there; what is said of its project,
    and what is waived.
    """
    return tuple(_files(dossier, project))


def _files(dossier: Dossier, project: Project) -> Iterator[Kept]:
    if MARK not in dossier.version:  # a reproduction's evidence lies deeper, and its dossier is looked at too
        yield from _beside(dossier, project)
    document = dossier.document
    name = posixpath.basename(document.path)
    yield Kept(
        dossier.folder / name,
        name,
        document.path,
        document,
        (),
        dossier_scope(dossier),
    )
    for name, environment in dossier.environments.items():
        yield Kept(
            dossier.folder / "environments" / f"{name}.json",
            f"environments/{name}.json",
            environment.path,
            environment.document,
            (),
            Scope("environment", str(dossier.reference), name),
        )
    for name, dataset in dossier.datasets.items():
        place = dossier.folder / dataset.file
        if place.is_file() and not place.is_symlink():
            yield Kept(
                place,
                dataset.file,
                dataset.path,
                document,
                ("data", name, "file"),
                dataset_scope(dossier, name),
            )


def _beside(dossier: Dossier, project: Project) -> Iterator[Kept]:
    folder = dossier.folder.parent
    if project.document is not None:
        yield Kept(
            folder / "project.yaml",
            "project.yaml",
            project.document.path,
            project.document,
            (),
            Scope("project", project.name),
        )
    for waiver in project.waivers:
        if waiver.target is not None and waiver.target.dossier == dossier.reference:
            yield Kept(
                folder / WAIVERS / f"{waiver.name}.yaml",
                f"{WAIVERS}/{waiver.name}.yaml",
                waiver.path,
                waiver.document,
                (),
                Scope("waiver", project.name, waiver.name),
            )
    for attestation in project.attestations:
        if attestation.dossier == dossier.reference:
            for ending in (ENDING, ENDING + SIGNATURE):
                file = f"{ATTESTATIONS}/{attestation.name}{ending}"
                if (folder / file).is_file() and not (folder / file).is_symlink():
                    yield Kept(
                        folder / file,
                        file,
                        f"{project.path}/{file}",
                        attestation.document,
                        (),
                        Scope("attestation", project.name, attestation.name),
                    )
