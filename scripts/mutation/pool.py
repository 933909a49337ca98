"""Many mutations, in processes that each keep a copy warm."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from mutation.result import Outcome
from mutation.worker import Order, Worker

_WORKERS: list[Worker] = []
_CHUNK = 4


def run(source: Path, order: Order, count: int, workers: int = 0) -> list[Outcome]:
    """The outcomes in the order of their numbers, whoever was first."""
    workers = min(workers or os.cpu_count() or 1, count)
    if workers == 1:
        worker = Worker(source, order)
        try:
            return list(_shown(map(worker.run, range(count)), count))
        finally:
            worker.close()
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (source, order)) as pool:
        return list(_shown(pool.map(_one, range(count), chunksize=_CHUNK), count))


def _start(source: Path, order: Order) -> None:
    worker = Worker(source, order)
    atexit.register(worker.close)
    _WORKERS.append(worker)


def _one(number: int) -> Outcome | None:
    return _WORKERS[0].run(number)


def _shown(outcomes: Iterator[Outcome | None], count: int) -> Iterator[Outcome]:
    """Those there are; how far it is on stderr."""
    terminal, unexplained = sys.stderr.isatty(), 0
    for done, outcome in enumerate(outcomes, start=1):
        if outcome is not None:
            unexplained += outcome.unexplained
            yield outcome
        if terminal or done % 50 == 0 or done == count:
            print(
                f"Mutating: {done} of {count}, {unexplained} unexplained",
                end="\r" if terminal and done < count else "\n",
                file=sys.stderr,
                flush=True,
            )
