"""Start and stop the grid's processes: each is found by its ready line, and stopped by its pid."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from task_grid.database import Database

_ROOT = Path(__file__).resolve().parents[1]
_START_TIMEOUT_S = 20.0
_STOP_TIMEOUT_S = 10.0


class StartError(Exception):
    """A process was not ready in time."""


class Process:
    """A module of the grid, run as a process of its own."""

    def __init__(self, module: str, *arguments: str) -> None:
        command = [sys.executable, "-m", f"task_grid.{module}", *arguments]
        self._process = subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, start_new_session=True)
        try:
            self.ready = self._ready()
            """What it said when it was ready."""
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """Kill it (SIGKILL)."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """Ask it to end."""
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(_STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.kill()

    def _ready(self) -> str:
        assert self._process.stdout is not None
        deadline = time.monotonic() + _START_TIMEOUT_S
        line = b""
        while not line.endswith(b"\n"):
            waited = select.select([self._process.stdout], [], [], max(0.0, deadline - time.monotonic()))[0]
            chunk = os.read(self._process.stdout.fileno(), 4096) if waited else b""
            if not chunk:
                raise StartError(f"the process was not ready; it printed {line!r}")
            line += chunk
        word, _, rest = line.decode().strip().partition(" ")
        if word != "ready":
            raise StartError(f"the process printed {line!r}")
        return rest


@contextlib.contextmanager
def running_service(database: Database, lease_s: float = 3600.0, *, alone: bool = False) -> Iterator[str]:
    """A service on an empty database; the value is its URL. With the default lease no node is ever given up.

    With `alone`, each task is committed by itself, as in version 1.0.
    """
    options = ("--alone",) if alone else ()
    process = Process("service", "--database", database.url, "--create", "--lease-s", str(lease_s), *options)
    try:
        yield process.ready
    finally:
        process.stop()
