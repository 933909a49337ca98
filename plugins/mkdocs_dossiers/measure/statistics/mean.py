"""The arithmetic mean, with Student's interval where the samples allow it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_dossiers.measure.at_hand import NotAtHand, Row, Values
from mkdocs_dossiers.measure.interval import cantelli, student
from mkdocs_dossiers.measure.statistics.exact_sum import exact_sum, steps
from mkdocs_dossiers.measure.statistics.statistic import Estimate, Statistic, double, percent

LEAST = 15
"""Samples: with fewer, a fifth of all that happens may be missing from them more than once in twenty times."""
COCHRAN = 25
"""Times the squared skewness: how many samples make a mean nearly normal."""


STUDENT = "Student, The probable error of a mean, Biometrika 6 (1908) 1-25"
CANTELLI = (
    "Cochran, Sampling Techniques, 3rd ed. 1977, section 2.15; Cantelli, Sui confini della probabilita, 1928"
)


@dataclass(frozen=True)
class Mean(Statistic):
    """The arithmetic mean of the samples.

    The sums run over sorted samples: floating-point addition depends on the order, and every run must give
    the same digits. The interval is Student's; it takes the samples as independent and their mean as nearly
    normal. Very many samples are not sorted: their sums are exact in whole numbers of tiny steps, which comes to the
    same. Where the samples are lopsided, their mean is not, and Student's bound covers less than it says on the
    side of the long tail: with fewer samples than 25 times the squared skewness that side is bounded by Cantelli's
    inequality instead, which holds whatever the shape. Fewer than 15 samples bound nothing.
    Sources: Student, The probable error of a mean, Biometrika 6 (1908) 1-25; W. G. Cochran, Sampling
    Techniques, 3rd ed., Wiley 1977, section 2.15 (the rule of 25); F. P. Cantelli, Sui confini della probabilita,
    Atti del Congresso Internazionale dei Matematici 6, Bologna 1928, 47-59.
    """

    def facts(self) -> Mapping[str, str]:
        """Which way and how far the samples are lopsided."""
        if self.many:
            return {"skewness": "skewness(value)"}
        if not self.weighted:
            return {"skewness": "CASE WHEN count(*) > 2 THEN skewness(value ORDER BY value) END"}
        first, second, third = (f"sum(weight * value ** {k} ORDER BY value) / sum(weight)" for k in (1, 2, 3))
        variance = f"({second} - ({first}) ** 2)"
        return {
            "skewness": f"CASE WHEN {variance} > 0 THEN ({third} - 3 * {first} * {second} + 2 * ({first}) ** 3) "
            f"/ {variance} ** 1.5 END"
        }

    def estimate(self, relation: str, facts: Mapping[str, float], confidence: float) -> Estimate:
        """The mean with its interval; open with fewer than 15 samples."""
        n = int(facts["n"])
        below, above = tails(n, facts.get("skewness", 0.0), confidence)
        lopsided = below.cantelli or above.cantelli
        method = f"{percent(confidence)} interval by Student's t with {max(n - 1, 0)} degrees of freedom"
        if lopsided:
            method += (
                f", on the side of the long tail by Cantelli's inequality (skewness {facts['skewness']:.2f}: "
                f"Student's needs {_enough(facts['skewness']):,} samples there)"
            )
        select = moments_of(relation, self, facts)
        return Estimate(
            sql="SELECT\n    mean AS value,\n"
            f"    {below.sql('mean -')} AS low,{below.remark}\n"
            f"    {above.sql('mean +')} AS high,{above.remark}\n    n\n"
            f"FROM (\n    {select}\n)",
            interval=True,
            method=method,
            source=STUDENT + (f"; {CANTELLI}" if lopsided else ""),
            needs=LEAST if n < LEAST else None,
            normal=n >= LEAST and not lopsided,
            moments=select,
        )

    def known(self, values: Values) -> dict[str, float]:
        """How many, and how lopsided; only where nothing of that is printed, and no other digit would change it."""
        skewness = 0.0 if values.n < LEAST else values.skewness
        around = [skewness * (1 + step) + step for step in (-NEARLY, NEARLY)]
        found = {tails(values.n, one, 0.95) for one in around}
        if self.weighted or len(found) > 1 or any(tail.cantelli for both in found for tail in both):
            raise NotAtHand
        return {"n": float(values.n), "skewness": skewness}

    def of(self, values: Values, confidence: float) -> Row:
        """The mean with Student's interval; the same sums as in the statement."""
        n, variance = values.n, values.variance
        below, above = tails(n, self.known(values)["skewness"], confidence)
        if below.critical is None or above.critical is None or variance is None:
            return values.mean, None, None, n
        error = math.sqrt(variance / n)
        return values.mean, values.mean - below.critical * error, values.mean + above.critical * error, n


NEARLY = 1e-6
"""By so much a skewness that was computed otherwise may be another."""


@dataclass(frozen=True, slots=True)
class Tail:
    """One side of a mean's interval: how many standard errors away, None where it is open."""

    critical: float | None
    cantelli: bool
    remark: str

    def sql(self, beginning: str) -> str:
        """The bound as SQL over ``mean, variance, n``; ``beginning`` is the mean and the sign."""
        return (
            "NULL" if self.critical is None else f"{beginning} {double(self.critical)} * sqrt(variance / n)"
        )


def tails(n: int, skewness: float, confidence: float) -> tuple[Tail, Tail]:
    """The lower and the upper side of a mean's interval. Source: as :class:`Mean`."""
    if n < LEAST:
        open_ = Tail(None, False, f"  -- {n} samples cannot bound this side")
        return open_, open_
    usual = Tail(student(n, confidence), False, "  -- Student")
    wide = Tail(cantelli(confidence), True, "  -- Cantelli")
    enough = n >= _enough(skewness)
    return (usual if enough or skewness > 0 else wide), (usual if enough or skewness < 0 else wide)


def _enough(skewness: float) -> int:
    return math.ceil(COCHRAN * skewness**2) if math.isfinite(skewness) else LEAST


def moments_of(relation: str, chosen: Statistic, facts: Mapping[str, float]) -> str:
    """A select of one row ``mean, variance, n``; the variance is the unbiased one.

    Of many samples, the facts say how many there are, the ``largest`` size of one, and one in the ``middle``, from
    which the variance is counted: so it needs no second pass, and loses no digits.
    """
    if chosen.many:
        n, largest, middle = int(facts["n"]), facts["largest"], double(facts["middle"])
        apart = f"(value - {middle})"
        return (
            f"SELECT mean, (squares - n * (mean - {middle}) * (mean - {middle})) / (n - 1) AS variance, n\n"
            "    FROM (\n"
            "        -- whole numbers of tiny steps add up to the same in every order\n"
            f"        SELECT {exact_sum('value', steps(n, largest))} / count(*) AS mean,\n"
            f"            {exact_sum(f'{apart} * {apart}', steps(n, 4 * largest * largest))} AS squares,\n"
            "            count(*) AS n\n"
            f"        FROM {relation})"
        )
    if not chosen.weighted:
        return (
            "SELECT avg(value ORDER BY value) AS mean, var_samp(value ORDER BY value) AS variance, "
            f"count(*) AS n FROM {relation}"
        )
    return (
        "SELECT any_value(mean) AS mean, sum(weight * (value - mean) ** 2 ORDER BY value) / (sum(weight) - 1) "
        "AS variance, CAST(sum(weight) AS BIGINT) AS n FROM (SELECT value, weight, "
        f"sum(value * weight ORDER BY value) OVER () / sum(weight) OVER () AS mean FROM {relation})"
    )
