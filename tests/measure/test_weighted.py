"""Rows that stand for several samples give what the samples one by one would give."""

from __future__ import annotations

import random

import duckdb
import pytest

from mkdocs_dossiers.measure.statistics import statistic

CHANCE = random.Random(7)
ROWS = [(round(CHANCE.lognormvariate(0, 0.6), 3), CHANCE.randrange(0, 40)) for _ in range(60)]


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    """A table of weighted rows, and the same samples one by one."""
    found = duckdb.connect()
    found.execute("CREATE TABLE rows (value DOUBLE, weight BIGINT)")
    found.executemany("INSERT INTO rows VALUES (?, ?)", ROWS)
    found.execute("CREATE TABLE single AS SELECT value FROM rows, range(weight)")
    return found


def result(
    connection: duckdb.DuckDBPyConnection, name: str, within: tuple[str, float] | None, *, weighted: bool
) -> tuple[float, ...]:
    """Value, low, high and n of a statistic."""
    relation = "rows" if weighted else "single"
    chosen = statistic(name, within, weighted=weighted)
    facts = {
        key: int(connection.execute(f"SELECT {sql} FROM {relation}").fetchall()[0][0])
        for key, sql in {"n": chosen.count, **chosen.facts()}.items()
    }
    row: tuple[float, ...] = connection.execute(chosen.estimate(relation, facts, 0.95).sql).fetchall()[0]
    return row


@pytest.mark.parametrize("name", ["p1", "p25", "median", "p90", "p99", "min", "max", "count"])
def test_order_statistics_are_the_same_samples(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    assert result(connection, name, None, weighted=True) == result(connection, name, None, weighted=False)


def test_a_mean_is_the_same_but_for_rounding(connection: duckdb.DuckDBPyConnection) -> None:
    weighted = result(connection, "mean", None, weighted=True)
    assert weighted == pytest.approx(result(connection, "mean", None, weighted=False), rel=1e-12)


@pytest.mark.parametrize("name", ["share", "count"])
def test_samples_within_a_limit_are_counted(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    within = ("<=", 1.0)
    assert result(connection, name, within, weighted=True) == result(connection, name, within, weighted=False)
