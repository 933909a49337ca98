"""The service: the grid over HTTP and WebSocket, on a loopback port.

    python -m task_grid.service --database URL --create [--lease-s 1]

prints `ready http://127.0.0.1:PORT` and serves until it gets SIGINT or SIGTERM.

    GET  /health              whether the service answers; asks no database
    POST /nodes               {"names": [...]}: register nodes, all or none
    GET  /nodes               the least loaded live nodes
    GET  /nodes/{id}/work     a node says that it is there, and gets its open tasks
    POST /tasks               {"key", "payload"}: store and assign a task; answered when it is committed
    GET  /tasks/{id}          one task
    POST /tasks/{id}/result   {"node", "result"}: a node has done a task
    GET  /stats               counts
    GET  /ws                  WebSocket: each text message is sent back

While the database cannot be reached, what needs it is answered with status 503, and nothing is acknowledged.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import asyncpg
from aiohttp import WSMsgType, web

from task_grid.store import NoNodeError, Store

_SWEEP_S = 0.25
_BACKLOG = 4096
_CONNECTIONS = 10  # opened when they are first needed, and again after the database went away
_WORK_AT_ONCE = 20
_STORE = web.AppKey("store", Store)
_UNREACHABLE = (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.OperatorInterventionError)

routes = web.RouteTableDef()


@routes.get("/health")
async def health(_: web.Request) -> web.Response:
    return web.json_response({"ok": True})


@routes.post("/nodes")
async def register(request: web.Request) -> web.Response:
    names = (await request.json())["names"]
    return web.json_response({"ids": await request.app[_STORE].register(names)}, status=201)


@routes.get("/nodes")
async def nodes(request: web.Request) -> web.Response:
    return web.json_response(await request.app[_STORE].nodes())


@routes.get(r"/nodes/{node:\d+}/work")
async def work(request: web.Request) -> web.Response:
    return web.json_response(await request.app[_STORE].work(int(request.match_info["node"]), _WORK_AT_ONCE))


@routes.post("/tasks")
async def submit(request: web.Request) -> web.Response:
    task = await request.json()
    try:
        assigned = await request.app[_STORE].submit(task["key"], task["payload"])
    except NoNodeError:
        raise web.HTTPServiceUnavailable(text="no live node") from None
    return web.json_response({"id": assigned.task, "node": assigned.node}, status=201)


@routes.get(r"/tasks/{task:\d+}")
async def task(request: web.Request) -> web.Response:
    found = await request.app[_STORE].task(int(request.match_info["task"]))
    if found is None:
        raise web.HTTPNotFound
    return web.json_response(found)


@routes.post(r"/tasks/{task:\d+}/result")
async def result(request: web.Request) -> web.Response:
    said = await request.json()
    taken = await request.app[_STORE].finish(int(request.match_info["task"]), said["node"], said["result"])
    return web.json_response({"taken": taken})


@routes.get("/stats")
async def stats(request: web.Request) -> web.Response:
    return web.json_response(await request.app[_STORE].stats())


@routes.get("/ws")
async def echo(request: web.Request) -> web.WebSocketResponse:
    connection = web.WebSocketResponse(compress=False)
    await connection.prepare(request)
    async for message in connection:
        if message.type is WSMsgType.TEXT:
            await connection.send_str(message.data)
    return connection


@web.middleware
async def _answer_faults(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    try:
        return await handler(request)
    except _UNREACHABLE:
        raise web.HTTPServiceUnavailable(text="the database cannot be reached") from None
    except (KeyError, TypeError, ValueError, asyncpg.DataError):
        raise web.HTTPBadRequest(text="not what this address takes") from None


async def _sweep(store: Store, lease_s: float) -> None:
    while True:
        await asyncio.sleep(_SWEEP_S)
        with contextlib.suppress(*_UNREACHABLE):
            await store.sweep(lease_s)


def application(database: str, *, create: bool, lease_s: float, alone: bool = False) -> web.Application:
    """The service on a database; a node that was silent for `lease_s` seconds loses its tasks to others.

    With `alone`, each task is committed by itself.
    """

    async def connected(app: web.Application) -> AsyncIterator[None]:
        async with asyncpg.create_pool(
            database, min_size=0, max_size=_CONNECTIONS, max_inactive_connection_lifetime=0
        ) as pool:
            app[_STORE] = Store(pool, alone=alone)
            if create:
                await app[_STORE].create()
            sweeper = asyncio.create_task(_sweep(app[_STORE], lease_s))
            yield
            sweeper.cancel()

    app = web.Application(middlewares=[_answer_faults])
    app.cleanup_ctx.append(connected)
    app.add_routes(routes)
    return app


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Serve a task grid on a loopback port.")
    parser.add_argument("--database", required=True, metavar="URL")
    parser.add_argument("--create", action="store_true", help="create the tables first")
    parser.add_argument("--lease-s", type=float, default=1.0, help="silence after which a node is gone (default 1)")
    parser.add_argument("--alone", action="store_true", help="commit each task by itself, as version 1.0 did")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    options = parser.parse_args(arguments)

    app = application(options.database, create=options.create, lease_s=options.lease_s, alone=options.alone)
    with socket.create_server(("127.0.0.1", options.port), backlog=_BACKLOG) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"

        async def ready(_: web.Application) -> None:
            print("ready", url, flush=True)

        app.on_startup.append(ready)
        web.run_app(app, sock=listening, print=None, access_log=None, backlog=_BACKLOG)
    return 0


if __name__ == "__main__":
    sys.exit(main())
