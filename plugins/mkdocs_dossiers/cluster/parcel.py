"""What travels to a worker: jobs, and the bytes of their raw files where they are few.

A worker may be another machine. The raw files of a dossier that come to at most :data:`SENT` bytes are read here,
hashed, and sent along. Larger ones are not: a worker opens them at the same path, as on a file system that all
share, and only uses them when they have the digests that the dossier declares.
"""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mkdocs_dossiers.cache.version import version
from mkdocs_dossiers.cluster.software import described
from mkdocs_dossiers.cluster.trouble import NotHere, Otherwise
from mkdocs_dossiers.measure.failure import Failure
from mkdocs_dossiers.measure.job import Digest, Job, hashed
from mkdocs_dossiers.read.elsewhere import folder_of
from mkdocs_dossiers.read.raw_file import RawFileError, whole

SENT = 64 * 1024**2
"""Bytes of raw files that are sent to a worker at once."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Jobs as they travel. ``files`` holds for each the content of its raw files by dataset; None where a worker is to
    open them. ``software`` is the digest of the software that the answer is to come from.
    """

    jobs: tuple[Job, ...]
    files: tuple[Mapping[str, bytes] | None, ...]
    software: bytes

    @property
    def size(self) -> int:
        """Bytes of raw files in it."""
        return sum(len(content) for files in self.files for content in (files or {}).values())

    def each(self) -> Iterator[Parcel]:
        """Its jobs, one by one."""
        for job, files in zip(self.jobs, self.files, strict=True):
            yield Parcel((job,), (files,), self.software)


def grouped(jobs: Sequence[Job], sent: int) -> Iterator[list[Job]]:
    """The jobs in their order, in groups whose raw files come to at most ``sent`` bytes; a larger one is alone."""
    group: list[Job] = []
    total = 0
    for job in jobs:
        size = _size(job)
        if group and total + size > sent:
            yield group
            group, total = [], 0
        group.append(job)
        total += size
    if group:
        yield group


def packed(jobs: Sequence[Job], sent: int) -> Parcel:
    """Jobs made ready to travel."""
    made = [_packed(job, sent) for job in jobs]
    return Parcel(tuple(job for job, _ in made), tuple(files for _, files in made), version())


def _packed(job: Job, sent: int) -> tuple[Job, Mapping[str, bytes] | None]:
    if _size(job) > sent:
        return job, None
    files: dict[str, bytes] = {}
    digests: dict[str, Digest | Failure] = {}
    for dataset in job.datasets:
        try:
            files[dataset.name], digests[dataset.name] = whole(
                folder_of(job.folder, dataset), dataset.file, sent
            )
        except RawFileError:
            digests[dataset.name] = hashed(job.folder, dataset)  # says what is wrong, in the usual words
        if digests[dataset.name] != (dataset.sha256, len(files.get(dataset.name, b""))):
            files.pop(dataset.name, None)  # nothing is measured on it
    return replace(job, digests=job.digests or digests), files


def unpacked(function: Callable[[Sequence[Job]], Any], parcel: Parcel) -> Any:
    """Do the work of a parcel; this runs on a worker.

    Raises :class:`NotHere` where its files cannot be seen, and :class:`Otherwise` for a parcel of other software.
    """
    if parcel.software != version():
        raise Otherwise(described())
    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        jobs = [
            replace(job, digests=_shared(job))
            if files is None
            else _laid_out(job, files, Path(folder, str(number)))
            for number, (job, files) in enumerate(zip(parcel.jobs, parcel.files, strict=True))
        ]
        return function(jobs)


def _laid_out(job: Job, files: Mapping[str, bytes], folder: Path) -> Job:
    """The job with its raw files in a folder of their own."""
    folder.mkdir()
    for dataset in job.datasets:
        if dataset.name in files:
            place = folder / dataset.file
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(files[dataset.name])
    return replace(job, folder=folder)


def _shared(job: Job) -> Mapping[str, Digest | Failure]:
    """The digests of files where they lie. Raises :class:`NotHere` unless they are the declared ones."""
    found = {dataset.name: hashed(job.folder, dataset) for dataset in job.datasets}
    for dataset in job.datasets:
        digest = found[dataset.name]
        if isinstance(digest, Failure) or digest[0] != dataset.sha256:
            raise NotHere(job.dossier)
    return found


def _size(job: Job) -> int:
    """Bytes of a job's raw files, as far as they are there."""
    size = 0
    for dataset in job.datasets:
        try:
            found = (folder_of(job.folder, dataset) / dataset.file).stat(follow_symlinks=False)
        except (OSError, ValueError):
            continue
        size += found.st_size if stat.S_ISREG(found.st_mode) else 0
    return size
