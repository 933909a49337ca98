"""The grid on a real database: what was acknowledged is there, and silent nodes lose their tasks to others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager

import aiohttp
import asyncpg
import pytest

from task_grid.database import Database, running_database
from task_grid.running import running_service
from task_grid.store import NoNodeError, Store


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with running_database() as running:
        yield running


@asynccontextmanager
async def empty_store(database: Database) -> AsyncIterator[Store]:
    async with asyncpg.create_pool(database.url, min_size=1, max_size=4) as pool:
        await pool.execute("DROP TABLE IF EXISTS task, node")
        store = Store(pool)
        await store.create()
        yield store


def with_store(database: Database, check: Callable[[Store], Coroutine[None, None, None]]) -> None:
    async def run() -> None:
        async with empty_store(database) as store:
            await check(store)

    asyncio.run(run())


def test_tasks_go_to_the_least_loaded_nodes(database: Database) -> None:
    async def check(store: Store) -> None:
        nodes = await store.register(["a", "b", "c"])
        given = [(await store.submit(f"key-{number}", "")).node for number in range(6)]
        assert sorted(given) == sorted(nodes * 2)

    with_store(database, check)


def test_submitted_at_once_each_task_is_stored_once(database: Database) -> None:
    async def check(store: Store) -> None:
        await store.register([f"node-{number}" for number in range(5)])
        assigned = await asyncio.gather(*(store.submit(f"key-{number % 50}", "") for number in range(200)))
        assert len({each.task for each in assigned}) == 50
        assert (await store.stats())["tasks"] == 50
        assert sum(node["running"] for node in await store.nodes()) == 50

    with_store(database, check)


def test_in_a_group_what_cannot_be_stored_is_refused_alone(database: Database) -> None:
    async def check(store: Store) -> None:
        await store.register(["a", "b"])
        keys = ["one", "two", "a\0b", "one", "three"]
        answers = await asyncio.gather(*(store.submit(key, "") for key in keys), return_exceptions=True)
        assert [isinstance(answer, Exception) for answer in answers] == [False, False, True, False, False]
        assert answers[0] == answers[3]
        assert sorted(node["running"] for node in await store.nodes()) == [1, 2]

    with_store(database, check)


def test_more_tasks_than_nodes_are_dealt_evenly(database: Database) -> None:
    async def check(store: Store) -> None:
        await store.register(["a", "b", "c"])
        await asyncio.gather(*(store.submit(f"key-{number}", "") for number in range(31)))
        assert sorted(node["running"] for node in await store.nodes()) == [10, 10, 11]

    with_store(database, check)


def test_without_a_live_node_nothing_is_acknowledged(database: Database) -> None:
    async def check(store: Store) -> None:
        with pytest.raises(NoNodeError):
            await store.submit("key", "")
        assert (await store.stats())["tasks"] == 0

    with_store(database, check)


def test_a_silent_node_loses_its_tasks(database: Database) -> None:
    async def check(store: Store) -> None:
        silent, heard = await store.register(["silent", "heard"])
        tasks = [(await store.submit(f"key-{number}", "")).task for number in range(4)]
        await asyncio.sleep(0.2)
        await store.work(heard, 10)
        await store.sweep(0.1)
        assert [task["id"] for task in await store.work(heard, 10)] == tasks
        (first, *_) = [task for task in tasks if (await store.task(task))["assignments"] == 2]
        assert not await store.finish(first, silent, "late")
        assert await store.finish(first, heard, "done")
        assert not await store.finish(first, heard, "again")
        assert {node["id"]: node["running"] for node in await store.nodes()} == {heard: 3}

    with_store(database, check)


def test_acknowledged_tasks_survive_a_kill_of_the_database() -> None:
    async def check(url: str, database: Database) -> None:
        async with aiohttp.ClientSession(url) as session:
            assert (await session.post("/nodes", json={"names": ["a"]})).status == 201
            answer = await session.post("/tasks", json={"key": "before", "payload": "x"})
            task = (await answer.json())["id"]
            database.kill()
            answer = await session.post("/tasks", json={"key": "during", "payload": "x"})
            assert answer.status == 503
            database.start()
            assert (await session.get(f"/tasks/{task}")).status == 200
            assert (await session.post("/tasks", json={"key": "before", "payload": "x"})).status == 201
            assert (await (await session.get("/stats")).json())["tasks"] == 1

    with running_database() as database, running_service(database) as url:
        asyncio.run(check(url, database))


@pytest.mark.parametrize(("method", "path", "body", "status"), [
    ("GET", "/health", None, 200),
    ("POST", "/tasks", {"key": 1}, 400),
    ("POST", "/nodes", {"names": "a\0b"}, 400),
    ("GET", "/tasks/99999999999999999999", None, 400),
    ("GET", "/tasks/7", None, 404),
])
def test_what_it_cannot_take_is_refused(service: str, method: str, path: str, body: object, status: int) -> None:
    async def check() -> int:
        async with aiohttp.ClientSession(service) as session, session.request(method, path, json=body) as answer:
            return answer.status

    assert asyncio.run(check()) == status


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with running_database() as database, running_service(database) as url:
        yield url
