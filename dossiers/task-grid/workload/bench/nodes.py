"""Register nodes in one request and one by one, in turns, in batches of several sizes.

    python bench/nodes.py --rounds 20 --output nodes.csv

A round registers each size both ways; from round to round the other way goes first, and the sizes turn round. The
names are new each time. The output is CSV, one row a batch:

    way      batch (one request) or single (a request for each node, one after the other, on one connection)
    nodes    how many
    round    from 0
    time_s   seconds from the first request until the last answer was read

Batches of 250 and 500 nodes are registered in one request only. The exit status is 1 where the grid counts other
nodes than were registered.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import aiohttp

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from task_grid.database import running_database
from task_grid.running import running_service

_BATCHES = [("batch", 10), ("single", 10), ("batch", 50), ("single", 50), ("batch", 100), ("single", 100)]
_LARGE = [("batch", 250), ("batch", 500)]


async def register(session: aiohttp.ClientSession, way: str, names: Sequence[str]) -> float:
    """Register nodes; how many seconds it took."""
    requests = [list(names)] if way == "batch" else [[name] for name in names]
    begun = time.perf_counter()
    for request in requests:
        async with session.post("/nodes", json={"names": request}) as answer:
            await answer.json()
    return time.perf_counter() - begun


async def measure(url: str, rounds: int) -> tuple[list[tuple[str, int, int, float]], bool]:
    """The rows, and whether the grid counts the nodes that were registered."""
    rows: list[tuple[str, int, int, float]] = []
    registered = 0
    async with aiohttp.ClientSession(url, raise_for_status=True) as session:
        for number in range(-1, rounds):  # round -1 is the warm-up
            batches = [*_BATCHES, *_LARGE]
            for way, nodes in batches if number % 2 else reversed(batches):
                names = [f"{way}-{nodes}-{number}-{each}" for each in range(nodes)]
                seconds = await register(session, way, names)
                registered += nodes
                if number >= 0:
                    rows.append((way, nodes, number, seconds))
        async with session.get("/stats") as answer:
            return rows, (await answer.json())["nodes"] == registered


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Measure the registration of nodes.")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--output", type=Path, required=True, metavar="FILE.csv")
    options = parser.parse_args(arguments)
    with running_database() as database, running_service(database) as url:
        rows, right = asyncio.run(measure(url, options.rounds))
    with options.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("way", "nodes", "round", "time_s"))
        writer.writerows((way, nodes, number, f"{seconds:.6f}") for way, nodes, number, seconds in rows)
    if not right:
        print("the grid counts OTHER nodes than were registered", file=sys.stderr)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
