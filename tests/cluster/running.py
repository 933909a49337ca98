"""A real scheduler and its workers, as processes of their own on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


@dataclass
class Running:
    """A scheduler, its address, and its workers."""

    folder: Path
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, program: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", *arguments],
            cwd=self.folder,
            stdout=log,
            stderr=log,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(REPOSITORY), environment.pop("first_of_all", "")]),
                "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
                **environment,
            },
        )
        self.processes.append(process)
        return process

    def worker(self, first_of_all: str = "") -> subprocess.Popen[bytes]:
        """One more worker, in its own folder; ``first_of_all`` is where it looks for modules first."""
        home = self.folder / f"worker-{len(self.processes)}"
        home.mkdir()
        return self.start(
            "dask_worker",
            self.address,
            *("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"),
            *("--local-directory", str(home)),
            first_of_all=first_of_all,
        )


@contextmanager
def scheduler(folder: Path, workers: int) -> Iterator[Running]:
    """A scheduler with so many workers."""
    folder.mkdir(parents=True, exist_ok=True)
    running = Running(folder)
    file = folder / "scheduler.json"
    try:
        running.start(
            "dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            str(file),
        )
        running.address = _address(file)
        for _ in range(workers):
            running.worker()
        yield running
    finally:
        for process in reversed(running.processes):
            process.kill()
        for process in running.processes:
            process.wait()


def _address(file: Path) -> str:
    for _ in range(300):
        try:
            return str(json.loads(file.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise AssertionError("the scheduler did not start")
