"""Kill the database server or a worker, again and again, while tasks are submitted.

    python bench/faults.py --fault database --rounds 30 --output database-killed.csv
    python bench/faults.py --fault worker --rounds 30 --output worker-killed.csv

database: four clients submit tasks without a pause; a task that is not acknowledged is submitted again with the same
key. The server and all of its processes are killed (SIGKILL), and the server is started again at once, as a service
manager would. Recovery is from the kill until a task that was first submitted after it is acknowledged. At the end of
the round each acknowledged task is looked up; one that is not there is lost.

worker: two workers, 5 ms a task. Of 40 tasks that were submitted, half are one worker's, and that one is killed. The
service finds it silent for a second, and gives its tasks to the other one. Recovery is from the kill until every one
of the 40 is done. A task that is not done within 20 seconds is lost.

A kill of a process is no loss of power: what the operating system had in memory is still written.

The output is CSV, one row an event:

    event       recovery or task
    round       from 0
    recovery_s  of a recovery: how long it took
    lost        of an acknowledged task: 1 where it is lost

The exit status is 0 whether or not tasks were lost; it is 1 where the grid did not recover at all.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import sys
import time
import uuid
from collections.abc import Sequence
from pathlib import Path

import aiohttp

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from task_grid.database import Database, running_database
from task_grid.running import Process, running_service

_CLIENTS = 4
_BEFORE_S = 0.3
_AFTER_S = 0.2
_TASKS = 40
_PATIENCE_S = 20.0
_LEASE_S = 1.0

Row = tuple[str, int, float | None, int | None]


class NotRecoveredError(Exception):
    """The grid did not recover in time."""


async def submit(session: aiohttp.ClientSession, deadline: float) -> tuple[int, int]:
    """Submit one task until it is acknowledged; its id and its node. Raises NotRecoveredError."""
    task = {"key": uuid.uuid4().hex, "payload": "0123456789" * 20}
    while time.monotonic() < deadline:
        try:
            async with session.post("/tasks", json=task) as answer:
                if answer.status == 201:
                    said = await answer.json()
                    return said["id"], said["node"]
        except (aiohttp.ClientError, TimeoutError):
            pass
        await asyncio.sleep(0.005)
    raise NotRecoveredError


class DatabaseRound:
    """One kill of the database, with clients that go on submitting."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._acknowledged: list[int] = []
        self._killed: float | None = None
        self._recovered: float | None = None
        self._stop = False

    async def run(self, database: Database) -> tuple[float, list[int]]:
        """How long the recovery took, and of each acknowledged task whether it is lost (1)."""
        clients = [asyncio.create_task(self._client()) for _ in range(_CLIENTS)]
        await asyncio.sleep(_BEFORE_S)
        self._killed = time.monotonic()
        database.kill()
        await asyncio.to_thread(database.start)
        while self._recovered is None and not any(client.done() for client in clients):
            await asyncio.sleep(0.005)
        await asyncio.sleep(_AFTER_S)
        self._stop = True
        await asyncio.gather(*clients)
        assert self._recovered is not None
        return self._recovered - self._killed, [await self._lost(task) for task in self._acknowledged]

    async def _client(self) -> None:
        while not self._stop:
            begun = time.monotonic()
            task, _ = await submit(self._session, begun + _PATIENCE_S)
            self._acknowledged.append(task)
            if self._recovered is None and self._killed is not None and begun > self._killed:
                self._recovered = time.monotonic()

    async def _lost(self, task: int) -> int:
        async with self._session.get(f"/tasks/{task}") as answer:
            if answer.status not in (200, 404):
                raise NotRecoveredError
            return int(answer.status == 404)


async def database_killed(session: aiohttp.ClientSession, database: Database, rounds: int) -> list[Row]:
    """The rows of `rounds` kills of the database."""
    async with session.post("/nodes", json={"names": [f"node-{number}" for number in range(50)]}):
        pass
    rows: list[Row] = []
    for number in range(rounds):
        recovery_s, lost = await DatabaseRound(session).run(database)
        rows.append(("recovery", number, recovery_s, None))
        rows += [("task", number, None, each) for each in lost]
    return rows


async def worker_killed(session: aiohttp.ClientSession, url: str, rounds: int) -> list[Row]:
    """The rows of `rounds` kills of one of two workers."""
    rows: list[Row] = []
    staying = Process("worker", "--grid", url, "--name", "staying")
    try:
        for number in range(rounds):
            leaving = Process("worker", "--grid", url, "--name", f"leaving-{number}")
            try:
                deadline = time.monotonic() + _PATIENCE_S
                submitted = [await submit(session, deadline) for _ in range(_TASKS)]
            finally:
                killed = time.monotonic()
                leaving.kill()
            done_s, left = await _wait(session, [task for task, _ in submitted], killed)
            if any(node == int(leaving.ready) for _, node in submitted):
                rows.append(("recovery", number, done_s, None))
            rows += [("task", number, None, int(task in left)) for task, _ in submitted]
    finally:
        staying.stop()
    return rows


async def _wait(session: aiohttp.ClientSession, tasks: Sequence[int], killed: float) -> tuple[float, set[int]]:
    """How long after the kill all tasks were done, and which are still not, in the end."""
    left = set(tasks)
    while left and time.monotonic() < killed + _PATIENCE_S:
        for task in sorted(left):
            async with session.get(f"/tasks/{task}") as answer:
                if answer.status == 200 and (await answer.json())["result"] is None:
                    break  # tasks are done in about this order: ask for this one again
                if answer.status == 200:
                    left.discard(task)
        await asyncio.sleep(0.01)
    return time.monotonic() - killed, left


async def measure(fault: str, url: str, database: Database, rounds: int) -> list[Row]:
    """The rows of a fault."""
    async with aiohttp.ClientSession(url, timeout=aiohttp.ClientTimeout(total=5)) as session:
        if fault == "database":
            return await database_killed(session, database, rounds)
        return await worker_killed(session, url, rounds)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Measure how a task grid recovers.")
    parser.add_argument("--fault", choices=("database", "worker"), required=True)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--output", type=Path, required=True, metavar="FILE.csv")
    options = parser.parse_args(arguments)
    lease_s = _LEASE_S if options.fault == "worker" else 3600.0
    try:
        with running_database() as database, running_service(database, lease_s) as url:
            rows = asyncio.run(measure(options.fault, url, database, options.rounds))
    except NotRecoveredError:
        print("the grid did not recover", file=sys.stderr)
        return 1
    with options.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("event", "round", "recovery_s", "lost"))
        for event, number, recovery_s, lost in rows:
            writer.writerow((event, number, "" if recovery_s is None else f"{recovery_s:.6f}", "" if lost is None else lost))
    print(f"{sum(lost or 0 for *_, lost in rows)} acknowledged tasks lost", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
