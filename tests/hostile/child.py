"""The command line as a process of its own: what it prints, how long it computes, how much memory it takes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

GIVEN_UP = 120
"""Seconds by the clock after which a process is ended: the machine may be busy."""


@dataclass(frozen=True)
class Outcome:
    """How a process ended. ``seconds`` are those it computed, ``megabytes`` its largest resident size."""

    code: int
    stdout: str
    stderr: str
    seconds: float
    megabytes: float

    @property
    def said(self) -> str:
        return self.stdout + self.stderr


_MEASURED = """
import atexit, pathlib, re, sys
place = pathlib.Path(sys.argv.pop(1))
def note():
    said = pathlib.Path("/proc/self/status").read_text()
    place.write_text(re.search(r"VmHWM:\\s+([0-9]+) kB", said)[1])
atexit.register(note)
from mkdocs_dossiers.cli.main import main
main()
"""
"""What the kernel says of a process's children counts the memory they were forked with; this does not."""


def dossier(*arguments: str | Path | bytes, cwd: Path | None = None) -> Outcome:
    """Run ``dossier`` with these arguments."""
    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        tempfile.NamedTemporaryFile() as peak,
    ):
        command = [sys.executable, "-c", _MEASURED, peak.name, *arguments]
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=cwd)
        timer = threading.Timer(GIVEN_UP, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Outcome(
            process.returncode,
            out.read().decode("utf-8", "replace"),
            err.read().decode("utf-8", "replace"),
            usage.ru_utime + usage.ru_stime,
            int(peak.read() or b"1000000000") / 1024,
        )


def check_bounds(found: Outcome) -> None:
    """A message, no traceback, a few seconds, less than 1 GB."""
    assert found.code in (1, 2), found.said[-2000:]
    assert "Traceback" not in found.said
    assert found.said.strip()
    assert found.seconds < 8
    assert found.megabytes < 1000
