"""Measuring ahead: jobs given to a pool of processes before it is known that all of them are wanted as they are.

Rules look at what is declared meanwhile. Whatever they take out of a job makes it another one, and that is measured
then; what was measured for nothing is thrown away.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from types import TracebackType
from typing import Self

from mkdocs_dossiers.measure.job import Examined, Job
from mkdocs_dossiers.measure.parts import AT_ONCE, parts
from mkdocs_dossiers.measure.pool import pool, ready
from mkdocs_dossiers.measure.together import examine_all


class Ahead:
    """A pool that is at work from the moment jobs are known."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._begun: dict[str, tuple[Job, Future[list[Examined]], int]] = {}
        self._waiting: list[Job] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def warm_up(self) -> None:
        """Start the processes, which takes them as long as dozens of dossiers."""
        self._pool = pool()
        for _ in range(os.cpu_count() or 1):
            self._pool.submit(ready)

    @property
    def waits(self) -> bool:
        """Whether there are processes that wait for work."""
        return self._pool is not None

    def begin(self, jobs: Sequence[Job], last: bool = False) -> None:
        """Give jobs out where the processes were started, many together; all that wait where these are the ``last``."""
        if self._pool is None:
            return
        self._waiting += jobs
        while len(self._waiting) >= AT_ONCE:
            self._submit(self._waiting[:AT_ONCE])
            self._waiting = self._waiting[AT_ONCE:]
        if last:
            for part in parts(self._waiting, os.cpu_count() or 1):
                self._submit(part)
            self._waiting = []

    def _submit(self, part: list[Job]) -> None:
        assert self._pool is not None  # noqa: S101 - only called with one
        try:
            future = self._pool.submit(examine_all, part)
        except BrokenExecutor:  # somebody ended a process; what it had is measured later
            return
        self._begun |= {job.dossier: (job, future, number) for number, job in enumerate(part)}

    def result(self, job: Job) -> Examined | None:
        """What was found of a job; None where it was not begun, is another one by now, or was lost with a process."""
        begun, future, number = self._begun.get(job.dossier, (None, None, 0))
        if begun != job or future is None:
            return None
        try:
            return future.result()[number]
        except BrokenExecutor:
            return None
