"""What measuring yields: an inventory of a raw file, and the recomputed value of each claim."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mkdocs_dossiers.model.picture import Packed, Pictures, Shape


class Verdict(StrEnum):
    """What the recomputed interval says about the claimed limit."""

    SUPPORTED = "supported"
    INCONCLUSIVE = "inconclusive"
    REFUTED = "refuted"


@dataclass(frozen=True, slots=True)
class Series:
    """One metric of one benchmark inside a raw file, described in the file's own unit.

    ``kind`` is ``"sample"`` when the file holds every measured value, ``"summary"`` when the tool kept
    statistics only. ``n`` counts samples without warm-up; None where a summary does not say.
    ``stated`` holds the statistics the tool itself printed, by name.
    """

    name: str
    metric: str
    unit: str | None
    kind: str
    n: int | None
    minimum: float | None
    median: float | None
    mean: float | None
    maximum: float | None
    p90: float | None
    p95: float | None
    p99: float | None
    warmups: int = 0
    not_finite: int = 0
    stated: Mapping[str, float] = field(default_factory=dict)
    runs: int = 1
    """In how many runs (processes, forks, repetitions) the samples were taken, as far as the file tells."""
    repeats: int = 1
    """How often the rarest of its values occurs; 1 where there are too few different ones to say."""
    median_low: float | None = None
    """The lower end of the median's 95 % interval; None where the samples do not bound it."""
    median_high: float | None = None
    """The upper end."""

    def as_json(self) -> dict[str, str | int | float | None]:
        """The contract's keys of ``dossier inspect --format json``; JSON has no NaN and no infinity."""
        listed = {
            "name": self.name,
            "metric": self.metric,
            "unit": self.unit,
            "kind": self.kind,
            "n": self.n,
            "min": self.minimum,
            "median": self.median,
            "mean": self.mean,
            "max": self.maximum,
            "p90": self.p90,
            "p95": self.p95,
            "p99": self.p99,
        }
        return {
            key: None if isinstance(value, float) and not math.isfinite(value) else value
            for key, value in listed.items()
        }


@dataclass(frozen=True, slots=True)
class Drawn:
    """One series of a raw file as its page draws it, in a readable unit."""

    series: str
    metric: str
    unit: str
    packed: Packed

    @property
    def shape(self) -> Shape | None:
        """How its samples lie; None where there is nothing to draw."""
        return next(iter(self.packed.opened.shapes), None)

    @property
    def pictures(self) -> Pictures:
        """What its charts are drawn from."""
        return self.packed.opened


@dataclass(frozen=True, slots=True)
class RawFile:
    """A raw file as found: its digest (64 hexadecimal digits), size in bytes, format and series.

    ``facts`` is what the file says about itself: commit, dirty, host, cpu, date, tool. ``unfinished`` says that
    the last line of a plain table has no end.
    """

    path: str
    sha256: str
    size: int
    format: str | None = None
    series: tuple[Series, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    unfinished: bool = False
    drawn: tuple[Drawn, ...] = ()
    """What the charts of its page are drawn from: of the first few series."""


@dataclass(frozen=True, slots=True)
class Operand:
    """One side of a comparison or one point of a line, by itself: value and interval in ``unit``."""

    series: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    n: int
    interval: bool = True
    x: float | None = None
    """The value of the parameter, where the claim is about one."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The samples one side of a claim was computed of, by their place in a dataset.

    Each sample, in ``unit`` as the file has it, was multiplied by ``top`` and divided by ``bottom``, which gives
    ``sample_unit``. ``stated`` names what was read where the tool kept no samples. ``weighted`` says that a row of
    the file stands for several samples. ``statistic_unit`` is the unit of the statistic.
    """

    dataset: str
    series: str
    metric: str
    unit: str | None
    top: int
    bottom: int
    sample_unit: str
    statistic_unit: str
    stated: str | None = None
    weighted: bool = False


@dataclass(frozen=True, slots=True)
class Measurement:
    """A claim's statistic, recomputed from raw samples.

    ``value``, ``low`` and ``high`` are in ``unit``, the unit of the claim's limit. ``low`` or ``high`` is
    None where the samples cannot bound that side. ``sql`` is the complete statement that gives the
    same digits; ``method`` says in words how the interval was made, and ``source`` where that comes from.
    """

    value: float | None
    low: float | None
    high: float | None
    unit: str
    n: int
    interval: bool
    method: str
    source: str
    sql: str
    needs: int | None = None
    """How many samples would bound the claim's side, where these are too few."""
    operands: tuple[Operand, ...] = ()
    packed: Packed = field(default_factory=Packed)
    """What its charts are drawn from."""
    notes: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    """What to keep in mind with the number: drift, outliers, variation, a coarse timer."""
    alternations: int | None = None
    """How often the measurement changed from one side of a comparison to the other; None where nothing tells."""
    chosen: tuple[Chosen, ...] = ()
    """The samples of each side."""
    confidence: float = 0.95
    """Of this interval; in a family of comparisons it is higher than the claim's own."""
    kept: bytes | None = None
    """The samples as JSON, where only SQL can read the raw file and they are few enough to be published."""

    @property
    def pictures(self) -> Pictures:
        """What its charts are drawn from."""
        return self.packed.opened

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """How the samples of each side lie."""
        return self.packed.opened.shapes


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim's measurement and the verdict on it, with the reason in words."""

    verdict: Verdict
    reason: str
    measurement: Measurement
