"""Send messages over WebSockets and wait for their echoes.

    python bench/sockets.py --connections 50 --in-flight 4 --messages 30000 --output sockets.csv

Each connection keeps --in-flight messages under way: another one follows each echo. The output is CSV, by the time
of the echo, one row a message:

    connection  from 0
    sent_s      seconds from the start until the message was sent
    echoed_s    seconds from the start until its echo was read
    latency_s   echoed_s - sent_s

The exit status is 1 where an echo is not what was sent, or does not come.
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

_TIMEOUT_S = 100
_WARMUP = 20  # messages a connection


class WrongEchoError(Exception):
    """An echo is not what was sent."""


async def exchange(
    socket: aiohttp.ClientWebSocketResponse, in_flight: int, numbers: Iterator[int]
) -> list[tuple[float, float]]:
    """Send a message for each number that this connection draws; when each was sent and its echo read."""
    times: list[tuple[float, float]] = []
    sent: dict[str, float] = {}

    async def send() -> None:
        number = next(numbers, None)
        if number is not None:
            text = f'{{"task": {number}, "state": "assigned"}}'
            sent[text] = time.perf_counter()
            await socket.send_str(text)

    for _ in range(in_flight):
        await send()
    while sent:
        text = await socket.receive_str()
        now = time.perf_counter()
        if text not in sent:
            raise WrongEchoError(text)
        times.append((sent.pop(text), now))
        await send()
    return times


async def measure(url: str, connections: int, in_flight: int, messages: int) -> list[tuple[int, float, float]]:
    """The connection of each message, when it was sent and when its echo was read, since the start."""
    async with aiohttp.ClientSession(url, connector=aiohttp.TCPConnector(limit=0)) as session:
        sockets = [await session.ws_connect("/ws", compress=0) for _ in range(connections)]
        for socket in sockets:
            await exchange(socket, in_flight, iter(range(_WARMUP)))
        numbers = iter(range(messages))
        begun = time.perf_counter()
        async with asyncio.timeout(_TIMEOUT_S):
            done = await asyncio.gather(*(exchange(socket, in_flight, numbers) for socket in sockets))
        for socket in sockets:
            await socket.close()
    rows = (
        (connection, sent - begun, echoed - begun)
        for connection, times in zip(itertools.count(), done, strict=False)
        for sent, echoed in times
    )
    return sorted(rows, key=lambda row: row[2])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Measure echoes over WebSockets.")
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--in-flight", type=int, default=4)
    parser.add_argument("--messages", type=int, default=30000)
    parser.add_argument("--output", type=Path, required=True, metavar="FILE.csv")
    options = parser.parse_args(arguments)
    with running_database() as database, running_service(database) as url:
        rows = asyncio.run(measure(url, options.connections, options.in_flight, options.messages))
    with options.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("connection", "sent_s", "echoed_s", "latency_s"))
        for connection, sent, echoed in rows:
            writer.writerow((connection, f"{sent:.6f}", f"{echoed:.6f}", f"{echoed - sent:.6f}"))
    return 0 if len(rows) == options.messages else 1


if __name__ == "__main__":
    sys.exit(main())
