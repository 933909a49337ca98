"""What every statistic can do: name the facts it needs, then write itself as SQL."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mkdocs_dossiers.measure.at_hand import NotAtHand, Row, Values


class Quantity(StrEnum):
    """What a statistic is measured in, given what its samples are measured in."""

    SAME = "same"
    """The samples' own unit."""
    COUNT = "count"
    """A number of samples."""
    RATE = "rate"
    """Samples per second; the samples are points in time."""
    FRACTION = "fraction"
    """A number without dimension: a share of the samples, or a part of their mean."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A statistic as SQL.

    ``sql`` selects one row ``value, low, high, n`` from a relation with a column ``value``.
    ``interval`` says whether low and high bound more than this run; ``method`` says it in words, and
    ``source`` where the method is from. ``needs`` is how many samples would bound the open side.
    """

    sql: str
    interval: bool
    method: str
    source: str
    needs: int | None = None
    normal: bool = False
    """Whether the statistic may be taken as normal around its value."""
    moments: str = ""
    """A select of one row ``mean, variance, n``, where the statistic is a mean."""
    ranks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The samples, by rank from 1, whose median ``value``, ``low`` and ``high`` are, where they are that."""


@dataclass(frozen=True)
class Statistic(ABC):
    """A statistic of one series of samples."""

    name: str
    weighted: bool = field(default=False, kw_only=True)
    """Whether the relation has a column ``weight``: how many equal samples each row stands for."""
    many: bool = field(default=False, kw_only=True)
    """Whether there are so many samples that its statement may neither sort nor hold them all."""

    @property
    def count(self) -> str:
        """SQL for the number of samples."""
        return "CAST(sum(weight) AS BIGINT)" if self.weighted else "count(*)"

    @property
    def quantity(self) -> Quantity:
        """What the result is measured in."""
        return Quantity.SAME

    def facts(self) -> Mapping[str, str]:
        """Aggregates that :meth:`estimate` must know beforehand, by name; ``n`` is always known."""
        return {}

    @abstractmethod
    def estimate(self, relation: str, facts: Mapping[str, float], confidence: float) -> Estimate:
        """The statistic of ``relation``, with an interval at ``confidence`` (a fraction)."""

    def known(self, values: Values) -> dict[str, float]:
        """What :meth:`facts` asks for, and ``n``, of samples in memory. Raises :class:`NotAtHand`."""
        if self.weighted or self.facts():
            raise NotAtHand
        return {"n": float(values.n)}

    def of(self, values: Values, confidence: float) -> Row:  # noqa: ARG002
        """What the statement of :meth:`estimate` selects, to the digit. Raises :class:`NotAtHand`."""
        raise NotAtHand


def double(number: float) -> str:
    """A number as SQL takes it for a DOUBLE: without an exponent it would be a DECIMAL, which is added up otherwise."""
    return repr(number) if "e" in repr(number) else f"{number!r}e0"


def percent(confidence: float) -> str:
    """A confidence as people write it: ``95 %``."""
    return f"{round(confidence * 100, 6):g} %"
