"""Tasks committed together where several wait, against each by itself as in version 1.0, in turns.

    python bench/groups.py --turns 20 --seconds 1.5 --output groups.csv

Two services, each with a database of its own and 500 nodes, have their turns in the order together, alone, alone,
together, and so on. In a turn, 50 clients submit tasks without a pause. The output is CSV, one row a turn:

    turn         number of the turn among those of its kind, from 0
    commits      together or alone
    tasks_per_s  tasks acknowledged by the length of the turn

The exit status is 1 where a grid holds fewer tasks than it acknowledged.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import itertools
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import aiohttp

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from task_grid.database import running_database
from task_grid.running import running_service

_CLIENTS = 50
_NODES = 500
_WAYS = ("together", "alone")


async def turn(session: aiohttp.ClientSession, keys: Iterator[int], seconds: float) -> tuple[int, float]:
    """Submit for so long; how many tasks were acknowledged, and in how many seconds."""
    begun = time.perf_counter()

    async def client() -> int:
        count = 0
        while time.perf_counter() - begun < seconds:
            async with session.post("/tasks", json={"key": f"key-{next(keys)}", "payload": "x" * 64}) as answer:
                await answer.read()
            count += 1
        return count

    counts = await asyncio.gather(*(client() for _ in range(_CLIENTS)))
    return sum(counts), time.perf_counter() - begun


async def measure(urls: dict[str, str], turns: int, seconds: float) -> tuple[list[tuple[int, str, str]], bool]:
    """The rows, and whether each grid holds what it acknowledged."""
    rows: list[tuple[int, str, str]] = []
    keys = itertools.count()
    acknowledged = dict.fromkeys(urls, 0)
    sessions = {
        way: aiohttp.ClientSession(url, raise_for_status=True, connector=aiohttp.TCPConnector(limit=0))
        for way, url in urls.items()
    }
    try:
        for way, session in sessions.items():
            await session.post("/nodes", json={"names": [f"node-{number}" for number in range(_NODES)]})
        for number in range(-1, turns):  # turn -1 is the warm-up
            for way in _WAYS if number % 2 == 0 else reversed(_WAYS):
                count, took_s = await turn(sessions[way], keys, seconds)
                acknowledged[way] += count
                if number >= 0:
                    rows.append((number, way, f"{count / took_s:.3f}"))
        held = {way: (await (await session.get("/stats")).json())["tasks"] for way, session in sessions.items()}
    finally:
        for session in sessions.values():
            await session.close()
    return rows, all(held[way] >= acknowledged[way] for way in urls)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Compare tasks committed together and each by itself.")
    parser.add_argument("--turns", type=int, default=20, help="turns of each way (default 20)")
    parser.add_argument("--seconds", type=float, default=1.5, help="of a turn (default 1.5)")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE.csv")
    options = parser.parse_args(arguments)
    with (
        running_database() as first,
        running_database() as second,
        running_service(first) as together,
        running_service(second, alone=True) as alone,
    ):
        urls = {"together": together, "alone": alone}
        rows, right = asyncio.run(measure(urls, options.turns, options.seconds))
    with options.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("turn", "commits", "tasks_per_s"))
        writer.writerows(rows)
    if not right:
        print("a grid holds FEWER tasks than it acknowledged", file=sys.stderr)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
