"""A worker: one node of the grid, which carries out the tasks that are assigned to it.

    python -m task_grid.worker --grid http://127.0.0.1:PORT --name NAME [--task-ms 5]

A task is to take the SHA-256 of its payload, and takes at least --task-ms. The worker asks for work every 20 ms,
which is also how the grid hears of it. It runs until it is stopped, or whoever started it is gone.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import os
import sys
from collections.abc import Sequence

import aiohttp

_ASK_S = 0.02


async def work(grid: str, name: str, task_s: float) -> None:
    """Carry out tasks until whoever started this is gone; while the grid cannot be reached, keep asking."""
    parent = os.getppid()
    timeout = aiohttp.ClientTimeout(total=5)
    async with aiohttp.ClientSession(grid, timeout=timeout, raise_for_status=True) as session:
        node = None
        while os.getppid() == parent:
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                if node is None:
                    async with session.post("/nodes", json={"names": [name]}) as answer:
                        node = (await answer.json())["ids"][0]
                    print("ready", node, flush=True)
                await _round(session, node, task_s)
            await asyncio.sleep(_ASK_S)


async def _round(session: aiohttp.ClientSession, node: int, task_s: float) -> None:
    async with session.get(f"/nodes/{node}/work") as answer:
        tasks = await answer.json()
    for task in tasks:
        await asyncio.sleep(task_s)
        result = hashlib.sha256(task["payload"].encode()).hexdigest()
        async with session.post(f"/tasks/{task['id']}/result", json={"node": node, "result": result}):
            pass


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Carry out tasks of a grid.")
    parser.add_argument("--grid", required=True, metavar="URL")
    parser.add_argument("--name", required=True)
    parser.add_argument("--task-ms", type=float, default=5.0)
    options = parser.parse_args(arguments)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(work(options.grid, options.name, options.task_ms / 1000))
    return 0


if __name__ == "__main__":
    sys.exit(main())
