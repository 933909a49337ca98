"""The feed and a paper exchange, on a loopback port.

    python -m pool_sniper.feed [--rate 1000]

prints `ready http://127.0.0.1:PORT` and serves until it gets SIGINT or SIGTERM.

    GET  /price/{pool}     the newest event of a pool
    GET  /ask              WebSocket: each message is the number of a pool, answered by its newest event
    GET  /events           WebSocket: every event of the market from now on; those that wait come in one message
    GET  /flood?events=N&together=M
                           WebSocket: N events of a market of its own, M in a message, as fast as the connection
                           takes them
    POST /trades           {"pool", "side", "price"}: trade on paper; answered with the trade's number
    GET  /trades           how many there were

A message with several events has one on each line. The market makes --rate events a second, in groups of those that are due every 2 ms at most.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import socket
import sys
import time
from collections.abc import AsyncIterator, Sequence

from aiohttp import WSMsgType, web

from pool_sniper.market import POOLS, Market

_TICK_S = 0.002
_BEHIND = 20_000  # events a watcher may be behind before it is left
_TOGETHER = 64  # events in a message at most


class Feed:
    """The market's clock, who watches it, and the trades."""

    def __init__(self, rate: float) -> None:
        self.market = Market()
        self.trades = 0
        self._rate = rate
        self._watchers: set[asyncio.Queue[str | None]] = set()

    async def run(self) -> None:
        """Make events for ever, at the rate."""
        begun, made = time.monotonic(), 0
        while True:
            await asyncio.sleep(_TICK_S)
            due = int((time.monotonic() - begun) * self._rate)
            for _ in range(due - made):
                text = self.market.next().encoded()
                for watcher in tuple(self._watchers):
                    self._tell(watcher, text)
            made = due

    def _tell(self, watcher: asyncio.Queue[str | None], text: str) -> None:
        if watcher.qsize() >= _BEHIND:
            self._watchers.discard(watcher)
            watcher.put_nowait(None)
        else:
            watcher.put_nowait(text)

    async def watch(self) -> AsyncIterator[str]:
        """Every event from now on, those that wait in one text; ends where the watcher falls too far behind."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._watchers.add(queue)
        try:
            while True:
                texts = [await queue.get()]
                while not queue.empty() and len(texts) < _TOGETHER:
                    texts.append(queue.get_nowait())
                known = [text for text in texts if text is not None]
                if known:
                    yield "\n".join(known)
                if len(known) < len(texts):
                    return
        finally:
            self._watchers.discard(queue)


_FEED = web.AppKey("feed", Feed)
routes = web.RouteTableDef()


def _pool(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 4 and int(text) < POOLS):
        raise web.HTTPNotFound(text="there is no such pool")
    return int(text)


@routes.get("/price/{pool}")
async def price(request: web.Request) -> web.Response:
    event = request.app[_FEED].market.latest[_pool(request.match_info["pool"])]
    return web.Response(text=event.encoded(), content_type="application/json")


@routes.get("/ask")
async def ask(request: web.Request) -> web.WebSocketResponse:
    connection = await _connected(request)
    async for message in connection:
        if message.type is WSMsgType.TEXT:
            try:
                await connection.send_str(request.app[_FEED].market.latest[_pool(message.data)].encoded())
            except web.HTTPNotFound:
                await connection.close(message=b"there is no such pool")
    return connection


@routes.get("/events")
async def events(request: web.Request) -> web.WebSocketResponse:
    connection = await _connected(request)
    pushing = asyncio.create_task(_push(request.app[_FEED], connection))
    async for _ in connection:
        pass  # a watcher says nothing; this ends when it goes
    pushing.cancel()
    return connection


async def _push(feed: Feed, connection: web.WebSocketResponse) -> None:
    with contextlib.suppress(ConnectionError):
        async with contextlib.aclosing(feed.watch()) as watched:
            async for text in watched:
                await connection.send_str(text)
        await connection.close(message=b"too far behind")


@routes.get("/flood")
async def flood(request: web.Request) -> web.WebSocketResponse:
    count = min(int(request.query["events"]), 1_000_000)
    together = min(max(int(request.query.get("together", "16")), 1), _TOGETHER)
    connection = await _connected(request)
    market = Market()
    with contextlib.suppress(ConnectionError):
        for first in range(0, count, together):
            group = range(first, min(first + together, count))
            await connection.send_str("\n".join(market.next().encoded() for _ in group))
        await connection.close()
    return connection


@routes.post("/trades")
async def trade(request: web.Request) -> web.Response:
    wanted = await request.json()
    if wanted.get("side") not in ("buy", "sell") or not 0 <= wanted.get("pool", -1) < POOLS:
        raise web.HTTPBadRequest(text="not a trade")
    feed = request.app[_FEED]
    feed.trades += 1
    return web.json_response({"trade": feed.trades}, status=201)


@routes.get("/trades")
async def trades(request: web.Request) -> web.Response:
    return web.json_response({"trades": request.app[_FEED].trades})


async def _connected(request: web.Request) -> web.WebSocketResponse:
    connection = web.WebSocketResponse(compress=False)
    await connection.prepare(request)
    return connection


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Serve a feed of made-up prices on a loopback port.")
    parser.add_argument("--rate", type=float, default=1000.0, help="events a second (default 1000)")
    options = parser.parse_args(arguments)

    async def running(app: web.Application) -> AsyncIterator[None]:
        clock = asyncio.create_task(app[_FEED].run())
        yield
        clock.cancel()

    app = web.Application()
    app[_FEED] = Feed(options.rate)
    app.add_routes(routes)
    app.cleanup_ctx.append(running)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"

        async def ready(_: web.Application) -> None:
            print("ready", url, flush=True)

        app.on_startup.append(ready)
        web.run_app(app, sock=listening, print=None, access_log=None, shutdown_timeout=0.5)
    return 0


if __name__ == "__main__":
    sys.exit(main())
