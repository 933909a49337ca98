"""The sniper: follows the feed, and trades on each signal.

    python -m pool_sniper.watch --seconds 3 [--output trades.csv]

The feed's address is taken from POOL_FEED. With --output it writes a row for each trade:

    pool       the pool
    signal_s   the signal's event was made, in seconds since the start
    traded_s   the trade was acknowledged, in seconds since the start
    latency_s  traded_s - signal_s, both on the monotonic clock

The exit status is 1 where an event is missing, or the exchange did not count as many trades.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import aiohttp

from pool_sniper.market import Event
from pool_sniper.strategy import Signal, Strategy

Trade = tuple[int, int, int]
"""The pool, when the event was made, when the trade was acknowledged; nanoseconds of the monotonic clock."""


class Sniper:
    """Follows the feed; each signal becomes a trade at once, without waiting for the one before."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.trades: list[Trade] = []
        self.seen = 0
        self.missing = 0
        self._session = session
        self._strategy = Strategy()
        self._last: int | None = None

    async def run(self, seconds: float) -> None:
        """Follow the feed for so long; all trades are acknowledged at the end."""
        end = time.monotonic() + seconds
        async with self._session.ws_connect("/events", compress=0) as socket, asyncio.TaskGroup() as trading:
            async for message in socket:
                for event in Event.all_decoded(message.data):
                    signal = self._look(event)
                    if signal is not None:
                        trading.create_task(self._trade(signal, event))
                if time.monotonic() > end:
                    break

    def _look(self, event: Event) -> Signal | None:
        if self._last is not None:
            self.missing += event.number - self._last - 1
        self._last = event.number
        self.seen += 1
        return self._strategy.see(event)

    async def _trade(self, signal: Signal, event: Event) -> None:
        wanted = {"pool": signal.pool, "side": signal.side, "price": signal.price}
        async with self._session.post("/trades", json=wanted) as answer:
            await answer.read()
        self.trades.append((signal.pool, event.made_ns, time.monotonic_ns()))


async def snipe(feed: str, seconds: float) -> tuple[Sniper, bool]:
    """A sniper that has run for so long, and whether nothing is missing."""
    async with aiohttp.ClientSession(feed, raise_for_status=True) as session:
        before = await _count(session)
        sniper = Sniper(session)
        await sniper.run(seconds)
        counted = await _count(session) - before
    return sniper, sniper.missing == 0 and sniper.seen > 0 and counted == len(sniper.trades)


async def _count(session: aiohttp.ClientSession) -> int:
    async with session.get("/trades") as answer:
        return (await answer.json())["trades"]


def write(trades: Sequence[Trade], begun_ns: int, path: Path) -> None:
    """Write one row for each trade."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("pool", "signal_s", "traded_s", "latency_s"))
        for pool, made_ns, traded_ns in trades:
            times = (made_ns - begun_ns, traded_ns - begun_ns, traded_ns - made_ns)
            writer.writerow((pool, *(f"{ns / 1e9:.9f}" for ns in times)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Trade on paper on what a feed says.")
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--output", type=Path, metavar="FILE.csv")
    options = parser.parse_args(arguments)
    begun_ns = time.monotonic_ns()
    sniper, right = asyncio.run(snipe(os.environ["POOL_FEED"], options.seconds))
    if options.output is not None:
        write(sniper.trades, begun_ns, options.output)
    print(f"{sniper.seen} events, {sniper.missing} missing, {len(sniper.trades)} trades", file=sys.stderr)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
