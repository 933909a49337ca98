"""Coverage of every interval, by simulation with a fixed seed. Prints a table; run by `scripts/bench calibrate`."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import duckdb
import numpy as np
from scipy import stats

from mkdocs_dossiers.measure.forms.form import each_of
from mkdocs_dossiers.measure.statement import ONE, ratio
from mkdocs_dossiers.measure.statistics import Statistic, statistic

CONFIDENCE = 0.95
SIZES = (8, 20, 50, 200, 1000, 10_000)
ALLOWED = 0.01
Draw = Callable[[np.random.Generator, int], np.ndarray]


@dataclass(frozen=True)
class Law:
    """A distribution of latencies: how to draw from it, its quantile function, its mean."""

    name: str
    draw: Draw
    quantile: Callable[[float], float]
    mean: float


def bimodal_quantile(q: float) -> float:
    """Quantile of 80 % N(1, 0.05) and 20 % N(3, 0.2), by bisection."""
    low, high = 0.0, 6.0
    for _ in range(200):
        middle = (low + high) / 2
        below = 0.8 * stats.norm.cdf(middle, 1, 0.05) + 0.2 * stats.norm.cdf(middle, 3, 0.2)
        low, high = (middle, high) if below < q else (low, middle)
    return (low + high) / 2


def bimodal(chance: np.random.Generator, n: int) -> np.ndarray:
    """Draws of the same mixture."""
    slow = chance.random(n) < 0.2
    return np.where(slow, chance.normal(3, 0.2, n), chance.normal(1, 0.05, n))


LAWS = (
    Law("normal", lambda c, n: c.normal(10, 1, n), lambda q: float(stats.norm.ppf(q, 10, 1)), 10.0),
    Law(
        "log-normal",
        lambda c, n: c.lognormal(0, 0.5, n),
        lambda q: float(stats.lognorm.ppf(q, 0.5)),
        math.exp(0.125),
    ),
    Law("bimodal", bimodal, bimodal_quantile, 1.4),
    Law(
        "Pareto",
        lambda c, n: c.pareto(3, n) + 1,
        lambda q: (1 - q) ** (-1 / 3),
        1.5,
    ),
)


@dataclass(frozen=True)
class RatioOf:
    """The ratio of a statistic of the first half of the samples to that of the second: its true value is 1."""

    one: Statistic

    def sql(self, connection: duckdb.DuckDBPyConnection, relation: str, n: int) -> str:
        """Both halves bounded at half the allowed error, as a claim about a ratio is."""
        each = each_of(2, CONFIDENCE)
        halves = [
            f"(SELECT value FROM (SELECT value, row_number() OVER () AS place FROM {relation}) WHERE place {where})"
            for where in (f"<= {n // 2}", f"> {n // 2}")
        ]
        of, to = (
            self.one.estimate(half, known(connection, self.one, half, n // 2), each).sql for half in halves
        )
        return ratio(of, to, ONE)


def known(
    connection: duckdb.DuckDBPyConnection, chosen: Statistic, relation: str, n: int
) -> dict[str, float]:
    """What a statistic must know beforehand."""
    facts: dict[str, float] = {"n": n}
    for fact, sql in chosen.facts().items():
        facts[fact] = connection.execute(f"SELECT {sql} FROM {relation}").fetchall()[0][0] or 0.0
    return facts


def cases() -> Iterator[tuple[Law, str, Statistic | RatioOf, float, int]]:
    """Every law, statistic with its true value, and sample size that bounds it at all."""
    for law in LAWS:
        for name in ("median", "p90", "p99", "mean", "share"):
            if name == "share":
                limit = law.quantile(0.9)
                chosen, truth = statistic(name, ("<=", limit)), 0.9
            else:
                q = {"median": 0.5, "p90": 0.9, "p99": 0.99}.get(name)
                chosen, truth = statistic(name), law.mean if q is None else law.quantile(q)
            for n in SIZES:
                if name == "p99" and n < 1000:
                    continue
                yield law, name, chosen, truth, n
        for name in ("median", "mean"):
            for n in SIZES[2:]:
                yield law, f"{name}/{name}", RatioOf(statistic(name)), 1.0, n


def main(repetitions: int) -> int:
    """Simulate, print, and say whether every coverage is what it should be."""
    chance = np.random.default_rng(20261121)
    connection = duckdb.connect()
    failed = []
    print(
        f"{'law':<11}{'statistic':<14}{'n':>7}{'covered':>9}{'below':>8}{'above':>8}{'wrong at the limit':>20}"
    )
    for law, name, chosen, truth, n in cases():
        runs = min(repetitions, max(200, 2_000_000 // n))
        samples = law.draw(chance, n * runs)
        rows = np.repeat(np.arange(runs), n)
        connection.register("drawn", {"run": rows, "value": samples})
        connection.execute("CREATE OR REPLACE TABLE samples AS SELECT * FROM drawn")
        covered = below = above = 0
        for run in range(runs):
            relation = f"(SELECT value FROM samples WHERE run = {run})"
            if isinstance(chosen, RatioOf):
                sql = chosen.sql(connection, relation, n)
            else:
                sql = chosen.estimate(relation, known(connection, chosen, relation, n), CONFIDENCE).sql
            low, high = connection.execute(sql).fetchall()[0][1:3]
            below += high is not None and high < truth
            above += low is not None and low > truth
            covered += (low is None or low <= truth) and (high is None or high >= truth)
        rate = covered / runs
        # Three standard errors of a simulated share: what chance alone may take away.
        chance_error = 3 * math.sqrt(CONFIDENCE * (1 - CONFIDENCE) / runs)
        bad = rate < CONFIDENCE - ALLOWED - chance_error
        print(
            f"{law.name:<11}{name:<14}{n:>7}{rate:>9.3f}{below / runs:>8.3f}{above / runs:>8.3f}"
            f"{max(below, above) / runs:>20.3f}{'  TOO LOW' if bad else ''}",
            flush=True,
        )
        if bad:
            failed.append((law.name, name, n))
    print(
        f"{len(failed)} of the intervals cover too little: {failed}" if failed else "Every interval covers."
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
