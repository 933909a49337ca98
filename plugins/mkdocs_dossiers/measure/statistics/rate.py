"""Events per second over a run, with an interval from batch means."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_dossiers.measure.at_hand import NotAtHand, Row, Values, finite
from mkdocs_dossiers.measure.interval import student
from mkdocs_dossiers.measure.statistics.statistic import Estimate, Quantity, Statistic, double, percent

WINDOWS = 20
"""Between 10 and 30 batches are advised; more make the windows depend on each other."""


@dataclass(frozen=True)
class Rate(Statistic):
    """Events per second; each sample is the point in time, in seconds, at which one event ended.

    The run from first to last event is cut into 20 windows of equal length. The rate is the mean of the
    windows' rates (which is events over time), and its interval is Student's over them: the method of
    batch means. Source: B. Schmeiser, Batch size effects in the analysis of simulation output,
    Operations Research 30 (1982) 556-568.
    """

    @property
    def quantity(self) -> Quantity:
        """Events per second."""
        return Quantity.RATE

    def estimate(self, relation: str, facts: Mapping[str, float], confidence: float) -> Estimate:
        """The rate with its interval; unbounded where a window could not hold an event on average."""
        n = int(facts["n"])
        enough = n > WINDOWS
        critical = double(student(WINDOWS, confidence))
        margin = f"{critical} * stddev_samp(rate ORDER BY rate) / sqrt(count(*))"
        low, high = (f"avg(rate ORDER BY rate) {sign} {margin}" if enough else "NULL" for sign in "-+")
        events = f"""LEFT JOIN {relation} AS event
        ON event.value > first AND w = least(ceil((event.value - first) / length) - 1, {WINDOWS - 1})"""
        counted = "count(value)"
        if self.many:  # a join would hold all of them
            counted = "any_value(coalesce(events, 0))"
            events = f"""LEFT JOIN (
        SELECT least(ceil((value - first) / length) - 1, {WINDOWS - 1}) AS w, count(*) AS events
        FROM {relation}, (SELECT min(value) AS first, (max(value) - min(value)) / {WINDOWS} AS length FROM {relation})
        WHERE value > first
        GROUP BY ALL
    ) USING (w)"""
        return Estimate(
            sql=f"""SELECT
    avg(rate ORDER BY rate) AS value,
    {low} AS low,
    {high} AS high,
    any_value(n) AS n
FROM (  -- {WINDOWS} windows of equal length; the first event starts the clock
    SELECT w, any_value(n) AS n, {counted} / any_value(length) AS rate
    FROM (SELECT min(value) AS first, (max(value) - min(value)) / {WINDOWS} AS length, count(*) AS n
          FROM {relation})
    CROSS JOIN range({WINDOWS}) AS windows(w)
    {events}
    GROUP BY w
)""",
            interval=True,
            method=f"{percent(confidence)} interval by Student's t over {WINDOWS} windows of the run (batch means)",
            source="Schmeiser, Batch size effects in the analysis of simulation output, "
            "Operations Research 30 (1982) 556-568",
            needs=None if enough else WINDOWS + 1,
        )

    def of(self, values: Values, confidence: float) -> Row:
        """The rate with its interval, window by window as in the statement."""
        import numpy as np

        first, n = values.rank(1), values.n
        length = finite((values.rank(n) - first) / WINDOWS)
        if self.weighted or length <= 0:
            raise NotAtHand
        events = values.placed[values.placed > first]
        windows = np.minimum(np.ceil((events - first) / length) - 1, WINDOWS - 1)
        counts = np.bincount(windows[windows >= 0].astype(np.int64), minlength=WINDOWS)
        rates = Values(counts / length)
        if n <= WINDOWS or rates.variance is None:
            return rates.mean, None, None, n
        margin = student(WINDOWS, confidence) * math.sqrt(rates.variance) / math.sqrt(WINDOWS)
        return rates.mean, rates.mean - margin, rates.mean + margin, n
