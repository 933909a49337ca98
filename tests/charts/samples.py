"""Made-up measurements, the same in every run."""

from __future__ import annotations

import math
from collections.abc import Callable

from mkdocs_dossiers.charts import (
    Bin,
    Chart,
    Estimate,
    Fences,
    Histogram,
    Limit,
    Note,
    Point,
    distribution,
    history,
)
from mkdocs_dossiers.charts.comparison import Row, comparison
from mkdocs_dossiers.charts.ecdf import Step, Steps, ecdf
from mkdocs_dossiers.charts.order import Block, Course, order
from mkdocs_dossiers.charts.over_time import Run, Span, latency, throughput
from mkdocs_dossiers.charts.scaling import At, scaling
from mkdocs_dossiers.charts.tail import tail

HOSTILE = "</script><b>a.b['c']\"${x}{{ y }} datum[0]\u202e\x00\n"


def bell(name: str, n: int, middle: float, width: float, estimate: Estimate, *, above: int = 0) -> Histogram:
    """A histogram of 20 bins around ``middle``."""
    shape = [math.exp(-(((place - 9.5) / 4) ** 2)) for place in range(20)]
    counts = [round((n - above) * part / sum(shape)) for part in shape]
    step = width / 20
    start = middle - width / 2
    bins = [
        Bin(start + place * step, start + (place + 1) * step, count) for place, count in enumerate(counts)
    ]
    return Histogram(name, n, bins, above=above, estimate=estimate)


def single(
    name: str = "unary/ack", unit: str = "ms", metric: str = "latency", statistic: str = "p99"
) -> Chart:
    series = bell(name, 3000, 2.0, 3.0, Estimate(2.61, 2.55, 2.7), above=12)
    return distribution([series], metric=metric, unit=unit, statistic=statistic, limit=Limit("<=", 3))


def pair() -> Chart:
    slow = bell("unary/ack", 1000, 5.0, 2.0, Estimate(5.1, 5.0, 5.2))
    fast = bell("datagram/ack", 1000, 1.0, 0.5, Estimate(0.9, 0.8, None))
    return distribution([slow, fast], metric="latency", unit="ms", statistic="median")


def few() -> Chart:
    points = [40 + place * 0.37 for place in range(12)]
    bins = [Bin(40, 42, 6), Bin(42, 44, 5), Bin(44, 46, 1)]
    fences = Fences(40.2, 44.0, 2, 0)
    series = Histogram(
        "startup/cold", 12, bins, points=points, estimate=Estimate(42.0, 40.4, 43.7), fences=fences
    )
    return distribution([series], metric="wall time", unit="s", statistic="median", limit=Limit("<", 45))


POINTS = (
    Point("2026.08", "2026-08-01", 3.4, 3.3, 3.5, 3000, "refuted", "../../2026.08/ack-p99/"),
    Point("2026.09", "2026-09-01", 2.9, 2.7, None, 3000, "inconclusive", "../../2026.09/ack-p99/"),
    Point("2026.11", "2026-11-21", 2.61, 2.55, 2.7, 12000, "supported", None),
)


def versions(points: tuple[Point, ...] = POINTS) -> Chart:
    return history(points, metric="latency", unit="ms", statistic="p99", limit=Limit("<=", 3))


def many(n: int) -> Chart:
    points = [
        Point(f"1.{place}.0", "2026-01-01", 2 + place / 100, 1.9, 3.1, 100, "supported") for place in range(n)
    ]
    return versions(tuple(points))


def noted() -> Chart:
    notes = (Note(1, 1, "fix: The clock was mended."), Note(2, 2, f"expected: {HOSTILE}"))
    return history(POINTS, metric="latency", unit="ms", statistic="p99", limit=Limit("<=", 3), notes=notes)


def steps(name: str, n: int, middle: float, estimate: Estimate | None) -> Steps:
    """Values that rise slowly, and fast in the tail."""
    shares = [place / 20 for place in range(1, 20)] + [0.99, 0.995, 0.999, 1.0]
    return Steps(name, n, [Step(share, middle * (0.8 + 0.02 / (1.02 - share))) for share in shares], estimate)


def shares(
    name: str = "unary/ack", unit: str = "ms", metric: str = "latency", statistic: str = "p99"
) -> Chart:
    one = steps(name, 3000, 2.0, Estimate(2.6, 2.55, 2.7))
    return ecdf([one], metric=metric, unit=unit, statistic=statistic, percentile=0.99, limit=Limit("<=", 3))


def within() -> Chart:
    one = steps("unary/ack", 3000, 2.0, Estimate(0.98, 0.974, 0.985))
    return ecdf(
        [one], metric="latency", unit="ms", statistic="share", limit=Limit("<=", 2.5), share=Limit(">=", 0.95)
    )


def two_shares() -> Chart:
    both = [steps("unary/ack", 3000, 5.0, Estimate(5.1, 5.0, 5.2)), steps("datagram/ack", 900, 1.0, None)]
    return ecdf(both, metric="latency", unit="ms", statistic="median", percentile=0.5)


def rare(name: str = "unary/ack", unit: str = "ms", metric: str = "latency", statistic: str = "p99") -> Chart:
    one = steps(name, 3000, 2.0, Estimate(2.6, 2.55, None))
    return tail([one], metric=metric, unit=unit, statistic=statistic, percentile=0.99, limit=Limit("<=", 3))


def course(name: str) -> Course:
    """Warm-up, then level, with one pause."""
    blocks = [
        Block(1 + 50 * place, 50, 1.9, 2 + 1 / (place + 1), 2.6 + (place == 17) * 30) for place in range(20)
    ]
    return Course(name, 1000, blocks)


def ordered(name: str = "unary/ack", unit: str = "ms", metric: str = "latency", statistic: str = "") -> Chart:
    return order([course(name)], metric=metric + statistic, unit=unit, limit=Limit("<=", 3))


def few_ordered() -> Chart:
    each = [
        Block(place + 1, 1, value, 2.0, value) for place, value in enumerate((2.0, 1.9, 2.2, 2.1, 2.0, 1.8))
    ]
    return order([Course("startup/cold", 6, each, window=5)], metric="wall time", unit="s")


def sides(
    name: str = "unary/ack", unit: str = "ms", metric: str = "latency", statistic: str = "median"
) -> Chart:
    rows = [Row(name, 1000, Estimate(5.1, 5.0, 5.2)), Row("datagram/ack", 900, Estimate(0.9, 0.8, None))]
    return comparison(rows, metric=metric, unit=unit, statistic=statistic, result="ratio 5.7×, claimed ≥ 3×")


def at(
    kind: str, over: str = "clients", unit: str = "ms", metric: str = "latency", statistic: str = "median"
) -> Chart:
    fitted = {1: 2.0, 2: 4.0, 4: 8.0, 8: 16.0}
    points = [At(x, Estimate(line * 1.05, line, line * 1.1), line, 100) for x, line in fitted.items()]
    return scaling(
        points,
        over=over,
        kind=kind,
        metric=metric,
        unit=unit,
        statistic=statistic,
        result="1.02×, claimed ≤ 1.1×",
    )


def run(name: str) -> Run:
    spans = [
        Span(place / 2, place / 2 + 0.5, 500 - 20 * (place == 7), 2.0, 3.0 + 40 * (place == 7), 60.0)
        for place in range(20)
    ]
    return Run(name, 9980, spans, Estimate(998.0, 990.0, 1006.0))


def rates(name: str = "sustained", unit: str = "orders/s", metric: str = "", statistic: str = "") -> Chart:
    return throughput(run(name + metric + statistic), unit=unit, limit=Limit(">=", 600))


def latencies(
    name: str = "sustained", unit: str = "ms", metric: str = "latency", statistic: str = ""
) -> Chart:
    return latency(run(name), metric=metric + statistic, unit=unit, limit=Limit("<=", 20))


ALL: dict[str, Callable[[], Chart]] = {
    "single": single,
    "pair": pair,
    "few": few,
    "versions": versions,
    "noted": noted,
    "shares": shares,
    "within": within,
    "two-shares": two_shares,
    "rare": rare,
    "ordered": ordered,
    "few-ordered": few_ordered,
    "sides": sides,
    "line": lambda: at("slope"),
    "power": lambda: at("exponent"),
    "rates": rates,
    "latencies": latencies,
}
NAMED: tuple[Callable[..., Chart], ...] = (
    single,
    shares,
    rare,
    ordered,
    sides,
    rates,
    latencies,
    lambda *words: at("slope", *words),
)
"""Makers of one chart of each kind but the history, that take a name, a unit, a metric and a statistic."""
