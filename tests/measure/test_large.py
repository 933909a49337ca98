"""Large files: what is found in few passes is what the published statement finds in a stock DuckDB, digit by digit."""

from __future__ import annotations

import hashlib
import math
import random
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from mkdocs_dossiers.measure import large, order_statistics, samples, side
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.job import Examined, Job, examine
from mkdocs_dossiers.measure.limits import LimitError, Limits, limits, memory_of
from mkdocs_dossiers.measure.order_statistics import OrderStatistics
from mkdocs_dossiers.measure.statistics.exact_sum import exact_sum, steps
from mkdocs_dossiers.model.dossier import Claim, Column, Columns, Dataset, Form
from tests.measure.claims import claim, stock

ROWS = 30_000
LAWS = {
    "log-normal": "exp(sqrt(-2 * ln((hash(i) % 1000000 + 1) / 1000001.0)) * cos(hash(i + 7) % 1000 / 159.0))",
    "ascending": "i * 0.1",
    "one value": "2.5",
    "three values": "1.0 + hash(i) % 3",
    "negative": "-exp((hash(i) % 20000) / 1000.0)",
    "whole numbers": "hash(i) % 100",
    "spike": "CASE WHEN i % 2 = 0 THEN 1.0 ELSE 1.0 + (hash(i) % 100000) / 1e9 END",
    "huge range": "pow(10, hash(i) % 120 - 60.0)",
}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that is meant for millions of samples happens with thousands."""
    for place in (samples, side):
        monkeypatch.setattr(place, "MANY", 1000)
    monkeypatch.setattr("mkdocs_dossiers.measure.reading.MANY", 1000)
    monkeypatch.setattr(large, "LARGE", 1000)
    monkeypatch.setattr(order_statistics, "FEW", 500)
    monkeypatch.setattr(order_statistics, "HELD", 1500)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same samples as CSV, NDJSON and Parquet: a series for each law, one after the other, and many small ones."""
    folder = tmp_path_factory.mktemp("large")
    rows = " UNION ALL ".join(
        f"SELECT '{name}' AS series, CAST({law} AS DOUBLE) AS v, i / 1000.0 AS t, i FROM range({ROWS}) AS r(i)"
        for name, law in LAWS.items()
    )
    rows += " UNION ALL SELECT 'small ' || i % 40, CAST(hash(i) % 977 AS DOUBLE), i / 1000.0, i FROM range(8000) t(i)"
    found = {}
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE drawn AS FROM ({rows})")
        for ending, options in (
            ("csv", "FORMAT csv"),
            ("ndjson", "FORMAT json"),
            ("parquet", "FORMAT parquet"),
        ):
            found[ending] = folder / f"drawn.{ending}"
            connection.execute(f"COPY (SELECT series, v, t FROM drawn) TO '{found[ending]}' ({options})")
    return found


def asked() -> tuple[Claim, ...]:
    """Every statistic of every law, in milliseconds of samples in seconds, and comparisons of two."""
    found = []
    for number, law in enumerate(LAWS):
        for statistic in ("median", "p90", "p99.9", "mean", "cv", "min", "max", "count", "share"):
            found.append(
                claim(
                    statistic,
                    {"count": "> 1 samples", "share": "> 1 %", "cv": "< 500 %"}.get(statistic, "<= 3 ms"),
                    ("d", law),
                    within="<= 1 ms" if statistic in ("count", "share") else None,
                    name=f"{statistic}-{number}",
                )
            )
    found.append(claim("p95", "<= 1 ms", ("d", "small 3"), name="small"))
    found.append(claim("rate", "> 1 samples/s", ("d", "negative"), metric="ended", name="rate"))
    found.append(claim("p99", "> 2 x", ("d", "whole numbers"), ("d", "three values"), name="ratio"))
    found.append(
        claim("mean", "> 2 ms", ("d", "spike"), ("d", "log-normal"), name="difference", form=Form.DIFFERENCE)
    )
    return tuple(found)


def measure(root: Path, file: Path, claims: tuple[Claim, ...], depth: Depth = Depth.VERDICT) -> Examined:
    folder = root / "dossiers/demo/1.0"
    (folder / "data").mkdir(parents=True, exist_ok=True)
    raw = file.read_bytes()
    (folder / "data" / file.name).write_bytes(raw)
    described = Columns("series", (Column("time", "v", "s"), Column("ended", "t", "s", moments=True)))
    dataset = Dataset(
        "d",
        f"data/{file.name}",
        f"dossiers/demo/1.0/data/{file.name}",
        hashlib.sha256(raw).hexdigest(),
        "host",
        "command",
        columns=described,
    )
    return examine(Job("demo@1.0", folder, (dataset,), claims, depth=depth))


@pytest.mark.parametrize("ending", ["csv", "ndjson", "parquet"])
def test_every_number_is_that_of_the_statement_in_a_stock_duckdb(
    ending: str, drawn: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    claims = asked()
    found = measure(tmp_path, drawn[ending], claims)
    assert not found.file_failures
    assert {name: failure.message for name, failure in found.claim_failures.items()} == {}
    for name, one in found.measurements.items():
        value, low, high, n = stock(one.sql)
        assert (one.value, one.low, one.high, one.n) == (value, low, high, n), name
    series = {(entry.name, entry.metric): entry for entry in found.files["d"].series}
    with duckdb.connect() as connection:
        plain = connection.execute(
            "SELECT series, count(*), min(v), median(v), max(v), quantile_disc(v, 0.9), quantile_disc(v, 0.95), "
            f"quantile_disc(v, 0.99), avg(v) FROM '{drawn[ending]}' GROUP BY series"
        ).fetchall()
    assert len(series) == 2 * len(plain)
    for name, n, low, median, high, p90, p95, p99, mean in plain:
        own = series[name, "time"]
        assert (own.n, own.minimum, own.median, own.maximum) == (n, low, median, high), name
        assert (own.p90, own.p95, own.p99) == (p90, p95, p99), name
        assert own.mean == pytest.approx(mean, rel=1e-12, abs=1e-300), name


def test_a_wrong_idea_of_where_to_look_costs_time_and_no_digit(drawn: dict[str, Path]) -> None:
    with Engine([drawn["parquet"]]) as engine:
        engine.rows(
            "CREATE TEMP TABLE t AS SELECT series, 'm' AS metric, v AS value, 'sample' AS kind, false AS warmup "
            f"FROM '{drawn['parquet']}' WHERE series = 'log-normal'"
        )
        low, high = engine.rows("SELECT min(value), max(value) FROM t")[0]
        knots = tuple(low + (high - low) * 1e-6 * step for step in range(len(order_statistics.SHARES)))
        looked = order_statistics.Series(ROWS, low, high, 100_000, knots)
        ranks = [1, 2, 77, ROWS // 2, ROWS - 1, ROWS]
        found = OrderStatistics(engine, "t", {("log-normal", "m"): looked}).ranks(("log-normal", "m"), ranks)
        values = [row[0] for row in engine.rows("SELECT value FROM t ORDER BY value")]
    assert found == {rank: values[rank - 1] for rank in ranks}


@pytest.mark.parametrize("size", [1e-100, 1e-3, 1.0, 1e6, 1e300])
def test_sums_are_exact_and_the_same_in_any_order(size: float) -> None:
    chance = random.Random(7)
    values = [chance.lognormvariate(0, 2) * size for _ in range(2000)]
    sql = f"SELECT {exact_sum('v', steps(len(values), max(values)))} FROM (VALUES %s) AS t(v)"
    sums = set()
    for _ in range(3):
        chance.shuffle(values)
        sums.add(stock(sql % ", ".join(f"(CAST('{value!r}' AS DOUBLE))" for value in values))[0])
    exact = sum(map(Fraction, values))
    assert len(sums) == 1
    assert abs(Fraction(sums.pop()) - exact) <= Fraction(math.ulp(float(exact)))


def test_limits_are_those_of_the_environment() -> None:
    assert limits({}).memory <= 800_000_000
    said = limits({"DOSSIER_MEMORY": "8GB", "DOSSIER_SECONDS": "90", "DOSSIER_THREADS": "3"})
    assert said == Limits(8 * 10**9, 90.0, 3)
    assert memory_of("1.5 GiB") == 1_610_612_736
    for text in ("", "8", "lots", "-1GB", "1e9GB", "10KB", "8GB; SET threads"):
        with pytest.raises(LimitError):
            memory_of(text)
    for name, text in (("SECONDS", "0"), ("SECONDS", "nan"), ("THREADS", "0"), ("THREADS", "1.5")):
        with pytest.raises(LimitError):
            limits({f"DOSSIER_{name}": text})


def test_a_quarter_of_the_memory_is_enough(
    drawn: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four million rows with two samples each are 64 MB and more; the engine has 60 MB for everything."""
    monkeypatch.setenv("DOSSIER_MEMORY", "60MB")
    monkeypatch.setenv("DOSSIER_THREADS", "1")
    file = tmp_path / "x.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT 'a' AS series, (hash(i) % 1000003) / 7.0 AS v, i * 1.0 AS t FROM range(4000000) AS r(i)) "
            f"TO '{file}' (FORMAT parquet)"
        )
        expected = connection.execute(f"SELECT median(v), quantile_disc(v, 0.99) FROM '{file}'").fetchall()[0]
    found = measure(tmp_path, file, (claim("p99", "<= 1 s", ("d", "a")),))
    assert not found.claim_failures
    assert found.measurements["c"].value == expected[1]
    assert found.files["d"].series[1].median == expected[0]
