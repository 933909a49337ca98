"""Running jobs: in this process when few, in a pool of processes when many."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from itertools import chain
from queue import SimpleQueue

from mkdocs_dossiers.cache.store import Cache
from mkdocs_dossiers.measure.ahead import Ahead
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.measure.failure import WorkLost
from mkdocs_dossiers.measure.job import Examined, Job, examine
from mkdocs_dossiers.measure.parts import parts
from mkdocs_dossiers.measure.pool import pool
from mkdocs_dossiers.measure.recall import keep, recall
from mkdocs_dossiers.measure.together import examine_all

FEW = 40
"""Starting a pool takes about as long as measuring so many small dossiers."""
FEW_FOR_PAGES = 6
"""The same where charts and advice are asked for: about ten times as much work."""
LOST = (
    "A process that measures was ended from outside, most likely because memory ran out. Give it less with --memory or "
    "DOSSIER_MEMORY, or check fewer dossiers at a time. Nothing was written."
)
TOGETHER = 200
"""Jobs whose results go into the cache at once."""


def run(
    jobs: Sequence[Job],
    executor: Executor | None = None,
    progress: Callable[[int], None] | None = None,
    cache: Cache | None = None,
    ahead: Ahead | None = None,
) -> dict[str, Examined]:
    """Examine every job; the results by dossier, in the order of the jobs.

    ``executor`` is anything with the interface of ``concurrent.futures``, and may say how many ``workers`` it has;
    without one, few jobs run here and many in a process pool. ``progress`` is called with the number of finished jobs.
    What the ``cache`` knows is not measured again, and what is measured is put there. What was begun ``ahead`` is taken
    from there.
    """
    recalled = recall(jobs, cache) if cache is not None else []
    by_name = {one.job.dossier: one for one in recalled}
    known = [one.job for one in recalled if one.complete]
    left = [one.job for one in recalled if not one.complete] if cache is not None else jobs
    results: dict[str, Examined] = {}
    fresh: dict[bytes, bytes] = {}
    found = chain(map(examine, known), _begun(left, jobs, ahead, executor))
    for done, examined in enumerate(found, start=1):
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


def _begun(
    left: Sequence[Job], jobs: Sequence[Job], ahead: Ahead | None, executor: Executor | None
) -> Iterator[Examined]:
    """The results of the jobs that are left: those that were begun as they are now, then all others."""
    asked = {job.dossier: job for job in jobs}
    others = []
    for job in left:
        examined = ahead.result(asked[job.dossier]) if ahead is not None else None
        if examined is None:
            others.append(job)
        else:
            yield examined
    yield from _results(others, executor)


def _results(jobs: Sequence[Job], executor: Executor | None) -> Iterator[Examined]:
    workers = os.cpu_count() or 1
    if executor is not None:
        yield from _finished(jobs, executor)
    elif len(jobs) <= _few(jobs) or workers == 1:
        for part in parts(jobs, 1):
            yield from examine_all(part)
    else:
        try:
            with pool() as processes:
                for future in as_completed(
                    [processes.submit(examine_all, part) for part in parts(jobs, workers)]
                ):
                    yield from future.result()
        except BrokenExecutor:
            raise WorkLost(LOST) from None


def _few(jobs: Sequence[Job]) -> int:
    """Up to how many of these jobs are done here."""
    return FEW_FOR_PAGES if any(job.depth >= Depth.PAGES for job in jobs) else FEW


def _finished(jobs: Sequence[Job], executor: Executor) -> Iterator[Examined]:
    """Results as they come, also while jobs are still handed out: an executor may make that wait."""
    finished: SimpleQueue[Future[list[Examined]]] = SimpleQueue()
    left = 0
    workers = getattr(executor, "workers", os.cpu_count() or 1)
    for part in parts(jobs, 2 * workers):  # they may be unlike each other
        executor.submit(examine_all, part).add_done_callback(finished.put)
        left += 1
        while not finished.empty():
            yield from finished.get().result()
            left -= 1
    for _ in range(left):
        yield from finished.get().result()
