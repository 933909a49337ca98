"""Sides run in turn as processes; what each took, to a CSV."""

from __future__ import annotations

import csv
import os
import subprocess
import threading
import time
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benching.case import Bench, Quantity, Side, Step

LOOKS = 0.2
"""Seconds between two looks at the memory of the processes."""


@dataclass(frozen=True)
class Row:
    """One measurement of one side.

    ``wall_s``: from before the first process to the end of the last one. ``cpu_s``: user and system time of all of them
    and their children. ``peak_mb``: the most memory that a process and its children held at one moment, in 10**6 bytes;
    pages that they share are counted once (PSS). ``bytes``: what the side wrote, where a case measures it.
    """

    side: str
    round: int
    wall_s: float
    cpu_s: float
    peak_mb: float
    bytes: int = 0


class FailedError(Exception):
    """A side ended otherwise than it may; the message holds the end of what it said."""


def alternate(bench: Bench, sides: dict[str, Side], rounds: int, warm_up: int = 1) -> list[Row]:
    """Each side once in each round, in turning order; ``warm_up`` rounds before are not kept."""
    rounds = bench.rounds or rounds
    rows: list[Row] = []
    names = list(sides)
    for number in range(-warm_up, rounds):
        turn = names if number % 2 == 0 else names[::-1]
        for name in turn:
            bench.tell(f"round {number + 1} of {rounds}: {name}" if number >= 0 else f"warm-up: {name}")
            row = once(sides[name], name, number, bench.folder)
            if number >= 0:
                rows.append(row)
    return rows


def once(side: Side, name: str, number: int, folder: Path) -> Row:
    """One measurement; raises `FailedError`."""
    if side.before:
        side.before()
    wall = cpu = peak = 0.0
    for step in side.steps:
        took = _run(step, folder / "said.txt")
        wall, cpu, peak = wall + took[0], cpu + took[1], max(peak, took[2])
    return Row(name, number, round(wall, 6), round(cpu, 6), round(peak, 3))


def _run(step: Step, said: Path) -> tuple[float, float, float]:
    with said.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            step.arguments,
            cwd=step.cwd,
            env={**os.environ, **step.environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        memory = _Memory(process.pid)
        memory.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    memory.end()
    if process.returncode not in step.codes:
        last = said.read_text(errors="replace")[-2000:]
        raise FailedError(f"{' '.join(step.arguments)} ended with {process.returncode}:\n{last}")
    return wall, used.ru_utime + used.ru_stime, max(memory.most, used.ru_maxrss * 1024) / 1e6


class _Memory(threading.Thread):
    """Looks at what a process and its descendants hold, until told to end."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.most = 0
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(LOOKS):
            self.most = max(self.most, _held(self.pid))

    def end(self) -> None:
        self._over.set()
        self.join()


def _held(pid: int) -> int:
    """Bytes of memory of a process and its descendants, a page shared by n counted 1/n for each; 0 for what is gone.

    `smaps_rollup` of proc(5), its line `Pss`.
    """
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        held = next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
        children = [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except (OSError, StopIteration, ValueError):
        return 0
    return held + sum(_held(child) for child in children)


def write(rows: Iterable[Row], path: Path) -> None:
    """The rows as CSV, columns as the fields of `Row`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow([field.name for field in fields(Row)])
        table.writerows(astuple(row) for row in rows)


def middle(rows: Iterable[Row], side: str, quantity: Quantity) -> float:
    """The median of a side; raises `FailedError` where it was not measured."""
    values = [getattr(row, quantity) for row in rows if row.side == side]
    if not values:
        raise FailedError(f"nothing was measured of {side}")
    return float(median(values))
