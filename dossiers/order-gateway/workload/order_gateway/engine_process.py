"""Start and stop an engine of one's own, in a process of its own, on a free loopback port."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_START_TIMEOUT_S = 20.0
_STOP_TIMEOUT_S = 5.0


class EngineError(Exception):
    """The engine did not start, or did not end as it should."""


@contextlib.contextmanager
def running_engine(transport: str, extra: Sequence[str] = ()) -> Iterator[str]:
    """Run an engine that serves `transport`; the value is its address, HOST:PORT.

    The engine ends with the block. It also ends when this process dies without leaving the block, because its
    standard input is a pipe that this process holds open.
    """
    command = [sys.executable, "-m", "order_gateway.engine", f"--{transport}", "127.0.0.1:0", "--stop-on-eof"]
    process = subprocess.Popen(
        [*command, *extra],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield _addresses(process)[transport]
    except BaseException:
        _end(process)
        raise
    status = _end(process)
    if status != 0:
        raise EngineError(f"the engine ended with status {status}")


def _addresses(process: subprocess.Popen[bytes]) -> dict[str, str]:
    """Wait for the engine's ready line; the addresses in it, by transport."""
    assert process.stdout is not None
    deadline = time.monotonic() + _START_TIMEOUT_S
    line = b""
    while not line.endswith(b"\n"):
        waited = select.select([process.stdout], [], [], max(0.0, deadline - time.monotonic()))[0]
        chunk = os.read(process.stdout.fileno(), 4096) if waited else b""
        if not chunk:
            raise EngineError(f"the engine was not ready; it printed {line!r}")
        line += chunk
    word, *fields = line.decode().split()
    if word != "ready":
        raise EngineError(f"the engine printed {line!r} instead of its ready line")
    return dict(field.split("=", 1) for field in fields)


def _end(process: subprocess.Popen[bytes]) -> int:
    """Stop the engine, by force where it does not stop in time; its exit status."""
    process.terminate()
    try:
        process.communicate(timeout=_STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    return process.returncode
