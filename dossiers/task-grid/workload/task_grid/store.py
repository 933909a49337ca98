"""What the grid knows, in PostgreSQL. Each question is one statement, and so one transaction; one statement may store
several tasks."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg

_GROUP = 64  # tasks in one transaction at most
_SCHEMA = Path(__file__).with_name("schema.sql")

# The live node with the fewest tasks that no other transaction is just giving one to.
_SUBMIT = """
WITH known AS (
    SELECT id, node FROM task WHERE key = $1
), chosen AS (
    SELECT id FROM node WHERE live AND NOT EXISTS (SELECT FROM known)
    ORDER BY running, id LIMIT 1 FOR UPDATE SKIP LOCKED
), counted AS (
    UPDATE node SET running = running + 1 FROM chosen WHERE node.id = chosen.id RETURNING node.id
), added AS (
    INSERT INTO task (key, payload, node) SELECT $1, $2, id FROM counted RETURNING id, node
)
SELECT id, node FROM known UNION ALL SELECT id, node FROM added
"""

# The same for several tasks, whose keys differ: new ones are dealt in turn to the least loaded nodes.
_SUBMIT_GROUP = """
WITH asked AS (
    SELECT * FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (key, payload, turn)
), known AS (
    SELECT task.key, task.id, task.node FROM task JOIN asked USING (key)
), fresh AS (
    SELECT key, payload, row_number() OVER (ORDER BY turn) - 1 AS turn
    FROM asked WHERE NOT EXISTS (SELECT FROM known WHERE known.key = asked.key)
), chosen AS (
    SELECT id, running FROM node WHERE live
    ORDER BY running, id LIMIT (SELECT count(*) FROM fresh) FOR UPDATE SKIP LOCKED
), taker AS (
    SELECT id, row_number() OVER (ORDER BY running, id) - 1 AS turn, count(*) OVER () AS takers FROM chosen
), dealt AS (
    SELECT key, payload, taker.id AS node FROM fresh JOIN taker ON fresh.turn % taker.takers = taker.turn
), counted AS (
    UPDATE node SET running = running + share.tasks
    FROM (SELECT node, count(*) AS tasks FROM dealt GROUP BY node) AS share WHERE share.node = node.id
), added AS (
    INSERT INTO task (key, payload, node) SELECT key, payload, node FROM dealt RETURNING key, id, node
)
SELECT key, id, node FROM known UNION ALL SELECT key, id, node FROM added
"""

_FINISH = """
WITH done AS (
    UPDATE task SET result = $3 WHERE id = $1 AND node = $2 AND result IS NULL RETURNING node
)
UPDATE node SET running = running - 1 FROM done WHERE node.id = done.node
"""

# The open tasks of silent nodes, dealt in turn to the live ones, the least loaded first.
_REASSIGN = """
WITH orphan AS (
    SELECT task.id, row_number() OVER (ORDER BY task.id) - 1 AS turn
    FROM task JOIN node ON node.id = task.node
    WHERE result IS NULL AND NOT live
), taker AS (
    SELECT id, row_number() OVER (ORDER BY running, id) - 1 AS turn, count(*) OVER () AS takers
    FROM node WHERE live
)
UPDATE task SET node = taker.id, assignments = assignments + 1
FROM orphan JOIN taker ON orphan.turn % taker.takers = taker.turn
WHERE task.id = orphan.id
"""

_RECOUNT = """
UPDATE node SET running = (SELECT count(*) FROM task WHERE task.node = node.id AND result IS NULL)
"""


class NoNodeError(Exception):
    """There is no live node a task could be assigned to."""


@dataclass(frozen=True)
class Assigned:
    """Where a task went."""

    task: int
    node: int


@dataclass(frozen=True)
class _Waiting:
    """A submitted task, and who waits for where it goes."""

    key: str
    payload: str
    assigned: asyncio.Future[Assigned]

    def succeed(self, assigned: Assigned) -> None:
        if not self.assigned.done():  # the client may have gone
            self.assigned.set_result(assigned)

    def fail(self, failure: BaseException) -> None:
        if not self.assigned.done():
            self.assigned.set_exception(failure)


class Store:
    """The grid's tables, through a pool of connections.

    Tasks that are submitted while others are just being committed wait for that, and are then committed together; with
    `alone`, each is committed by itself, as in version 1.0.
    """

    def __init__(self, pool: asyncpg.Pool, *, alone: bool = False) -> None:
        self._pool = pool
        self._alone = alone
        self._waiting: list[_Waiting] = []
        self._committing: asyncio.Task[None] | None = None

    async def create(self) -> None:
        """Create the tables; the database is empty."""
        await self._pool.execute(_SCHEMA.read_text(encoding="utf-8"))

    async def register(self, names: Sequence[str]) -> list[int]:
        """Register nodes, all or none; their ids. A name that is there already is heard of again."""
        rows = await self._pool.fetch(
            "INSERT INTO node (name) SELECT * FROM unnest($1::text[]) "
            "ON CONFLICT (name) DO UPDATE SET heard = now(), live = true RETURNING id",
            list(names),
        )
        return [row["id"] for row in rows]

    async def submit(self, key: str, payload: str) -> Assigned:
        """Store a task and assign it, or say where it went if its key is known."""
        if self._alone:
            return await self._submit_one(key, payload)
        waiting = _Waiting(key, payload, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._commit())
        return await waiting.assigned

    async def _commit(self) -> None:
        """Commit what waits, a group in a transaction, until nothing waits."""
        while self._waiting:
            group, self._waiting = self._waiting[:_GROUP], self._waiting[_GROUP:]
            try:
                assigned = await self._submit_group(group)
            except (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, OSError) as failure:
                for each in group:
                    each.fail(failure)
                continue
            except (asyncpg.PostgresError, TypeError, ValueError):
                assigned = {}  # one of them cannot be stored, or is just being stored by somebody else: each by itself
            for each in group:
                if each.key in assigned:
                    each.succeed(assigned[each.key])
                else:
                    await self._answer(each)

    async def _answer(self, waiting: _Waiting) -> None:
        try:
            waiting.succeed(await self._submit_one(waiting.key, waiting.payload))
        except Exception as failure:  # whatever it is, who waits is told
            waiting.fail(failure)

    async def _submit_group(self, group: Sequence[_Waiting]) -> dict[str, Assigned]:
        payloads: dict[str, str] = {}
        for each in group:
            payloads.setdefault(each.key, each.payload)
        rows = await self._pool.fetch(_SUBMIT_GROUP, list(payloads), list(payloads.values()))
        return {row["key"]: Assigned(row["id"], row["node"]) for row in rows}

    async def _submit_one(self, key: str, payload: str) -> Assigned:
        for _ in range(20):
            try:
                row = await self._pool.fetchrow(_SUBMIT, key, payload)
            except asyncpg.UniqueViolationError:
                continue  # somebody else stored the same key meanwhile
            if row is not None:
                return Assigned(row["id"], row["node"])
            if not await self._pool.fetchval("SELECT EXISTS (SELECT FROM node WHERE live)"):
                break
        raise NoNodeError

    async def task(self, task: int) -> dict[str, object] | None:
        """One task; None where there is none of this id."""
        row = await self._pool.fetchrow("SELECT id, key, node, assignments, result FROM task WHERE id = $1", task)
        return None if row is None else dict(row)

    async def work(self, node: int, limit: int) -> list[dict[str, object]]:
        """The node is heard of; its oldest open tasks."""
        await self._pool.execute("UPDATE node SET heard = now(), live = true WHERE id = $1", node)
        rows = await self._pool.fetch(
            "SELECT id, payload FROM task WHERE node = $1 AND result IS NULL ORDER BY id LIMIT $2", node, limit
        )
        return [dict(row) for row in rows]

    async def finish(self, task: int, node: int, result: str) -> bool:
        """Whether the result was taken: not where the task is done, or was given to another node."""
        return await self._pool.execute(_FINISH, task, node, result) == "UPDATE 1"

    async def nodes(self) -> list[dict[str, object]]:
        """The hundred least loaded live nodes."""
        rows = await self._pool.fetch("SELECT id, name, running FROM node WHERE live ORDER BY running, id LIMIT 100")
        return [dict(row) for row in rows]

    async def stats(self) -> dict[str, object]:
        """How many nodes are live, how many tasks there are, and how many are open."""
        row = await self._pool.fetchrow(
            "SELECT (SELECT count(*) FROM node WHERE live) AS nodes, (SELECT count(*) FROM task) AS tasks, "
            "(SELECT count(*) FROM task WHERE result IS NULL) AS open"
        )
        return dict(row)

    async def sweep(self, lease_s: float) -> None:
        """Give the open tasks of nodes that were silent for longer than the lease to others."""
        async with self._pool.acquire() as connection, connection.transaction():
            gone = await connection.execute(
                "UPDATE node SET live = false WHERE live AND heard < now() - make_interval(secs => $1)", lease_s
            )
            moved = await connection.execute(_REASSIGN)
            if (gone, moved) != ("UPDATE 0", "UPDATE 0"):
                await connection.execute(_RECOUNT)
