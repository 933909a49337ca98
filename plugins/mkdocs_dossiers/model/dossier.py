"""A project's dossiers: claims, datasets, environments and the recipe, as the author declared them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.reference import Reference, version_key


@dataclass(frozen=True, slots=True)
class Assertion:
    """A comparison with a number and its unit, as written: ``<= 3 ms``."""

    op: str
    number: float
    unit: str
    written: str

    def __str__(self) -> str:
        return self.written


@dataclass(frozen=True, slots=True)
class SeriesReference:
    """``dataset/series``; the series is None when the dataset alone is named."""

    dataset: str
    series: str | None

    def __str__(self) -> str:
        return self.dataset if self.series is None else f"{self.dataset}/{self.series}"


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence, and the assertion that makes it checkable.

    ``to`` is the series below the line when the claim is about a ratio, else None.
    ``confidence`` is a fraction: 0.95 is 95 %.
    """

    reference: Reference
    says: str
    metric: str
    of: SeriesReference
    to: SeriesReference | None
    statistic: str
    within: Assertion | None
    holds: Assertion
    confidence: float
    context: str | None

    @property
    def id(self) -> str:
        """The id within the dossier."""
        return self.reference.claim or ""

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets the claim rests on, each once."""
        names = [self.of.dataset] if self.to is None else [self.of.dataset, self.to.dataset]
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Column:
    """A declared numeric column: its metric, its name in the file and its unit."""

    metric: str
    column: str
    unit: str


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a plain file mean."""

    series: str | None
    metrics: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """One raw file and how it came to be. ``path`` is relative to the repository root."""

    name: str
    file: str
    path: str
    sha256: str
    environment: str
    command: str
    measured: str | None = None
    tool: str | None = None
    load: str | None = None
    note: str | None = None
    format: str | None = None
    unit: str | None = None
    columns: Columns | None = None


@dataclass(frozen=True, slots=True)
class Environment:
    """One captured machine and its software. ``data`` is the document as captured."""

    name: str
    path: str
    data: Mapping[str, Any]
    document: Document


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a recipe. ``minutes`` is the author's estimate."""

    does: str
    run: str
    gives: str | None = None
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a stranger measures everything again."""

    needs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    def step_for(self, file: str) -> Step | None:
        """The step that writes a raw file, or None."""
        return next((step for step in self.steps if step.gives == file), None)


@dataclass(frozen=True, slots=True)
class Subject:
    """Exactly what was measured. ``repository`` is "." or a clone URL; ids are 40 hexadecimal digits."""

    repository: str
    commit: str
    tree: str | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """One version's evidence as declared. Pieces that are missing or malformed are left out of the
    mappings (or None): the rules name them from ``document``, nothing else uses them.
    """

    reference: Reference
    folder: Path
    path: str
    document: Document
    title: str
    summary: str | None
    status: str
    date: str
    authors: tuple[str, ...]
    subject: Subject | None
    claims: Mapping[str, Claim]
    datasets: Mapping[str, Dataset]
    environments: Mapping[str, Environment]
    recipe: Recipe
    reproductions: tuple[Document, ...] = ()

    @property
    def draft(self) -> bool:
        """Whether a published site leaves this dossier out."""
        return self.status != "published"

    @property
    def version(self) -> str:
        """The version's name."""
        return self.reference.version or ""


@dataclass(frozen=True, slots=True)
class Project:
    """What is measured, and its dossiers, oldest version first."""

    name: str
    title: str
    summary: str
    owner: str
    repository: str | None
    licence: str | None
    tags: tuple[str, ...]
    counts: tuple[str, ...]
    document: Document | None
    path: str
    reported: Document | None = None
    dossiers: tuple[Dossier, ...] = field(default=())

    def sorted(self) -> tuple[Dossier, ...]:
        """Dossiers, oldest version first."""
        return tuple(
            sorted(self.dossiers, key=lambda dossier: (version_key(dossier.version), dossier.version))
        )


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything under ``dossiers/``. ``root`` is the folder that holds it: the repository root."""

    root: Path
    folder: str
    projects: tuple[Project, ...]

    @property
    def dossiers(self) -> tuple[Dossier, ...]:
        """All dossiers, by project, oldest version first."""
        return tuple(dossier for project in self.projects for dossier in project.dossiers)
