"""What charts are drawn from: samples summed up by DuckDB, at most a few hundred numbers per series.

Everything is in the unit it names; times are in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantile:
    """The smallest sample with at least ``share`` (a fraction) of all samples at or below it."""

    share: float
    value: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The quantiles of one series, by rising share; the last one is the largest sample."""

    series: str
    n: int
    unit: str
    quantiles: tuple[Quantile, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Samples that follow each other: the first one's number (from 1), how many, and how they lie."""

    first: int
    count: int
    lowest: float
    median: float
    highest: float


@dataclass(frozen=True, slots=True)
class Course:
    """The samples of one series in the order in which they were measured.

    Few samples are all there, as blocks of one whose ``median`` is the running median over ``window`` samples;
    many are summed up in blocks, and ``window`` is 1.
    """

    series: str
    n: int
    unit: str
    blocks: tuple[Block, ...]
    window: int = 1


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a run: its ends in seconds, how many samples ended in it, and how these lie.

    ``median``, ``p99`` and ``highest`` are None where nothing but the points in time is known, or nothing ended.
    """

    start: float
    end: float
    count: int
    median: float | None = None
    p99: float | None = None
    highest: float | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A load test over time, from its first event to its last; ``unit`` is that of the latencies."""

    series: str
    n: int
    unit: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FitPoint:
    """One value of the parameter, with what was measured there and where the line is there."""

    x: float
    value: float
    low: float | None
    high: float | None
    fitted: float
    n: int


@dataclass(frozen=True, slots=True)
class Fit:
    """How a statistic follows a parameter.

    ``kind`` is ``slope`` and ``r2`` (a line), ``exponent`` (a power) or ``efficiency`` (growth in proportion,
    from the first point).
    """

    over: str
    kind: str
    unit: str
    points: tuple[FitPoint, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """What the charts of one claim, or one series, are drawn from; empty where nothing fits."""

    curves: tuple[Curve, ...] = ()
    courses: tuple[Course, ...] = ()
    timelines: tuple[Timeline, ...] = ()
    fit: Fit | None = None
