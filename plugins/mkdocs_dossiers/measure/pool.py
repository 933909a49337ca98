"""The processes that measure beside this one."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from mkdocs_dossiers.measure.special import special
from mkdocs_dossiers.model.telling import nobody_listens

_THREADS = Path("/proc/self/task")
"""A folder for each thread of this process, where Linux lists them."""


def pool() -> ProcessPoolExecutor:
    """As many processes as there are processors, each started when the first work is given out.

    They are copies of this one, with all it has imported, while nothing else runs in it that a copy would lack. Where
    it has other threads, or nobody can tell, they are new ones and import for themselves, which takes each of them half
    a second.
    """
    return ProcessPoolExecutor(
        mp_context=get_context("fork" if _alone() else "spawn"), initializer=nobody_listens
    )


def _alone() -> bool:
    """Whether this process has one thread, those of libraries counted."""
    try:
        return sum(1 for _ in _THREADS.iterdir()) == 1
    except OSError:
        return False


def ready() -> None:
    """Import what the first file will need, while there is none."""
    special()
