"""A limit of time for pieces of work that follow each other, with one thread for all of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TICK = 0.1
"""Seconds between two looks: by so much a piece of work may outlast its limit."""


class Watchdog:
    """Calls ``bite`` once when a watched piece of work outlasts its limit, and ``look`` now and then while it runs.

    A thread for each piece would cost as much as most statements on small files take.
    """

    def __init__(self, bite: Callable[[], None], look: Callable[[], None] | None = None) -> None:
        self._bite, self._also = bite, look
        self._change = threading.Condition()
        self._deadline: float | None = None
        self._closed = False
        self._thread: threading.Thread | None = None

    @contextmanager
    def watching(self, seconds: float) -> Iterator[None]:
        """Watch the block."""
        with self._change:
            self._deadline = time.monotonic() + seconds
        if self._thread is None:
            self._thread = threading.Thread(target=self._look, name="watchdog", daemon=True)
            self._thread.start()
        try:
            yield
        finally:
            with self._change:
                self._deadline = None

    def close(self) -> None:
        """End the thread."""
        with self._change:
            self._closed = True
            self._change.notify()
        if self._thread is not None:
            self._thread.join()

    def _look(self) -> None:
        with self._change:
            while not self._closed:
                self._change.wait(TICK)
                if self._deadline is None:
                    continue
                if time.monotonic() > self._deadline:
                    self._deadline = None
                    self._bite()
                elif self._also is not None:
                    self._also()
