"""Three ways to know a pool's newest price: ask over HTTP, ask over a WebSocket, or keep what was pushed."""

from __future__ import annotations

import asyncio
from typing import Protocol

import aiohttp

from pool_sniper.market import POOLS, Event


class Reader(Protocol):
    """One of the ways."""

    async def read(self, pool: int) -> Event:
        """The newest event of a pool, as far as this way knows."""
        ...


class HttpReader:
    """Asks for each price, over a connection that is kept open."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def read(self, pool: int) -> Event:
        async with self._session.get(f"/price/{pool}") as answer:
            return Event.decoded(await answer.read())


class SocketReader:
    """Asks for each price, over a WebSocket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def read(self, pool: int) -> Event:
        await self._socket.send_str(str(pool))
        return Event.decoded(await self._socket.receive_str())


class CacheReader:
    """Keeps the newest event of each pool that the feed pushed; a read asks nobody."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._latest: dict[int, Event] = {}
        self._full = asyncio.Event()

    async def follow(self) -> None:
        """Take in what the feed pushes, until it ends."""
        async for message in self._socket:
            for event in Event.all_decoded(message.data):
                self._latest[event.pool] = event
            if len(self._latest) == POOLS:
                self._full.set()

    async def full(self) -> None:
        """Wait until there is a price of every pool."""
        await self._full.wait()

    async def read(self, pool: int) -> Event:
        return self._latest[pool]
