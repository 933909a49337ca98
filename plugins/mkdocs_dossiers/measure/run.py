"""Running jobs: in this process when few, in a pool of processes when many."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from queue import SimpleQueue

from mkdocs_dossiers.cache.store import Cache
from mkdocs_dossiers.measure.job import Examined, Job, examine
from mkdocs_dossiers.measure.recall import keep, recall

FEW = 8
"""Starting a pool takes about as long as measuring so many small dossiers."""
TOGETHER = 200
"""Jobs whose results go into the cache at once."""


def run(
    jobs: Sequence[Job],
    executor: Executor | None = None,
    progress: Callable[[int], None] | None = None,
    cache: Cache | None = None,
) -> dict[str, Examined]:
    """Examine every job; the results by dossier, in the order of the jobs.

    ``executor`` is anything with the interface of ``concurrent.futures``; without one, few jobs run here and
    many in a process pool. ``progress`` is called with the number of finished jobs. What the ``cache`` knows is not
    measured again, and what is measured is put there.
    """
    recalled = recall(jobs, cache) if cache is not None else []
    by_name = {one.job.dossier: one for one in recalled}
    known = [one.job for one in recalled if one.complete]
    left = [one.job for one in recalled if not one.complete] if cache is not None else jobs
    results: dict[str, Examined] = {}
    fresh: dict[bytes, bytes] = {}
    for done, examined in enumerate(chain(map(examine, known), _results(left, executor)), start=1):
        results[examined.dossier] = examined
        if cache is not None:
            keep(by_name[examined.dossier], examined, fresh)
            if done % TOGETHER == 0:
                cache.put(fresh)
                fresh.clear()
        examined.held.clear()
        if progress is not None:
            progress(done)
    if cache is not None:
        cache.put(fresh)
    return {job.dossier: results[job.dossier] for job in jobs}


def _results(jobs: Sequence[Job], executor: Executor | None) -> Iterator[Examined]:
    if executor is not None:
        yield from _finished(jobs, executor)
    elif len(jobs) <= FEW or (os.cpu_count() or 1) == 1:
        yield from map(examine, jobs)
    else:
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            yield from _results(jobs, pool)


def _finished(jobs: Sequence[Job], executor: Executor) -> Iterator[Examined]:
    """Results as they come, also while jobs are still handed out: an executor may make that wait."""
    finished: SimpleQueue[Future[Examined]] = SimpleQueue()
    left = 0
    for job in jobs:
        executor.submit(examine, job).add_done_callback(finished.put)
        left += 1
        while not finished.empty():
            yield finished.get().result()
            left -= 1
    for _ in range(left):
        yield finished.get().result()
