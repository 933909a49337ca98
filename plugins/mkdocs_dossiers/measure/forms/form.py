"""What every form of claim yields: one select of value, interval and number of samples."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_dossiers.measure.at_hand import Row
from mkdocs_dossiers.measure.failure import CannotMeasure, Failure
from mkdocs_dossiers.measure.side import Side
from mkdocs_dossiers.measure.statistics.statistic import percent

BONFERRONI = "Dunn, Multiple comparisons among means, JASA 56 (1961) 52-64"


@dataclass(frozen=True, slots=True)
class Formed:
    """A claim's number as SQL. ``body`` selects one row ``value, low, high, n`` in the unit of the limit.

    ``interval`` says whether low and high bound more than this run; ``method`` says it in words, with its
    ``source``. ``labels`` name the sides to a reader where their series' names do not; ``parameters``
    are the values of the parameter a claim is about, side by side.
    """

    body: str
    sides: tuple[Side, ...]
    interval: bool
    method: str
    source: str
    labels: tuple[str, ...] = ()
    parameters: tuple[float, ...] = ()
    row: Row | None = None
    """What ``body`` would select, where the samples are in memory."""

    @property
    def needs(self) -> int | None:
        """How many samples would bound the open sides."""
        return max((side.estimate.needs for side in self.sides if side.estimate.needs), default=None)


def each_of(k: int, confidence: float) -> float:
    """The confidence of each of ``k`` intervals that together err with no more than ``1 - confidence``.

    Bonferroni's inequality. Source: O. J. Dunn, Multiple comparisons among means, Journal of the American
    Statistical Association 56 (1961) 52-64.
    """
    return 1 - (1 - confidence) / k


def combined(what: str, confidence: float, sides: tuple[Side, ...]) -> tuple[bool, str, str]:
    """Whether there is an interval, how it was made, and the source, for a number made from several sides.

    ``what`` ends "interval of …".
    """
    estimate = sides[0].estimate
    if not all(side.estimate.interval for side in sides):
        return False, estimate.method, estimate.source
    method = f"{percent(confidence)} interval of {what} (Bonferroni; each: {estimate.method})"
    return True, method, f"{BONFERRONI}; {estimate.source}"


def same_kind(sides: tuple[Side, ...], pointer: str) -> None:
    """Refuse to hold recomputed numbers against printed ones. Raises :class:`CannotMeasure`."""
    if len({side.selection.summary is None for side in sides}) > 1:
        raise CannotMeasure(
            Failure(
                "statistics/summary",
                "One side of the comparison has samples, of the other the tool kept statistics only.",
                "Measure both sides with the option that saves every sample.",
                (pointer,),
            )
        )
