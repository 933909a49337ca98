"""What travels to a worker: a job, and the bytes of its raw files where they are few.

A worker may be another machine. The raw files of a dossier that come to at most :data:`SENT` bytes are read here,
hashed, and sent along. Larger ones are not: a worker opens them at the same path, as on a file system that all
share, and only uses them when they have the digests that the dossier declares.
"""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Callable, Mapping
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
"""Bytes of the raw files of one dossier that are sent to a worker."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A job as it travels. ``files`` holds the content of raw files by dataset; None where a worker is to open
    them. ``software`` is the digest of the software that the answer is to come from.
    """

    job: Job
    files: Mapping[str, bytes] | None
    software: bytes

    @property
    def size(self) -> int:
        """Bytes of raw files in it."""
        return sum(map(len, (self.files or {}).values()))


def packed(job: Job, sent: int = SENT) -> Parcel:
    """A job made ready to travel."""
    if _size(job) > sent:
        return Parcel(job, None, version())
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
    return Parcel(replace(job, digests=job.digests or digests), files, version())


def unpacked(function: Callable[[Job], Any], parcel: Parcel) -> Any:
    """Do the work of a parcel; this runs on a worker.

    Raises :class:`NotHere` where its files cannot be seen, and :class:`Otherwise` for a parcel of other software.
    """
    if parcel.software != version():
        raise Otherwise(described())
    job = parcel.job
    if parcel.files is None:
        return function(replace(job, digests=_shared(job)))
    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        for dataset in job.datasets:
            if dataset.name in parcel.files:
                place = Path(folder) / dataset.file
                place.parent.mkdir(exist_ok=True)
                place.write_bytes(parcel.files[dataset.name])
        return function(replace(job, folder=Path(folder)))


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
