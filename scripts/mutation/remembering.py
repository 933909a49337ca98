"""Measuring only what was not measured before: the same bytes and the same declaration give the same numbers.

Gives what :func:`mkdocs_dossiers.measure.job.examine` gives for the whole job. A claim that compares nothing is
measured by itself there, so it may be measured alone; comparisons of a dossier are one family, and are kept so.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs_dossiers.measure.job import Examined, Job, examine
from mkdocs_dossiers.model.dossier import Claim, Dataset


class Remembering(Executor):
    """An executor that runs here, and remembers."""

    def __init__(self) -> None:
        self._parts: dict[tuple[str, ...], Examined] = {}
        self._hashes: dict[tuple[object, ...], str] = {}

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        """Only for jobs of the gate."""
        done: Future[Any] = Future()
        [job] = arguments
        done.set_result(self.examine(job) if work is examine and not options else work(job, **options))
        return done

    def examine(self, job: Job) -> Examined:
        """As the gate does it."""
        hashes = {dataset.name: self._hash(job.folder / dataset.file) for dataset in job.datasets}
        if any(found is None for found in hashes.values()) or (
            job.wanted is not None and job.wanted != {claim.id for claim in job.claims}
        ):
            return examine(job)
        job = replace(job, wanted=None)
        known = {name: found for name, found in hashes.items() if found is not None}
        whole = Examined(job.dossier)
        for dataset in job.datasets:
            alone = [
                claim for claim in job.claims if not claim.compares and claim.datasets == (dataset.name,)
            ]
            self._add(whole, job, (dataset,), alone, known)
        family = [claim for claim in job.claims if claim.compares]
        if family:
            names = {name for claim in family for name in claim.datasets}
            part = replace(
                job,
                datasets=tuple(dataset for dataset in job.datasets if dataset.name in names),
                claims=tuple(family),
            )
            found = self._remember(part, known)
            whole.measurements |= found.measurements
            whole.claim_failures |= found.claim_failures
        order = [claim.id for claim in job.claims]
        whole.measurements = {name: whole.measurements[name] for name in order if name in whole.measurements}
        whole.claim_failures = {
            name: whole.claim_failures[name] for name in order if name in whole.claim_failures
        }
        return whole

    def _add(
        self,
        whole: Examined,
        job: Job,
        datasets: tuple[Dataset],
        claims: list[Claim],
        hashes: dict[str, str],
    ) -> None:
        """One dataset with the claims that rest on it alone; those not known yet are measured together."""
        ones = [replace(job, datasets=datasets, claims=(claim,)) for claim in claims]
        ones.append(replace(job, datasets=datasets, claims=()))
        missing = [one for one in ones if self._key(one, hashes) not in self._parts]
        if missing:
            asked = tuple(claim for one in missing for claim in one.claims)
            found = examine(replace(job, datasets=datasets, claims=asked))
            for one in missing:
                names = {claim.id for claim in one.claims}
                self._parts[self._key(one, hashes)] = replace(
                    found,
                    measurements={k: v for k, v in found.measurements.items() if k in names},
                    claim_failures={k: v for k, v in found.claim_failures.items() if k in names},
                )
        for one in ones:
            part = self._parts[self._key(one, hashes)]
            whole.files |= part.files
            whole.file_failures |= part.file_failures
            whole.measurements |= part.measurements
            whole.claim_failures |= part.claim_failures

    def _remember(self, part: Job, hashes: dict[str, str]) -> Examined:
        key = self._key(part, hashes)
        if key not in self._parts:
            self._parts[key] = examine(part)
        return self._parts[key]

    def _key(self, part: Job, hashes: dict[str, str]) -> tuple[str, ...]:
        """Everything a part of a job depends on."""
        return (
            part.dossier,
            str(part.folder),
            repr(part.datasets),
            repr(part.claims),
            repr(part.counts),
            *(hashes[dataset.name] for dataset in part.datasets),
        )

    def _hash(self, file: Path) -> str | None:
        """The digest of a regular file that no link leads to; None for anything else."""
        try:
            found = os.lstat(file)
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode) or any(place.is_symlink() for place in list(file.parents)[:4]):
            return None
        key = (str(file), found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        if key not in self._hashes:
            self._hashes[key] = hashlib.sha256(file.read_bytes()).hexdigest()
        return self._hashes[key]
