"""The share of samples within a limit, with the exact binomial interval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_dossiers.measure.at_hand import Row, Values
from mkdocs_dossiers.measure.interval import clopper_pearson
from mkdocs_dossiers.measure.statistics.statistic import Estimate, Quantity, Statistic, double, percent


@dataclass(frozen=True)
class Share(Statistic):
    """The fraction of samples ``within`` a comparison (operator and number).

    Source of the interval: C. J. Clopper and E. S. Pearson, The use of confidence or fiducial limits
    illustrated in the case of the binomial, Biometrika 26 (1934) 404-413. It never covers less than it says.
    """

    within: tuple[str, float]

    @property
    def quantity(self) -> Quantity:
        """A fraction of 1."""
        return Quantity.FRACTION

    @property
    def _within(self) -> str:
        op, number = self.within
        kept = f"FILTER (WHERE value {'=' if op == '==' else op} {number!r})"
        return f"CAST(coalesce(sum(weight) {kept}, 0) AS BIGINT)" if self.weighted else f"count(*) {kept}"

    def facts(self) -> Mapping[str, str]:
        """``k``: how many samples are within."""
        return {"k": self._within}

    def estimate(self, relation: str, facts: Mapping[str, float], confidence: float) -> Estimate:
        """The share with Clopper and Pearson's interval."""
        k, n = int(facts["k"]), int(facts["n"])
        first, second = clopper_pearson(k, n, confidence) if n else (None, None)
        low = "0.0" if first is None else f"k / (k + (n - k + 1) * {double(first)})"
        high = "1.0"
        if second is not None:
            high = f"(k + 1) * {double(second)} / (n - k + (k + 1) * {double(second)})"
        return Estimate(
            sql=f"SELECT\n    k / n AS value,\n    {low} AS low,\n    {high} AS high,\n    n\n"
            f"FROM (SELECT {self._within} AS k, {self.count} AS n FROM {relation})",
            interval=True,
            method=f"{percent(confidence)} interval by Clopper and Pearson (exact binomial)",
            source="Clopper and Pearson, Biometrika 26 (1934) 404-413",
        )

    def known(self, values: Values) -> dict[str, float]:
        """How many samples there are, and how many are within."""
        return {"n": float(values.n), "k": float(values.within(*self.within))}

    def of(self, values: Values, confidence: float) -> Row:
        """The share with its interval, in the order of the statement's own arithmetic."""
        k, n = values.within(*self.within), values.n
        first, second = clopper_pearson(k, n, confidence)
        low = 0.0 if first is None else k / (k + (n - k + 1) * first)
        high = 1.0 if second is None else (k + 1) * second / (n - k + (k + 1) * second)
        return k / n, low, high, n
