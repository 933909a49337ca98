"""Many mutations, in processes that each keep a copy warm."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from mutation.result import Outcome
from mutation.worker import Order, Worker

_WORKERS: list[Worker] = []
_CHUNK = 4


def run(source: Path, order: Order, count: int, workers: int = 0) -> tuple[list[Outcome], bool]:
    """The outcomes in the order of their numbers, whoever was first; and whether all were made.

    Interrupted (Ctrl+C), it ends with those there are.
    """
    workers = min(workers or os.cpu_count() or 1, count)
    found: list[Outcome] = []
    if workers == 1:
        worker = Worker(source, order)
        try:
            whole = _gather(map(worker.run, range(count)), count, found)
        finally:
            worker.close()
        return found, whole
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (source, order)) as pool:
        whole = _gather(pool.map(_one, range(count), chunksize=_CHUNK), count, found)
        if not whole:
            pool.shutdown(wait=True, cancel_futures=True)
    return found, whole


def _gather(outcomes: Iterator[Outcome | None], count: int, found: list[Outcome]) -> bool:
    """Take what there is; False when interrupted."""
    try:
        found.extend(_shown(outcomes, count))
    except KeyboardInterrupt:
        return False
    return True


def _start(source: Path, order: Order) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides
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
