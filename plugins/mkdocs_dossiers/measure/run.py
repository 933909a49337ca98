"""Running jobs: in this process when few, in a pool of processes when many."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from mkdocs_dossiers.measure.job import Examined, Job, examine

FEW = 8
"""Starting a pool takes about as long as measuring so many small dossiers."""


def run(
    jobs: Sequence[Job], executor: Executor | None = None, progress: Callable[[int], None] | None = None
) -> dict[str, Examined]:
    """Examine every job; the results by dossier, whatever order they finished in.

    ``executor`` is anything with the interface of ``concurrent.futures``; without one, few jobs run here and
    many in a process pool. ``progress`` is called with the number of finished jobs.
    """
    results = {}
    for done, examined in enumerate(_results(jobs, executor), start=1):
        results[examined.dossier] = examined
        if progress is not None:
            progress(done)
    return results


def _results(jobs: Sequence[Job], executor: Executor | None) -> Iterator[Examined]:
    if executor is not None:
        for future in as_completed([executor.submit(examine, job) for job in jobs]):
            yield future.result()
    elif len(jobs) <= FEW or (os.cpu_count() or 1) == 1:
        yield from map(examine, jobs)
    else:
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            yield from _results(jobs, pool)
