"""The unit of work: one dossier's raw files hashed, read and its claims measured."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs_dossiers.measure.claim import measure_claim
from mkdocs_dossiers.measure.drawn import drawn
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.failure import CannotMeasure, Failure
from mkdocs_dossiers.measure.family import measure_family
from mkdocs_dossiers.measure.format import FormatError
from mkdocs_dossiers.measure.medians import bounded
from mkdocs_dossiers.measure.reading import read
from mkdocs_dossiers.measure.side import Loaded
from mkdocs_dossiers.model.dossier import Claim, Dataset
from mkdocs_dossiers.model.measurement import Measurement, RawFile
from mkdocs_dossiers.read.raw_file import RawFileError, digest


@dataclass(frozen=True, slots=True)
class Job:
    """What to measure of one dossier. ``folder`` is its absolute path, ``counts`` the project's nouns.

    ``wanted`` names the claims asked for; None is all. Comparisons are always measured together. ``pages`` says that
    pages are made of it: then what their charts are drawn from is summed up too, which takes as long as the rest.
    """

    dossier: str
    folder: Path
    datasets: tuple[Dataset, ...]
    claims: tuple[Claim, ...]
    counts: tuple[str, ...] = ()
    wanted: frozenset[str] | None = None
    pages: bool = False


@dataclass(slots=True)
class Examined:
    """What one job found: raw files and measurements by name, or why there are none."""

    dossier: str
    files: dict[str, RawFile] = field(default_factory=dict)
    file_failures: dict[str, Failure] = field(default_factory=dict)
    measurements: dict[str, Measurement] = field(default_factory=dict)
    claim_failures: dict[str, Failure] = field(default_factory=dict)


def examine(job: Job) -> Examined:
    """Hash and read every raw file of a dossier, and measure every claim whose files are what they should be.

    A claim that rests on a file whose digest is not the declared one is not measured. Never raises for what
    a file holds: failures are part of the result.
    """
    found = Examined(job.dossier)
    usable = [dataset for dataset in job.datasets if _hash(job, dataset, found)]
    loaded: dict[str, Loaded] = {}
    if usable:
        with Engine([job.folder / dataset.file for dataset in usable]) as engine:
            for dataset in usable:
                _load(engine, job, dataset, found, loaded)
            _measure(engine, job, loaded, found)
    return found


def _hash(job: Job, dataset: Dataset, found: Examined) -> bool:
    """Record the file's digest; whether it is the declared one."""
    try:
        sha256, size = digest(job.folder, dataset.file)
    except RawFileError as error:
        found.file_failures[dataset.name] = Failure("evidence/raw-file", error.message, error.fix, ("file",))
        return False
    found.files[dataset.name] = RawFile(dataset.path, sha256, size)
    return sha256 == dataset.sha256


def _load(engine: Engine, job: Job, dataset: Dataset, found: Examined, loaded: dict[str, Loaded]) -> None:
    raw = found.files[dataset.name]
    try:
        known = read(
            engine, job.folder, dataset.file, raw.size, dataset.name, dataset.format, dataset.columns
        )
    except (FormatError, RawFileError) as error:
        pointer = error.pointer if isinstance(error, FormatError) else ("file",)
        found.file_failures[dataset.name] = Failure("integrity/format", error.message, error.fix, pointer)
        return
    except CannotMeasure as error:
        # A report is the same wherever the gate runs.
        message = error.failure.message.replace(engine.name(job.folder / dataset.file), dataset.file)
        found.file_failures[dataset.name] = replace(error.failure, message=message, pointer=("file",))
        return
    series = tuple(replace(entry, unit=entry.unit or dataset.unit) for entry in known.series)
    weighted = known.format.weight == "samples"
    if job.pages and not weighted and not any(entry.not_finite for entry in series):
        series = bounded(engine, dataset.name, series)
    found.files[dataset.name] = replace(
        raw, format=known.format.name, series=series, facts=known.facts, unfinished=known.unfinished
    )
    if any(entry.not_finite for entry in series):
        return  # the gate says so; nothing is measured on NaN
    printed = known.format.sql(dataset.path, known.size, dataset.columns, dataset.name)
    held = Loaded(
        series,
        printed,
        weighted,
        known.format.table is not None,
        known.format.independent and not dataset.file.endswith(".zst"),
        _moments(job, dataset),
    )
    loaded[dataset.name] = held
    if job.pages:
        lying = drawn(engine, dataset.name, held)
        found.files[dataset.name] = replace(found.files[dataset.name], drawn=lying)


def _moments(job: Job, dataset: Dataset) -> frozenset[str]:
    """The metrics of a dataset that are points in time: a rate can be claimed of nothing else."""
    rates = {
        claim.metric for claim in job.claims if claim.statistic == "rate" and dataset.name in claim.datasets
    }
    return dataset.moments | rates


def _measure(engine: Engine, job: Job, loaded: dict[str, Loaded], found: Examined) -> None:
    """Measure the wanted claims; comparisons as one family, whichever of them are wanted."""

    def measure(claim: Claim, family: int, step: int) -> Measurement | None:
        try:
            return measure_claim(engine, claim, loaded, job.counts, family, step, pages=job.pages)
        except CannotMeasure as error:
            found.claim_failures[claim.id] = error.failure
            return None

    claims = [claim for claim in job.claims if all(name in loaded for name in claim.datasets)]
    wanted = {claim.id for claim in claims if job.wanted is None or claim.id in job.wanted}
    for claim in claims:
        if claim.id in wanted and not claim.compares and (one := measure(claim, 1, 1)) is not None:
            found.measurements[claim.id] = one
    family = [claim for claim in claims if claim.compares]
    if any(claim.id in wanted for claim in family):
        found.measurements |= measure_family(family, measure)
    order = [claim.id for claim in claims if claim.id in wanted]
    found.measurements = {name: found.measurements[name] for name in order if name in found.measurements}
    found.claim_failures = {
        name: found.claim_failures[name] for name in order if name in found.claim_failures
    }
