"""What the grid knows, in PostgreSQL. Each question is one statement, and so one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg

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


class Store:
    """The grid's tables, through a pool of connections."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

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
