"""A project's dossiers: claims, datasets, environments and the recipe, as the author declared them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from mkdocs_dossiers.model.annotation import Annotation
from mkdocs_dossiers.model.attestation import Attestation
from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.origin import Origin
from mkdocs_dossiers.model.published import Published
from mkdocs_dossiers.model.reference import Reference, version_key
from mkdocs_dossiers.model.reported import ReportedReport
from mkdocs_dossiers.model.reproduction import Reproduction
from mkdocs_dossiers.model.waiver import Waiver

_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
    "==": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Assertion:
    """A comparison with a number and its unit, as written: ``<= 3 ms``."""

    op: str
    number: float
    unit: str
    written: str

    def holds(self, value: float) -> bool:
        """Whether a value, in the assertion's unit, is what it says."""
        return _COMPARISONS[self.op](value, self.number)

    def deciding(self, low: float | None, high: float | None) -> tuple[float | None, ...]:
        """The ends of an interval that decide: the upper one for ``<=``, the lower one for ``>=``."""
        if self.op == "==":
            return (low, high)
        return (high,) if self.op.startswith("<") else (low,)

    def holds_throughout(self, low: float | None, high: float | None) -> bool:
        """Whether a whole interval is on the claimed side; an end that is open (None) never is."""
        return all(end is not None and self.holds(end) for end in self.deciding(low, high))

    def __str__(self) -> str:
        return self.written


@dataclass(frozen=True, slots=True)
class SeriesReference:
    """``dataset/series``; the series is None when the dataset alone is named."""

    dataset: str
    series: str | None

    def __str__(self) -> str:
        return self.dataset if self.series is None else f"{self.dataset}/{self.series}"


class Form(StrEnum):
    """What a claim's statistic is of; the value is the key in the document."""

    ONE = "of"
    """One series."""
    RATIO = "ratio"
    """The statistic of one series divided by that of another."""
    DIFFERENCE = "difference"
    """The statistic of one series minus that of another."""
    GEOMETRIC_MEAN = "geometric-mean"
    """The geometric mean over every series of a dataset, or of their ratios to the same series of another."""
    SCALING = "scaling"
    """How the statistic of the series of a dataset follows a parameter."""


POINTERS: tuple[tuple[str, ...], ...] = (
    ("of",),
    *((form.value, key) for form in Form if form is not Form.ONE for key in ("of", "to")),
)
"""Where a claim may name a series, or a dataset."""


@dataclass(frozen=True, slots=True)
class Scaling:
    """A claim about how a statistic follows a parameter.

    ``over`` names the parameter, ``fit`` what is claimed of the dependence (slope, exponent, efficiency, r2),
    ``where`` the other parameters a series must have to belong.
    """

    over: str
    fit: str
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence, and the assertion that makes it checkable.

    ``to`` is what ``of`` is compared with when the claim compares, else None.
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
    form: Form = Form.ONE
    scaling: Scaling | None = None
    valid_for: str | None = None
    """How long after the newest measurement it holds, as written: ``90 days``."""
    apart: str | None = None
    """Why the two sides of a comparison were not measured in turns."""
    cross_environment: str | None = None
    """Why its sides may be compared although their environments differ in what changes results."""
    missed: str | None = None
    """Why a limit that was not reached is published all the same; the claim is shown as refuted or inconclusive."""

    @property
    def compares(self) -> bool:
        """Whether two series, or two sets of series, are held against each other."""
        return self.to is not None

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
    """A declared numeric column: its metric, its name in the file and its unit.

    ``moments`` says that its values are points in time, of which a rate may be counted.
    """

    metric: str
    column: str
    unit: str
    moments: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a plain file mean. ``params`` maps names of parameters to columns."""

    series: str | None
    metrics: tuple[Column, ...]
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checkout:
    """What git said of a checkout at one moment. ``dirty`` holds every path that was not as committed:
    changed and untracked files, and submodules, from the top of the repository.
    """

    commit: str
    tree: str
    dirty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The measured checkout right before and right after a run."""

    before: Checkout
    after: Checkout


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
    failed: str | None = None
    """What became of operations that failed."""
    protocol: Mapping[str, str] = field(default_factory=dict)
    """How it was measured, by what is described: warm-up, plan, cache …"""
    seconds: float | None = None
    """How long was measured at least."""
    url: str | None = None
    """Where the raw file is kept, where git does not hold it or somebody else holds it too."""
    size: int | None = None
    """Its size in bytes, where it is kept elsewhere."""

    @property
    def moments(self) -> frozenset[str]:
        """The metrics that are declared to hold points in time."""
        metrics = self.columns.metrics if self.columns is not None else ()
        return frozenset(column.metric for column in metrics if column.moments)

    source: Source | None = None


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
    tag: str | None = None


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
    reproductions: tuple[Reproduction, ...] = ()
    ruleset: int = 1
    """The number of the rules it was published under."""

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
    """``reported.yaml`` as it was read."""
    reports: tuple[ReportedReport, ...] = ()
    """The reports about it, with their figures."""
    dossiers: tuple[Dossier, ...] = field(default=())
    waivers: tuple[Waiver, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    """What others signed off, by name."""
    published: Published | None = None
    """What was published, by the project's ``published.yaml``."""
    annotations: tuple[Annotation, ...] = ()
    """What happened between versions, oldest first."""
    origin: Origin | None = None
    """Where it was fetched from; None for a project of this repository."""

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
