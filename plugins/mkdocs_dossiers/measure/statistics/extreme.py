"""The smallest and the largest sample: facts about one run, with nothing to bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_dossiers.measure.at_hand import Row, Values
from mkdocs_dossiers.measure.statistics.statistic import Estimate, Statistic


@dataclass(frozen=True)
class Extreme(Statistic):
    """``min`` or ``max`` of the samples. The next run may go past either, so there is no interval."""

    def estimate(self, relation: str, facts: Mapping[str, float], confidence: float) -> Estimate:  # noqa: ARG002
        """The extreme of this run."""
        value = f"{self.name}(value)"
        return Estimate(
            sql=f"SELECT\n    {value} AS value,\n    {value} AS low,\n    {value} AS high,\n    {self.count} AS n\n"
            f"FROM {relation}",
            interval=False,
            method="a fact about this run; a later run may go past it, so there is no interval",
            source="",
        )

    def of(self, values: Values, confidence: float) -> Row:  # noqa: ARG002
        """The first or the last of the sorted samples."""
        value = values.rank(1 if self.name == "min" else values.n)
        return value, value, value, values.n
