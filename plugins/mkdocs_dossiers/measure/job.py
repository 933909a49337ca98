"""The unit of work: one dossier's raw files hashed, read and its claims measured."""

from __future__ import annotations

import json
import shlex
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from mkdocs_dossiers.measure.at_hand import Held as AtHand
from mkdocs_dossiers.measure.at_hand import NotAtHand
from mkdocs_dossiers.measure.claim import measure_claim
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.measure.drawn import drawn
from mkdocs_dossiers.measure.engine import Engine, NoEngine
from mkdocs_dossiers.measure.failure import CannotMeasure, Failure
from mkdocs_dossiers.measure.family import places_in_family
from mkdocs_dossiers.measure.format import FormatError
from mkdocs_dossiers.measure.large import Needs
from mkdocs_dossiers.measure.large_inventory import Asked
from mkdocs_dossiers.measure.medians import bounded
from mkdocs_dossiers.measure.reading import Reading, read
from mkdocs_dossiers.measure.side import Loaded
from mkdocs_dossiers.model.dossier import Claim, Dataset
from mkdocs_dossiers.model.measurement import Measurement, RawFile
from mkdocs_dossiers.read.elsewhere import dossier_named, folder_of, is_away
from mkdocs_dossiers.read.raw_file import PointerError, RawFileError, digest

Digest: TypeAlias = tuple[str, int]
"""SHA-256 (64 hexadecimal digits) of a file, and its size in bytes."""


@dataclass(frozen=True, slots=True)
class Held:
    """A raw file as read. ``loaded`` is None where nothing is measured on it: it holds what is not a number."""

    raw: RawFile
    loaded: Loaded | None


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier run found: raw files by dataset, and measurements by claim."""

    held: Mapping[str, Held] = field(default_factory=dict)
    measurements: Mapping[str, Measurement] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """What to measure of one dossier. ``folder`` is its absolute path, ``counts`` the project's nouns.

    ``wanted`` names the claims asked for; None is all. Comparisons are always measured together. ``depth`` says
    what is asked beside verdicts.
    ``digests`` are those of the files, where they were made already; ``known`` is not measured again.
    """

    dossier: str
    folder: Path
    datasets: tuple[Dataset, ...]
    claims: tuple[Claim, ...]
    counts: tuple[str, ...] = ()
    wanted: frozenset[str] | None = None
    depth: Depth = Depth.VERDICT
    digests: Mapping[str, Digest | Failure] | None = None
    known: Known = field(default_factory=Known)

    def wants(self, claim: Claim) -> bool:
        """Whether a claim was asked for."""
        return self.wanted is None or claim.id in self.wanted

    def measurable(self, loaded: Container[str]) -> list[Claim]:
        """The claims all of whose datasets are ``loaded``."""
        return [claim for claim in self.claims if all(name in loaded for name in claim.datasets)]


@dataclass(slots=True)
class Examined:
    """What one job found: raw files and measurements by name, or why there are none."""

    dossier: str
    files: dict[str, RawFile] = field(default_factory=dict)
    file_failures: dict[str, Failure] = field(default_factory=dict)
    measurements: dict[str, Measurement] = field(default_factory=dict)
    claim_failures: dict[str, Failure] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict, compare=False)
    """Every raw file that was read, for the next run."""


def examine(job: Job, at_hand: Mapping[str, AtHand] | None = None) -> Examined:
    """Hash and read every raw file of a dossier, and measure every claim whose files are what they should be.

    A claim that rests on a file whose digest is not the declared one is not measured. Never raises for what
    a file holds: failures are part of the result. ``at_hand`` are the samples of known files that are in memory.
    """
    found = Examined(job.dossier)
    with opened(job, found, at_hand) as bench:
        _measure(bench, job, found)
    return found


@contextmanager
def opened(job: Job, found: Examined, at_hand: Mapping[str, AtHand] | None = None) -> Iterator[Bench]:
    """The raw files of a job whose digest is the declared one; what is known of them goes into ``found``."""
    digests = (
        job.digests
        if job.digests is not None
        else {each.name: hashed(job.folder, each) for each in job.datasets}
    )
    usable = [dataset for dataset in job.datasets if _is_declared(dataset, digests[dataset.name], found)]
    with Bench(job, usable, found, at_hand or {}) as bench:
        for dataset in usable:
            bench.hold(dataset)
        yield bench


def hashed(folder: Path, dataset: Dataset) -> Digest | Failure:
    """The digest of a dataset's file, or why there is none."""
    place = folder_of(folder, dataset)
    if place == folder and is_away(folder, dataset):
        return Failure(
            "evidence/raw-file",
            f"{dataset.file} is not here: {dataset.size or 0:,} bytes are kept at {dataset.url}.",
            f"Fetch it: dossier fetch {dossier_named(dataset.path)}",
            ("url",),
        )
    try:
        return digest(place, dataset.file)
    except PointerError as error:
        message, fix = error.message, f"Fetch it: git lfs pull --include {shlex.quote(dataset.path)}"
        if error.pointer is None:
            fix = error.fix
        elif error.pointer.sha256 != dataset.sha256:
            message += f" The dossier declares {dataset.sha256}: the pointer stands for other bytes."
            fix = "Restore the pointer that was committed with the dossier, or add the file the tool wrote anew."
        return Failure("evidence/raw-file", message, fix, ("file",))
    except RawFileError as error:
        return Failure("evidence/raw-file", error.message, error.fix, ("file",))


def _is_declared(dataset: Dataset, found_digest: Digest | Failure, found: Examined) -> bool:
    """Record the file's digest; whether it is the declared one."""
    if isinstance(found_digest, Failure):
        found.file_failures[dataset.name] = found_digest
        return False
    sha256, size = found_digest
    found.files[dataset.name] = RawFile(dataset.path, sha256, size)
    return sha256 == dataset.sha256


class Bench:
    """The raw files of a job, each read when something is asked of it that is not known."""

    def __init__(
        self, job: Job, usable: Sequence[Dataset], found: Examined, at_hand: Mapping[str, AtHand]
    ) -> None:
        self._job, self._found = job, found
        self._at_hand = at_hand
        self._usable = {dataset.name: dataset for dataset in usable}
        self._engine: Engine | None = None
        self._in_engine: set[str] = set()
        self.loaded: dict[str, Loaded] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._engine is not None:
            self._engine.__exit__(kind, error, trace)

    def hold(self, dataset: Dataset) -> None:
        """Find out what a file holds, by reading it unless that is known."""
        held = self._job.known.held.get(dataset.name) or self._read(dataset)
        if held is not None:
            self._found.files[dataset.name] = held.raw
            self._found.held[dataset.name] = held
            if held.loaded is not None:
                self.loaded[dataset.name] = held.loaded

    def measure(self, claim: Claim, family: int, step: int, depth: Depth) -> Measurement:
        """Measure a claim. Raises :class:`CannotMeasure`."""
        if depth is Depth.VERDICT and all(name in self._at_hand for name in claim.datasets):
            with suppress(NotAtHand):
                return self._measure(NoEngine(), claim, family, step, depth, self._at_hand)
        for name in claim.datasets:
            if name not in self._in_engine and self._read(self._usable[name]) is None:
                raise CannotMeasure(self._found.file_failures[name])
        return self._measure(self.engine, claim, family, step, depth)

    def _measure(
        self,
        engine: Engine,
        claim: Claim,
        family: int,
        step: int,
        depth: Depth,
        at_hand: Mapping[str, AtHand] | None = None,
    ) -> Measurement:
        return measure_claim(engine, claim, self.loaded, self._job.counts, family, step, depth, at_hand)

    @property
    def engine(self) -> Engine:
        """DuckDB with the job's files."""
        if self._engine is None:
            self._engine = Engine(
                [self._folder(dataset) / dataset.file for dataset in self._usable.values()]
            ).__enter__()
        return self._engine

    def _folder(self, dataset: Dataset) -> Path:
        return folder_of(self._job.folder, dataset)

    def _read(self, dataset: Dataset) -> Held | None:
        """Load a file into the engine; None, and the reason among what was found, where that fails."""
        job, engine, raw = self._job, self.engine, self._found.files[dataset.name]
        folder = self._folder(dataset)
        self._in_engine.add(dataset.name)
        try:
            known = read(
                engine,
                folder,
                dataset.file,
                raw.size,
                dataset.name,
                dataset.format,
                dataset.columns,
                needs(job.claims, dataset),
                percentiles(job.claims, dataset),
            )
        except (FormatError, RawFileError) as error:
            pointer = error.pointer if isinstance(error, FormatError) else ("file",)
            failure = Failure("integrity/format", error.message, error.fix, pointer)
        except CannotMeasure as error:
            # A report is the same wherever the gate runs.
            message = error.failure.message.replace(engine.name(folder / dataset.file), dataset.file)
            failure = replace(error.failure, message=message, pointer=("file",))
        else:
            return _held(engine, job, dataset, raw, known)
        self._found.file_failures[dataset.name] = failure
        return None


def held_of(job: Job, dataset: Dataset, sha256: str, size: int, known: Reading) -> Held:
    """What was read of a file with this digest and size, where nothing beside verdicts is asked."""
    return _held(None, job, dataset, RawFile(dataset.path, sha256, size), known)


def _held(engine: Engine | None, job: Job, dataset: Dataset, raw: RawFile, known: Reading) -> Held:
    """What was read, in words; summed up for charts where these are wanted."""
    series = tuple(replace(entry, unit=entry.unit or dataset.unit) for entry in known.series)
    weighted = known.format.weight == "samples"
    finite = not any(entry.not_finite for entry in series)
    if engine is not None and job.depth >= Depth.PAGES and not weighted and finite:
        series = bounded(engine, dataset.name, series)
    raw = replace(
        raw, format=known.format.name, series=series, facts=known.facts, unfinished=known.unfinished
    )
    if not finite:
        return Held(raw, None)  # the gate says so; nothing is measured on NaN
    loaded = Loaded(
        series,
        known.format.sql(dataset.path, known.size, dataset.columns, dataset.name),
        weighted,
        known.format.table is not None,
        known.format.independent and not dataset.file.endswith(".zst"),
        known.placed,
        moments(job.claims, dataset),
        turns(known.facts),
    )
    if engine is None or job.depth < Depth.PAGES:
        return Held(raw, loaded)
    return Held(replace(raw, drawn=drawn(engine, dataset.name, loaded)), loaded)


def turns(facts: Mapping[str, str]) -> tuple[str, ...]:
    """The series in the order they had their turns, where the file says it; none where it says something else."""
    try:
        listed = json.loads(facts.get("turns", "[]"))
    except ValueError:
        return ()
    return tuple(map(str, listed)) if isinstance(listed, list) else ()


def moments(claims: Iterable[Claim], dataset: Dataset) -> frozenset[str]:
    """The metrics of a dataset that are points in time: a rate can be claimed of nothing else."""
    rates = {claim.metric for claim in claims if claim.statistic == "rate" and dataset.name in claim.datasets}
    return dataset.moments | rates


def needs(claims: Iterable[Claim], dataset: Dataset) -> Needs:
    """What claims ask of a large file beside its values."""
    own = [claim for claim in claims if dataset.name in claim.datasets]
    return Needs(
        order=any(claim.statistic == "rate" or claim.compares for claim in own),
        params=any(claim.scaling is not None for claim in own),
    )


def percentiles(claims: Iterable[Claim], dataset: Dataset) -> Asked:
    """The percentiles that claims ask of a dataset, as fractions, and with what confidence."""
    own = [claim for claim in claims if dataset.name in claim.datasets]
    return frozenset(
        (0.5 if claim.statistic == "median" else float(claim.statistic[1:]) / 100, claim.confidence)
        for claim in own
        if claim.statistic == "median" or claim.statistic[:1] == "p"
    )


def _measure(bench: Bench, job: Job, found: Examined) -> None:
    """Measure the wanted claims; comparisons as one family, whichever of them are wanted."""
    verdicts: dict[tuple[str, int, int], Measurement] = {}

    def measure(claim: Claim, family: int, step: int, depth: Depth = Depth.VERDICT) -> Measurement | None:
        asked = claim.id, family, step
        if depth is Depth.VERDICT and asked in verdicts:
            return verdicts[asked]
        try:
            one = bench.measure(claim, family, step, depth)
        except CannotMeasure as error:
            found.claim_failures[claim.id] = error.failure
            return None
        if depth is Depth.VERDICT:
            verdicts[asked] = one
        return one

    known = job.known.measurements
    claims = job.measurable(bench.loaded)
    wanted = {claim.id for claim in claims if job.wants(claim)}
    for claim in claims:
        if claim.id in wanted and not claim.compares:
            one = known.get(claim.id) or measure(claim, 1, 1, job.depth)
            if one is not None:
                found.measurements[claim.id] = one
    family = [claim for claim in claims if claim.compares]
    if any(claim.id in wanted for claim in family):
        if all(claim.id in known for claim in family):
            found.measurements |= {claim.id: known[claim.id] for claim in family}
        else:
            places = places_in_family(family, measure)
            for claim in family:
                if claim.id in places and (one := measure(claim, *places[claim.id], job.depth)) is not None:
                    found.measurements[claim.id] = one
    order = [claim.id for claim in claims if claim.id in wanted]
    found.measurements = {name: found.measurements[name] for name in order if name in found.measurements}
    found.claim_failures = {
        name: found.claim_failures[name] for name in order if name in found.claim_failures
    }
