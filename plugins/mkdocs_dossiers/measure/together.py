"""Many small raw files read in few statements: what one statement costs does not depend on how small its file is.

Only plain, small files of formats that say how (``-- together`` in their SQL) are read so, and only where nothing is
odd about any of them. All others, and all files of a statement that fails, are left to be read one by one: that says
what is wrong, with which file. What is read is the same either way.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from mkdocs_dossiers.measure.at_hand import Held as AtHand
from mkdocs_dossiers.measure.at_hand import NotAtHand, Values
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.failure import CannotMeasure
from mkdocs_dossiers.measure.format import Format, FormatError, detect
from mkdocs_dossiers.measure.job import Digest, Examined, Held, Job, Known, examine, hashed, held_of
from mkdocs_dossiers.measure.reading import Reading
from mkdocs_dossiers.measure.samples import DIFFERENT, FEW_ROWS, ROWS_PER_BYTE
from mkdocs_dossiers.measure.table import check_names
from mkdocs_dossiers.model.dossier import Dataset
from mkdocs_dossiers.model.measurement import Series
from mkdocs_dossiers.read.elsewhere import folder_of
from mkdocs_dossiers.read.raw_file import RawFileError, head

LARGEST = 256 * 1024
"""Bytes of a file that is read together with others: its beginning is all of it."""
FILES = 16
"""Files of one statement: DuckDB holds 32 MB for each JSON file until it is through with all."""
METRICS = 8
"""Metrics a table may declare for it."""
LINES = 20_000
"""Lines of a table: so many DuckDB looks at before it decides what the columns hold."""
ROWS = 4_000_000
"""Samples of one statement."""
_Stated: TypeAlias = dict[int, dict[str, set[float]]]
"""What tools printed of a series, by its number: by statistic, every value."""
_PACKED = (".gz", ".zst", ".zip")
_PLAIN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.+-:/ "
"""Characters of a table that nobody could read otherwise, beside its commas and line ends."""
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_GROUPS = """
SELECT any_value(h), file, series, metric, kind, min(unit), max(unit), min(run), max(run), any_value(hash(file)),
       count(*) FILTER (WHERE NOT warmup), count(*) FILTER (WHERE warmup),
       count(*) FILTER (WHERE value IS NULL OR NOT isfinite(value) OR series IS NULL OR metric IS NULL)
FROM together
GROUP BY file, series, metric, kind
"""
_STATED = "SELECT h, statistic, value FROM together WHERE kind = 'summary' AND value IS NOT NULL"


class _Group(NamedTuple):
    """The rows of a series of a file: how many, and what they have in common. ``key`` is their number in ``h``."""

    key: int
    file: str
    series: str
    metric: str
    kind: str
    unit: str | None
    other_unit: str | None
    run: int | None
    other_run: int | None
    file_key: int
    n: int
    warmups: int
    odd: int

    @property
    def plain(self) -> bool:
        """Whether there is nothing about them to be said."""
        return (
            not self.warmups and not self.odd and (self.unit, self.run) == (self.other_unit, self.other_run)
        )


@dataclass(frozen=True, slots=True)
class _File:
    """A file that may be read with others. ``header`` holds the columns of a plain table."""

    job: int
    dataset: Dataset
    format: Format
    name: str
    size: int
    header: tuple[str, ...]

    @property
    def kind(self) -> tuple[str, str, tuple[str, ...], str]:
        """What files of one statement have in common."""
        columns = self.dataset.columns
        named = self.dataset.name if columns is not None and columns.series is None else ""
        return self.format.name, repr(columns), self.header, named


def examine_all(jobs: Sequence[Job]) -> list[Examined]:
    """What :func:`examine` finds of each job, with fewer statements."""
    if len(jobs) == 0 or any(job.depth > Depth.VERDICT for job in jobs):
        return [examine(job) for job in jobs]
    jobs = [
        job
        if job.digests is not None
        else replace(job, digests={each.name: hashed(job.folder, each) for each in job.datasets})
        for job in jobs
    ]
    read = _read(jobs)
    return [_examined(job, read.get(number, {})) for number, job in enumerate(jobs)]


def _examined(job: Job, read: Mapping[str, tuple[Held, AtHand]]) -> Examined:
    known = Known(
        {**job.known.held, **{name: held for name, (held, _) in read.items()}}, job.known.measurements
    )
    return examine(replace(job, known=known), {name: samples for name, (_, samples) in read.items()})


def _read(jobs: Sequence[Job]) -> dict[int, dict[str, tuple[Held, AtHand]]]:
    """By number of the job and name of the dataset, what could be read together."""
    found: dict[int, dict[str, tuple[Held, AtHand]]] = {}
    kinds: dict[object, list[_File]] = {}
    for file in _eligible(jobs):
        kinds.setdefault(file.kind, []).append(file)
    if not kinds:
        return found
    places = [
        folder_of(jobs[file.job].folder, file.dataset) / file.dataset.file
        for files in kinds.values()
        for file in files
    ]
    with Engine(places, threads=1) as engine:
        if not _as_here(engine):
            return found
        few = [
            files[start : start + FILES] for files in kinds.values() for start in range(0, len(files), FILES)
        ]
        for files in few:
            for file, reading, samples in _read_kind(engine, files):
                job, (sha256, size) = jobs[file.job], _digest(jobs[file.job], file.dataset)
                held = held_of(job, file.dataset, sha256, size, reading)
                found.setdefault(file.job, {})[file.dataset.name] = held, samples
    return found


def _digest(job: Job, dataset: Dataset) -> Digest:
    digest = (job.digests or {})[dataset.name]
    assert isinstance(digest, tuple)  # noqa: S101 - an eligible file has one
    return digest


def _eligible(jobs: Sequence[Job]) -> Iterator[_File]:
    for number, job in enumerate(jobs):
        for dataset in job.datasets:
            digest = (job.digests or {}).get(dataset.name)
            if (
                isinstance(digest, tuple)
                and digest[0] == dataset.sha256
                and 0 < digest[1] <= LARGEST
                and dataset.name not in job.known.held
                and dataset.url is None
                and not dataset.file.endswith(_PACKED)
                and (file := _recognised(number, job, dataset, digest[1])) is not None
            ):
                yield file


def _recognised(number: int, job: Job, dataset: Dataset, size: int) -> _File | None:
    """The file, where its format is read together with others and nothing about it is odd."""
    folder = folder_of(job.folder, dataset)
    name = os.fspath(folder / dataset.file)
    try:
        start = head(folder, dataset.file)
        found = detect(start, dataset.format, dataset.columns)
        header = _header(start) if found.table is not None else ()
        if (
            found.together is None
            or len(start) != size
            or start.startswith((b"\x1f\x8b", b"\x28\xb5\x2f\xfd"))
        ):
            return None
        if found.table is not None:
            if header is None or dataset.columns is None or len(dataset.columns.metrics) > METRICS:
                return None
            check_names(list(header), dataset.columns)
    except (FormatError, RawFileError):
        return None
    return _File(number, dataset, found, name, size, header or ())


def _header(content: bytes) -> tuple[str, ...] | None:
    """The columns of a table nobody could read otherwise: plain words, commas and whole lines; None for any other.

    With nothing but commas to separate, the same number in each line, and no quotes, looking for the dialect as the
    statement for one file does must end with the same one.
    """
    first = content.partition(b"\n")[0]
    commas, lines = first.count(b","), content.count(b"\n")
    if not commas or not 2 <= lines <= LINES:
        return None
    if content.translate(None, _PLAIN) != (b"," * commas + b"\n") * lines:
        return None
    names = tuple(first.decode("ascii").split(","))
    if not all(map(_NAME.fullmatch, names)) or len({name.lower() for name in names}) < len(names):
        return None
    return names


def _read_kind(engine: Engine, files: Sequence[_File]) -> Iterator[tuple[_File, Reading, AtHand]]:
    """Each file of one kind; none of them where the statement fails."""
    by_name = {engine.named(file.name): file for file in files}
    if len(by_name) < len(files):
        return
    try:
        groups, stated, facts, samples = _statements(engine, by_name)
    except CannotMeasure:
        return
    said: dict[str, dict[str, str]] = {}
    for name, key, value in facts:
        if value not in (None, ""):
            said.setdefault(name, {})[str(key)] = str(value)
    inside: dict[str, list[_Group]] = {}
    for group in groups:
        inside.setdefault(group.file, []).append(group)
    rows = _by_file(samples)
    for name, file in by_name.items():
        try:
            held = _at_hand(inside.get(name, []), rows)
            series = _inventory(inside[name], stated, held)
        except NotAtHand:
            continue
        yield file, Reading(file.format, file.size, series, said.get(name, {})), held


def _statements(
    engine: Engine, files: Mapping[str, _File]
) -> tuple[list[_Group], _Stated, list[tuple[Any, ...]], dict[str, Any]]:
    """The groups of samples, what tools printed of each, what files say of themselves, and every sample.

    Raises :class:`CannotMeasure`.
    """
    first = next(iter(files.values()))
    most = min(ROWS, sum(FEW_ROWS + ROWS_PER_BYTE * file.size for file in files.values()))
    largest = max(file.size for file in files.values())

    def sql(template: str) -> str:
        columns = first.dataset.columns
        return first.format.together_sql(
            template, list(files), largest, columns, first.header, first.dataset.name
        )

    form = first.format
    if form.read_together:
        engine.rows(f"CREATE OR REPLACE TEMP TABLE read_together AS {sql(form.read_together)}")
    engine.rows(
        "CREATE OR REPLACE TEMP TABLE together AS SELECT *, hash(file, series, metric, kind) AS h FROM "
        f"({sql(form.together or '')}\n) LIMIT {most + 1}"
    )
    groups = [_Group(*row) for row in engine.rows(_GROUPS)]
    alike = len({group.key for group in groups}) < len(groups)
    if alike or sum(group.n + group.warmups for group in groups) > most:
        return [], {}, [], {}
    stated: _Stated = {}
    for key, name, value in engine.rows(_STATED) if any(group.kind == "summary" for group in groups) else ():
        stated.setdefault(key, {}).setdefault(str(name), set()).add(float(value))
    facts = engine.rows(sql(form.facts_together)) if form.facts_together else []
    samples = engine.columns(
        "SELECT hash(file) AS file, h, value FROM together WHERE kind = 'sample' AND NOT warmup"
    )
    return groups, stated, facts, samples


def _at_hand(groups: Sequence[_Group], rows: Mapping[int, tuple[Any, Any]]) -> AtHand:
    """The samples of a file. Raises :class:`NotAtHand` where there is anything about it to be said."""
    if not all(group.plain for group in groups):
        raise NotAtHand
    keys = {(group.series, group.metric): group.key for group in groups if group.kind == "sample"}
    place = rows.get(groups[0].file_key) if groups and keys else None
    if place is None:
        raise NotAtHand
    return AtHand(*place, keys)


def _by_file(samples: Mapping[str, Any]) -> dict[int, tuple[Any, Any]]:
    """The samples of each file in its order, by the hash of its name: what group each belongs to, and its value."""
    import numpy as np

    found: dict[int, tuple[Any, Any]] = {}
    if not samples or not len(samples["file"]):
        return found
    order = np.argsort(samples["file"], kind="stable")
    files, groups, values = (samples[name][order] for name in ("file", "h", "value"))
    ends = [*(np.flatnonzero(files[1:] != files[:-1]) + 1).tolist(), len(files)]
    for begin, end in zip([0, *ends[:-1]], ends, strict=True):
        found[int(files[begin])] = groups[begin:end], values[begin:end]
    return found


def _inventory(groups: Iterable[_Group], stated: _Stated, held: AtHand) -> tuple[Series, ...]:
    """Every series of a file, as :func:`mkdocs_dossiers.measure.samples.inventory` describes it."""
    sampled = {(group.series, group.metric): group for group in groups if group.kind == "sample"}
    printed = {(group.series, group.metric): group for group in groups if group.kind == "summary"}
    if not printed.keys() <= sampled.keys():
        raise NotAtHand  # what a tool kept no samples of is read by itself
    return tuple(
        _series(sampled[key], stated.get(printed[key].key, {}) if key in printed else {}, held)
        for key in sorted(sampled)
    )


def _series(group: _Group, printed: Mapping[str, set[float]], held: AtHand) -> Series:
    key = group.series, group.metric
    values = held.samples(*key)
    return Series(
        name=key[0],
        metric=key[1],
        unit=group.unit or None,
        kind="sample",
        n=group.n,
        minimum=values.rank(1),
        median=values.median,
        mean=values.mean,
        maximum=values.rank(values.n),
        p90=values.disc("0.9"),
        p95=values.disc("0.95"),
        p99=values.disc("0.99"),
        warmups=0,
        not_finite=0,
        stated={name: next(iter(printed[name])) for name in sorted(printed) if len(printed[name]) == 1},
        runs=1,
        repeats=_repeats(values),
    )


def _repeats(values: Values) -> int:
    """How often the rarest value occurs, where there are enough different ones."""
    import numpy as np

    begins = np.flatnonzero(np.diff(values.ordered)) + 1
    if len(begins) + 1 < DIFFERENT:
        return 1
    return int(np.diff(np.concatenate(([0], begins, [values.n]))).min())


@lru_cache(maxsize=1)
def _sample() -> tuple[float, ...]:
    """Numbers whose sums depend on the order and on every rounding."""
    return tuple((index * 7919 % 1009 + 1) / 997 * 10.0 ** (index % 5 - 2) for index in range(100))


_SAME: list[bool] = []


def _as_here(engine: Engine) -> bool:
    """Whether DuckDB adds up on this machine as Python does: some processors round twice fewer. Asked once."""
    if not _SAME:
        import numpy as np

        values = Values(np.array(_sample()))
        listed = ", ".join(f"{value!r}::DOUBLE" for value in _sample())
        row = engine.rows(
            "SELECT avg(value ORDER BY value), var_samp(value ORDER BY value), median(value) "
            f"FROM (SELECT unnest([{listed}]) AS value)"
        )[0]
        _SAME.append(row == (values.mean, values.variance, values.median))
    return _SAME[0]
