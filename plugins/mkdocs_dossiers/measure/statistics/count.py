"""How many samples there are, or how many are within a limit: a fact about one run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_dossiers.measure.at_hand import Row, Values
from mkdocs_dossiers.measure.statistics.statistic import Estimate, Quantity, Statistic


@dataclass(frozen=True)
class Count(Statistic):
    """The number of samples, or of those ``within`` a comparison (operator and number)."""

    within: tuple[str, float] | None

    @property
    def quantity(self) -> Quantity:
        """A number of samples."""
        return Quantity.COUNT

    def estimate(self, relation: str, facts: Mapping[str, float], confidence: float) -> Estimate:  # noqa: ARG002
        """The count of this run."""
        chosen = self.count
        if self.within is not None:
            op, number = self.within
            kept = f"FILTER (WHERE value {'=' if op == '==' else op} {number!r})"
            chosen = (
                f"CAST(coalesce(sum(weight) {kept}, 0) AS BIGINT)" if self.weighted else f"count(*) {kept}"
            )
        return Estimate(
            sql=f"SELECT\n    {chosen} AS value,\n    {chosen} AS low,\n    {chosen} AS high,\n    {self.count} AS n\n"
            f"FROM {relation}",
            interval=False,
            method="counted in this run; there is no interval",
            source="",
        )

    def of(self, values: Values, confidence: float) -> Row:  # noqa: ARG002
        """Counted."""
        chosen = values.n if self.within is None else values.within(*self.within)
        return chosen, chosen, chosen, values.n
