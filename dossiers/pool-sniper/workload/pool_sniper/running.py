"""Start and stop a feed of one's own, in a process of its own, on a free loopback port."""

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

ROOT = Path(__file__).resolve().parents[1]
_START_TIMEOUT_S = 20.0
_STOP_TIMEOUT_S = 5.0


class FeedError(Exception):
    """The feed did not start."""


@contextlib.contextmanager
def running_feed(rate: float = 1000.0) -> Iterator[str]:
    """A feed of so many events a second, as its URL; it is stopped with the block, and on SIGTERM."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    command = [sys.executable, "-m", "pool_sniper.feed", "--rate", str(rate)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True)
    try:
        yield _url(process)
    finally:
        signal.signal(signal.SIGTERM, before)
        process.send_signal(signal.SIGINT)
        try:
            process.wait(_STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _url(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout is not None
    deadline = time.monotonic() + _START_TIMEOUT_S
    line = b""
    while not line.endswith(b"\n"):
        waited = select.select([process.stdout], [], [], max(0.0, deadline - time.monotonic()))[0]
        chunk = os.read(process.stdout.fileno(), 4096) if waited else b""
        if not chunk:
            raise FeedError(f"the feed was not ready; it printed {line!r}")
        line += chunk
    word, _, url = line.decode().strip().partition(" ")
    if word != "ready":
        raise FeedError(f"the feed printed {line!r}")
    return url
