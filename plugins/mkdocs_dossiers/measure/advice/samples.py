"""What an advisory is asked about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Samples:
    """The samples of one series, and the statistic taken of them.

    ``relation`` is a statement that selects ``value`` in ``unit``, in the order measured where the file has one.
    """

    series: str
    relation: str
    statistic: str
    n: int
    unit: str = ""
