"""Made-up measurements, the same in every run."""

from __future__ import annotations

import math

from mkdocs_dossiers.charts import Bin, Chart, Estimate, Histogram, Limit, Note, Point, distribution, history

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
    series = Histogram("startup/cold", 12, bins, points=points, estimate=Estimate(42.0, 40.4, 43.7))
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


ALL = {"noted": noted, "single": single, "pair": pair, "few": few, "versions": versions}
