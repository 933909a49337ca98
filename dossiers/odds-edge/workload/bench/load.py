"""Open-loop load on the service: requests start by a schedule, whatever the answers do.

    python bench/load.py slo --seconds 40 --output slo.csv
    python bench/load.py overload --seconds 15 --output overload.csv

`slo` puts the projected load (100 requests per second) and twice that on the service, in turns of five seconds.
`overload` sends 400 requests per second of all priorities to a service whose simulations are ten times longer, so
that the guard has to refuse some. A service of its own is started on a free loopback port and stopped at the end.
Latency counts from when a request was due, so a client that is late is part of it. One row per request:

    load        projected, twice or overload
    priority    critical, high, medium or low
    due_s       seconds from the start of the run until the request was due
    latency_s   from then until it was served; empty where it was not
    told_s      from then until it was refused; empty where it was not
    served, refused, failed   1 for what became of it, otherwise 0; failed is everything else
    cached      1 where the factor was kept from before, 0 where not, empty where nothing was simulated

Slates are asked for as bettors do, some of them far more often than others, and each changes its version, and with
that its correlations, every second. The first second of each load is warm-up and not in the output. The exit
status is 1 where a request failed.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from odds_edge.guard import Priority
from odds_edge.server import SLATES

PROJECTED = 100
"""Requests per second."""
OVERLOAD = 400
TURN_S = 5.0
"""How long a load stays before the other one has its turn."""
WARM_UP_S = 1.0
SLATE_CHANGES_S = 1.0
TIMEOUT_S = 30.0
MIX = {Priority.CRITICAL: 10, Priority.HIGH: 20, Priority.MEDIUM: 30, Priority.LOW: 40}
"""Of a hundred requests."""
DRAWS = {"slo": 200, "overload": 2000}
COLUMNS = ("load", "priority", "due_s", "latency_s", "told_s", "served", "refused", "failed", "cached")


@dataclass(frozen=True)
class Due:
    """One request of the schedule."""

    load: str
    at_s: float
    priority: Priority
    slate: int
    version: int
    recorded: bool


def schedule(kind: str, seconds: float, seed: int) -> list[Due]:
    """All requests of a run, evenly spaced within each turn; the same for the same seed."""
    rng = random.Random(seed)
    popularity = [1.0 / (rank + 1) for rank in range(SLATES)]
    requests = []
    for load, begin, end, rate in _turns(kind, seconds):
        for number in range(round((end - begin) * rate)):
            at = begin + number / rate
            (priority,) = rng.choices(list(MIX), weights=MIX.values())
            (slate,) = rng.choices(range(SLATES), weights=popularity)
            recorded = at - begin >= WARM_UP_S
            requests.append(Due(load, at, priority, slate, int(at / SLATE_CHANGES_S), recorded))
    return requests


def _turns(kind: str, seconds: float) -> Iterator[tuple[str, float, float, float]]:
    """Name, begin, end and rate of each load, one after another."""
    if kind == "overload":
        yield "overload", 0.0, seconds, OVERLOAD
        return
    loads = [("projected", PROJECTED), ("twice", 2 * PROJECTED)]
    for turn in range(round(seconds / TURN_S)):
        load, rate = loads[(turn + turn // 2) % 2]  # projected, twice, twice, projected
        yield load, turn * TURN_S, (turn + 1) * TURN_S, rate


async def send(session: aiohttp.ClientSession, due: Due, begun: float) -> tuple[object, ...]:
    """One request at its time; its row."""
    loop = asyncio.get_running_loop()
    await asyncio.sleep(begun + due.at_s - loop.time())
    query = {"slate": due.slate, "version": due.version, "priority": due.priority.name.lower()}
    status, factor = 0, None
    try:
        async with session.get("/edge", params=query) as answer:
            await answer.read()
            status, factor = answer.status, answer.headers.get("X-Factor")
    except (aiohttp.ClientError, TimeoutError):
        pass
    took = f"{loop.time() - begun - due.at_s:.9f}"
    served, refused = status == 200, status == 503
    return (
        due.load,
        query["priority"],
        f"{due.at_s:.6f}",
        took if served else "",
        took if refused else "",
        int(served),
        int(refused),
        int(not served and not refused),
        int(factor == "cached") if served else "",
    )


async def run(requests: list[Due], port: int) -> list[tuple[object, ...]]:
    """The rows of all recorded requests, in the order they were due."""
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(
        f"http://127.0.0.1:{port}", connector=connector, timeout=timeout
    ) as session:
        begun = asyncio.get_running_loop().time() + 0.5
        rows = await asyncio.gather(*(send(session, due, begun) for due in requests))
    return [row for due, row in zip(requests, rows, strict=True) if due.recorded]


@contextmanager
def service(draws: int) -> Iterator[int]:
    """A service in a process of its own; its port."""
    root = Path(__file__).resolve().parents[1]
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "odds_edge.server", "--draws", str(draws)]
    with subprocess.Popen(
        command, cwd=root, env={**os.environ, **one_thread}, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            word, _, port = process.stdout.readline().strip().partition(" ")
            if word != "ready":
                raise RuntimeError("the service did not start")
            yield int(port)
        finally:
            process.terminate()


def main() -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Put load on the service by a schedule.")
    parser.add_argument("kind", choices=DRAWS)
    parser.add_argument("--seconds", type=float, default=20.0, metavar="S", help="how long (default 20)")
    parser.add_argument("--seed", type=int, default=1, help="of the schedule (default 1)")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="a CSV file")
    options = parser.parse_args()
    requests = schedule(options.kind, options.seconds, options.seed)
    if not any(due.recorded for due in requests):
        parser.error("--seconds is too short")
    began = time.monotonic()
    with service(DRAWS[options.kind]) as port:
        rows = asyncio.run(run(requests, port))
    with options.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    counts = {name: sum(int(str(row[COLUMNS.index(name)])) for row in rows) for name in COLUMNS[5:8]}
    print(f"{len(rows)} requests in {time.monotonic() - began:.0f} s: {counts}", file=sys.stderr)
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
