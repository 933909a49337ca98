"""What charts are drawn from: samples summed up by DuckDB, at most a few hundred numbers per series.

Everything is in the unit it names; times are in seconds. It is nearly all a measurement consists of, and only the page
of a claim looks at it, once: so it is kept packed, in a tenth of the memory.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self


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
class Bin:
    """A histogram bin: samples with ``lower <= value < upper`` (the last bin includes its upper end)."""

    lower: float
    upper: float
    count: int


@dataclass(frozen=True, slots=True)
class Fences:
    """Tukey's fences: ``lower`` and ``upper`` are 1.5 interquartile ranges outside the quartiles.

    ``outside`` counts the samples beyond them, ``far`` those of these that are more than 3 ranges outside.
    Source: J. W. Tukey, Exploratory Data Analysis, Addison-Wesley 1977, section 2C.
    """

    lower: float
    upper: float
    outside: int
    far: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How the samples of one series lie, in the unit of the claim's samples.

    ``below`` and ``above`` count samples outside the bins; ``points`` holds every sample when few.
    """

    series: str
    n: int
    unit: str
    value: float | None
    bins: tuple[Bin, ...]
    below: int
    above: int
    points: tuple[float, ...]
    fences: Fences | None = None


@dataclass(frozen=True, slots=True)
class Pictures:
    """What the charts of one claim, or one series, are drawn from; empty where nothing fits."""

    shapes: tuple[Shape, ...] = ()
    curves: tuple[Curve, ...] = ()
    courses: tuple[Course, ...] = ()
    timelines: tuple[Timeline, ...] = ()
    fit: Fit | None = None


@dataclass(frozen=True, slots=True)
class Packed:
    """Pictures as bytes: MessagePack, deflated. They come from this software, and from nowhere else."""

    content: bytes = b""

    @classmethod
    def of(cls, pictures: Pictures) -> Self:
        """Pack pictures; none of a series whose name cannot be written."""
        import msgspec

        try:
            return cls(zlib.compress(msgspec.msgpack.encode(pictures), 1) if pictures != Pictures() else b"")
        except UnicodeEncodeError:
            return cls()  # a name with half a character is no text

    @property
    def opened(self) -> Pictures:
        """The pictures."""
        return _opened(self.content)


@lru_cache(maxsize=4)
def _opened(content: bytes) -> Pictures:
    if not content:
        return Pictures()
    found: Pictures = _decoder().decode(zlib.decompress(content))
    return found


@lru_cache(maxsize=1)
def _decoder() -> Any:
    import msgspec

    return msgspec.msgpack.Decoder(Pictures)
