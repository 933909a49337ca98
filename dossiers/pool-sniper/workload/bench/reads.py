"""Read prices over HTTP, over a WebSocket, and from a cache that the feed fills, in turns.

    python bench/reads.py --rounds 3000 --output reads.csv

The reads go in blocks of 50, in the order HTTP, WebSocket, cache, cache, WebSocket, HTTP, and so on, so that what
changes slowly on the machine changes for all alike, and none always goes first. Each way reads the same pools in the
same sequence. The feed makes 1,000 events a second all the time, 20 of each pool, and the cache takes them in between
the reads. The output is CSV, one row a read, in the order of measuring:

    way        http, websocket or cache
    round      number of the read among those of its way, from 0
    latency_s  seconds the read took
    age_s      how old the price was when it was known: since its event was made

The exit status is 1 where a read gave another pool's price.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import aiohttp

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pool_sniper.market import POOLS
from pool_sniper.readers import CacheReader, HttpReader, Reader, SocketReader
from pool_sniper.running import running_feed

_BLOCK = 50
_WARMUP = 100  # reads of each way
_STRIDE = 17  # from one pool to the next that is read; it shares no factor with the number of pools

Row = tuple[str, int, int, int]


def alternate(ways: Sequence[str], rounds: int) -> Iterator[tuple[str, range]]:
    """Each way with the block of rounds it is to read next, forth and back."""
    for first in range(0, rounds, 2 * _BLOCK):
        for way in ways:
            yield way, range(first, first + _BLOCK)
        for way in reversed(ways):
            yield way, range(first + _BLOCK, first + 2 * _BLOCK)


async def timed(reader: Reader, pool: int) -> tuple[int, int, bool]:
    """How long a read took, how old the price then was (both in nanoseconds), and whether it is this pool's."""
    begun_ns = time.perf_counter_ns()
    event = await reader.read(pool)
    took_ns = time.perf_counter_ns() - begun_ns
    return took_ns, time.monotonic_ns() - event.made_ns, event.pool == pool


async def measure(readers: Mapping[str, Reader], rounds: int) -> tuple[list[Row], bool]:
    """The rows, and whether every read gave the price of the pool that was asked for."""
    rows: list[Row] = []
    right = True
    for reader in readers.values():
        for number in range(_WARMUP):
            await timed(reader, number % POOLS)
    for way, numbers in alternate(list(readers), rounds):
        await asyncio.sleep(0.02)  # what the feed pushed meanwhile is taken in
        for number in numbers:
            took_ns, age_ns, same = await timed(readers[way], number * _STRIDE % POOLS)
            rows.append((way, number, took_ns, age_ns))
            right = right and same
    return rows, right


async def run(feed: str, rounds: int) -> tuple[list[Row], bool]:
    """Connect in all three ways and measure."""
    async with (
        aiohttp.ClientSession(feed, raise_for_status=True) as session,
        session.ws_connect("/ask", compress=0) as asked,
        session.ws_connect("/events", compress=0) as pushed,
    ):
        cache = CacheReader(pushed)
        following = asyncio.create_task(cache.follow())
        await asyncio.wait_for(cache.full(), 10)
        readers = {"http": HttpReader(session), "websocket": SocketReader(asked), "cache": cache}
        try:
            return await measure(readers, rounds)
        finally:
            following.cancel()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Read prices in three ways, in turns.")
    parser.add_argument("--rounds", type=int, default=3000, help="reads of each way (default 3000)")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE.csv")
    options = parser.parse_args(arguments)
    if options.rounds < 1 or options.rounds % (2 * _BLOCK):
        parser.error(f"--rounds must be a multiple of {2 * _BLOCK}")
    with running_feed() as feed:
        rows, right = asyncio.run(run(feed, options.rounds))
    with options.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("way", "round", "latency_s", "age_s"))
        writer.writerows((way, number, f"{took / 1e9:.9f}", f"{age / 1e9:.9f}") for way, number, took, age in rows)
    if not right:
        print("a read gave ANOTHER pool's price", file=sys.stderr)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
