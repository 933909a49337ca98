"""The coefficient of variation: how far samples spread, as a part of their mean."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_dossiers.measure.at_hand import NotAtHand, Row, Values
from mkdocs_dossiers.measure.statistics.mean import moments_of
from mkdocs_dossiers.measure.statistics.statistic import Estimate, Quantity, Statistic


@dataclass(frozen=True)
class Variation(Statistic):
    """Standard deviation divided by mean, for samples whose zero means nothing at all.

    It describes these samples; intervals for it need a law of the samples that latencies do not follow (for
    normal ones: M. G. Vangel, Confidence intervals for a normal coefficient of variation, The American
    Statistician 50 (1996) 21-26). Source: K. Pearson, Philosophical Transactions A 187 (1896) 253-318.
    """

    @property
    def quantity(self) -> Quantity:
        """A fraction of 1."""
        return Quantity.FRACTION

    def estimate(self, relation: str, facts: Mapping[str, float], confidence: float) -> Estimate:  # noqa: ARG002
        """The coefficient of these samples."""
        return Estimate(
            sql="SELECT\n    sqrt(variance) / abs(nullif(mean, 0)) AS value,\n    NULL AS low,\n    NULL AS high,\n"
            f"    n\nFROM (\n    {moments_of(relation, self, facts)}\n)",
            interval=False,
            method="computed of these samples; there is no interval",
            source="Pearson, Philosophical Transactions A 187 (1896) 253-318",
        )

    def of(self, values: Values, confidence: float) -> Row:  # noqa: ARG002
        """The coefficient of these samples."""
        if self.weighted or values.variance is None or not values.mean:
            raise NotAtHand
        return math.sqrt(values.variance) / abs(values.mean), None, None, values.n
