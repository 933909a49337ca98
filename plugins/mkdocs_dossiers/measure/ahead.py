"""Measuring ahead: jobs given to a pool of processes before it is known that all of them are wanted as they are.

Rules look at what is declared meanwhile. Whatever they take out of a job makes it another one, and that is measured
then; what was measured for nothing is thrown away.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from mkdocs_dossiers.measure.job import Examined, Job
from mkdocs_dossiers.measure.together import examine_all


class Ahead:
    """A pool that is at work from the moment jobs are known."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._begun: dict[str, tuple[Job, Future[list[Examined]], int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def warm_up(self) -> None:
        """Start the processes, which takes them as long as a hundred dossiers."""
        self._pool = ProcessPoolExecutor(mp_context=get_context("spawn"))
        for _ in range(os.cpu_count() or 1):
            self._pool.submit(examine_all, [])

    def begin(self, parts: Sequence[list[Job]]) -> None:
        """Give jobs out, where the processes were started."""
        if self._pool is None:
            return
        for part in parts:
            future = self._pool.submit(examine_all, part)
            self._begun |= {job.dossier: (job, future, number) for number, job in enumerate(part)}

    def result(self, job: Job) -> Examined | None:
        """What was found of a job; None where it was not begun, or is another one by now."""
        begun, future, number = self._begun.get(job.dossier, (None, None, 0))
        if begun != job or future is None:
            return None
        return future.result()[number]
