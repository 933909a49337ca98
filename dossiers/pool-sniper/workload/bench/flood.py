"""How many events a second the sniper takes in, when the feed sends them as fast as the connection takes them.

    python bench/flood.py --events 60000 --output flood.csv

The events come 16 in a message. Each is decoded and shown to the strategy; signals are counted, not traded. The output is CSV, one row an event:

    number    of the event
    seen_s    seconds from the first event until this one was looked at
    signal    1 where it was a signal

The exit status is 1 where an event is missing or out of order, or the strategy, shown the same events without a
connection, finds other signals.
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

from pool_sniper.market import Event, Market
from pool_sniper.running import running_feed
from pool_sniper.strategy import Strategy

_TIMEOUT_S = 100


async def take_in(feed: str, events: int, together: int = 16) -> list[tuple[int, int, bool]]:
    """The number of each event, when it was looked at (nanoseconds), and whether it was a signal."""
    strategy = Strategy()
    seen: list[tuple[int, int, bool]] = []
    async with asyncio.timeout(_TIMEOUT_S), aiohttp.ClientSession(feed) as session:
        async with session.ws_connect(f"/flood?events={events}&together={together}", compress=0) as socket:
            async for message in socket:
                for event in Event.all_decoded(message.data):
                    signal = strategy.see(event) is not None
                    seen.append((event.number, time.monotonic_ns(), signal))
    return seen


def expected(events: int) -> list[tuple[int, bool]]:
    """The events of the feed's flood, made here, and whether each is a signal."""
    market, strategy = Market(), Strategy()
    return [(event.number, strategy.see(event) is not None) for event in (market.next() for _ in range(events))]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Measure how many events a second are taken in.")
    parser.add_argument("--events", type=int, default=60000)
    parser.add_argument("--output", type=Path, required=True, metavar="FILE.csv")
    options = parser.parse_args(arguments)
    with running_feed(rate=1.0) as feed:
        seen = asyncio.run(take_in(feed, options.events))
    with options.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("number", "seen_s", "signal"))
        writer.writerows((number, f"{(at - seen[0][1]) / 1e9:.9f}", int(signal)) for number, at, signal in seen)
    if [(number, signal) for number, _, signal in seen] != expected(options.events):
        print("events are MISSING, or signals differ", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
