"""The gate on a Dask cluster on this machine: two workers against one."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benching.case import Bench, Case, Goal, Side, Step
from benching.timing import FailedError, Row, alternate
from benching.workload import workspace

DOSSIERS = 60
RAW = 4_000_000
"""Bytes of a raw file: a cluster is for measuring that takes long."""
CORES = (0, 1)
"""Each worker has a core of its own, so that one worker cannot use what two have."""


def run(bench: Bench) -> list[Row]:
    """The same workspace, checked from the start, by the workers of two schedulers that wait side by side."""
    made = workspace(bench.folder / "workspace", bench.size(DOSSIERS, least=8), raw=RAW)
    program = str(Path(sys.executable).with_name("dossier"))
    with _scheduler(bench.folder / "one", 1) as one, _scheduler(bench.folder / "two", 2) as two:
        check = (program, "check", "--root", str(made.root), "--no-cache", "--format", "json", "--scheduler")
        sides = {
            name: Side((Step((*check, at)),)) for name, at in (("one-worker", one), ("two-workers", two))
        }
        return alternate(bench, sides, rounds=3)


@contextmanager
def _scheduler(folder: Path, workers: int) -> Iterator[str]:
    """The address of a scheduler with so many workers, each on its own core."""
    folder.mkdir()
    file = folder / "scheduler.json"
    dask = (sys.executable, "-m")
    with (folder / "log").open("wb") as log:
        processes = [
            subprocess.Popen(
                [*dask, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                 "--scheduler-file", str(file)], stdout=log, stderr=log,
            )
        ]  # fmt: skip
        try:
            address = _address(file)
            processes += [
                subprocess.Popen(
                    ["taskset", "--cpu-list", str(core), *dask, "distributed.cli.dask_worker", address, "--nthreads",
                     "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder / str(core))],
                    stdout=log, stderr=log,
                )
                for core in CORES[:workers]
            ]  # fmt: skip
            time.sleep(3)  # for the workers to be there before the first round
            yield address
        finally:
            for process in processes:
                process.kill()
                process.wait()


def _address(file: Path) -> str:
    for _ in range(300):
        try:
            return str(json.loads(file.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise FailedError("the scheduler does not start")


CASE = Case(
    says=f"{DOSSIERS} dossiers with two raw files of {RAW // 10**6} MB each checked anew on a Dask cluster of one "
    "worker and of two, each worker with one core of this machine; reading, rules and report stay with the process "
    "that asks.",
    goals=(Goal("two-workers", 0.65, "one-worker"),),
    run=run,
)
