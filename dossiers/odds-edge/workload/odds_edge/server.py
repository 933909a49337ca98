"""The HTTP service, on 127.0.0.1 only.

    python -m odds_edge.server --draws 200

prints `ready PORT` and serves until it is terminated. `GET /edge?slate=N&version=V&priority=low` answers with the
prices, or at once with 503 where the guard refuses it. The event loop speaks HTTP; one thread simulates, one bet
after another, and the guard stands between the two.
"""

from __future__ import annotations

import argparse
import asyncio
import threading
from dataclasses import dataclass

import numpy as np
from aiohttp import web

from odds_edge.encoding import ENCODERS, answer_of
from odds_edge.factors import FactorCache
from odds_edge.guard import Guard, Priority
from odds_edge.simulate import draw, vectorised
from odds_edge.slate import Slate, make_slate

SLATES = 16
LEGS = 150


@dataclass(frozen=True)
class Settings:
    """How the service works."""

    draws: int = 200
    depth: int = 64
    seed: int = 1
    precision: type[np.floating] = np.float32


@dataclass(frozen=True)
class Request:
    """A bet that waits for its price."""

    slate: Slate
    answer: asyncio.Future[tuple[bytes, bool]]


class Service:
    """Slates, the guard, and the thread that simulates."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._guard: Guard[Request] = Guard(settings.depth)
        self._changed = threading.Condition()
        self._slates: dict[int, Slate] = {}
        self._cache = FactorCache()
        self._rng = np.random.default_rng(settings.seed)

    def start(self) -> None:
        """Start the thread; it ends with the process."""
        threading.Thread(target=self._work, daemon=True).start()

    async def edge(self, request: web.Request) -> web.Response:
        """One bet: its price, or 503 at once."""
        try:
            number, version = (int(request.query.get(name, "0")) for name in ("slate", "version"))
            priority = Priority[request.query.get("priority", "medium").upper()]
        except (ValueError, KeyError):
            return web.Response(status=400, text="slate and version are numbers, priority low to critical\n")
        if not 0 <= number < SLATES or not 0 <= version < 1_000_000:
            return web.Response(status=404, text="no such slate\n")
        loop = asyncio.get_running_loop()
        waiting = Request(self._slate(number, version), loop.create_future())
        with self._changed:
            taken = self._guard.offer(priority, waiting)
            self._changed.notify()
        if not taken:
            return web.Response(status=503, text="too much to do\n")
        body, cached = await waiting.answer
        headers = {"X-Factor": "cached" if cached else "computed"}
        return web.Response(body=body, content_type="application/json", headers=headers)

    def _slate(self, number: int, version: int) -> Slate:
        """A slate, made up where the last one asked for had another version."""
        slate = self._slates.get(number)
        if slate is None or slate.version != version:
            slate = self._slates[number] = make_slate(
                str(number), version, LEGS, self._settings.seed + number
            ).as_type(self._settings.precision)
        return slate

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: len(self._guard) > 0)
                request = self._guard.take()
            try:
                result = self._price(request.slate)
            except Exception as failure:  # noqa: BLE001 - whatever it is, the client is told
                self._tell(request, failure)
            else:
                self._tell(request, result)

    def _price(self, slate: Slate) -> tuple[bytes, bool]:
        factor, cached = self._cache.get(slate)
        normals = draw(self._rng, self._settings.draws, slate.legs, self._settings.precision)
        shares, together = vectorised(factor, slate.lines, normals, range(3))
        answer = answer_of(slate.name, slate.version, shares.tolist(), together)
        return ENCODERS["orjson"](answer), cached

    @staticmethod
    def _tell(request: Request, result: tuple[bytes, bool] | Exception) -> None:
        def tell() -> None:
            if request.answer.done():  # the client has gone
                return
            if isinstance(result, Exception):
                request.answer.set_exception(result)
            else:
                request.answer.set_result(result)

        request.answer.get_loop().call_soon_threadsafe(tell)


async def serve(settings: Settings) -> None:
    """Serve on a free port of the loopback interface until cancelled."""
    service = Service(settings)
    service.start()
    application = web.Application()
    application.router.add_get("/edge", service.edge)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        print("ready", runner.addresses[0][1], flush=True)
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Serve prices of combined bets on 127.0.0.1.")
    parser.add_argument(
        "--draws", type=int, default=200, metavar="N", help="draws a simulation (default 200)"
    )
    parser.add_argument("--depth", type=int, default=64, metavar="N", help="of the queue (default 64)")
    options = parser.parse_args()
    if options.draws < 1 or options.depth < 1:
        parser.error("--draws and --depth are 1 or more")
    asyncio.run(serve(Settings(draws=options.draws, depth=options.depth)))


if __name__ == "__main__":
    main()
