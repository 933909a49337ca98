"""Exact order statistics of many samples, without sorting them or holding them all.

A sample of the samples tells where an order statistic lies nearly. One pass then counts what lies below that place and
keeps what lies in it, which is a few percent; the number wanted is found among these by its rank. What is found is the
very sample that sorting would find: a place that turns out to be wrong is only looked for again. Source: R. W. Floyd
and R. L. Rivest, Expected time bounds for selection, Communications of the ACM 18 (1975) 165-172.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.format import identifier, quote
from mkdocs_dossiers.measure.statistics.exact_sum import steps

Key: TypeAlias = tuple[str, str]
"""Series and metric."""

DRAWN = 100_000
"""Samples of a whole table, drawn by chance, that tell where to look."""
ERRORS = 4.5
"""Standard errors of a sampled share, to both sides, that are looked at: some two in 100,000 looks miss."""
GRID = tuple(step / 1024 for step in range(1025))
TAIL = tuple(1 - 10 ** -(power / 4) for power in range(12, 17))
SHARES = tuple(sorted({*GRID, *TAIL, *(1 - share for share in TAIL)}))
"""The quantiles of the sample that are kept."""
TOGETHER = 32
"""Series that one pass looks at."""
TIED = 0.2
"""Of all samples: where so many lie in one place, they have few different values, and are counted by value."""
ALIKE = 2.0**30
"""Times that the largest sample of one series may be larger than that of another, for both to be added up in the same
steps.
"""
FEW = 200_000
"""Samples of a series that may be held."""
HELD = 4_000_000
"""Samples of several such series that may be held at once."""
_LOOKED_AT = identifier("looked at")
"""No dataset has a space in its name."""


@dataclass(slots=True)
class Series:
    """One series: how many samples, from where to where; how many were drawn, and their quantiles at ``SHARES``."""

    n: int
    low: float
    high: float
    drawn: int
    knots: tuple[float, ...]
    found: dict[int, float] = field(default_factory=dict)
    total: float | None = None
    """The sum of all samples, once they were looked at."""


@dataclass(frozen=True, slots=True)
class _Place:
    """An interval, both ends in it, that should hold some ranks."""

    low: float
    high: float
    ranks: tuple[int, ...]


@dataclass(slots=True)
class OrderStatistics:
    """The order statistics of a loaded table, looked for when asked for and then known."""

    engine: Engine
    table: str
    series: Mapping[Key, Series]

    def find(self, wanted: Mapping[Key, Iterable[int]]) -> None:
        """Look for ranks, counted from 1, of several series in as few passes as possible."""
        left = {
            key: ranks
            for key, asked in wanted.items()
            if (ranks := sorted(set(asked) - set(self.series[key].found)))
        }
        few = {key: ranks for key, ranks in left.items() if self.series[key].n <= FEW}
        for batch in _batches(few, self.series):
            self._hold({key: few[key] for key in batch})
        many = [key for key in left if key not in few]
        for start in range(0, len(many), TOGETHER):
            self._look({key: left[key] for key in many[start : start + TOGETHER]})

    def ranks(self, key: Key, asked: Iterable[int]) -> dict[int, float]:
        """The samples of some ranks."""
        ranks = list(asked)
        self.find({key: ranks})
        return {rank: self.series[key].found[rank] for rank in ranks}

    def mean(self, key: Key) -> float | None:
        """The mean of a series that was looked at."""
        one = self.series[key]
        return one.total / one.n if one.total is not None else None

    def _rows(self, where: str, select: str) -> str:
        return (
            f"SELECT {select} FROM {identifier(self.table)} WHERE kind = 'sample' AND NOT warmup AND {where}"
        )

    def _hold(self, wanted: Mapping[Key, Sequence[int]]) -> None:
        """Look for ranks of series that are small, by holding them."""
        if not wanted:
            return
        shares = {key: [(rank - 0.5) / self.series[key].n for rank in ranks] for key, ranks in wanted.items()}
        listed = sorted({share for one in shares.values() for share in one})
        names = ", ".join(f"({quote(series)}, {quote(metric)})" for series, metric in wanted)
        rows = self.engine.rows(
            f"SELECT series, metric, quantile_disc(value, [{', '.join(map(repr, listed))}]), "
            "avg(value ORDER BY value) FROM ("
            + self._rows(f"(series, metric) IN (VALUES {names})", "series, metric, value")
            + ") GROUP BY series, metric"
        )
        for series, metric, values, mean in rows:
            one = self.series[series, metric]
            at = dict(zip(listed, values, strict=True))
            for rank, share in zip(wanted[series, metric], shares[series, metric], strict=True):
                one.found[rank] = float(at[share])
            one.total = float(mean) * one.n

    def _look(self, wanted: Mapping[Key, Sequence[int]]) -> None:
        """Look for ranks of large series."""
        places = {key: _places(self.series[key], ranks) for key, ranks in wanted.items()}
        tied = [key for key in wanted if any(_tied(self.series[key], place) for place in places[key])]
        for key in tied:
            self._by_value(key, wanted[key])
        looked = [key for key in wanted if key not in tied or self.series[key].total is None]
        missed = self._pass({key: () if key in tied else places[key] for key in looked})
        for key, ranks in missed.items():
            self._sorted(key, ranks)

    def _pass(self, places: Mapping[Key, Sequence[_Place]]) -> dict[Key, list[int]]:
        """Count what lies below each place, and look into the places; the ranks that were in none."""
        if not places:
            return {}
        names = {key: f"series = {quote(key[0])} AND metric = {quote(key[1])}" for key in places}
        starts, start = {}, 0
        for key in places:
            starts[key] = start
            start += 4 * len(places[key]) + 4
        buckets = {key: _bucket(places[key], starts[key]) for key in places}
        if len(places) == 1:
            bucket, where = next(iter(buckets.values())), next(iter(names.values()))
        else:
            bucket = f"CASE {' '.join(f'WHEN {names[key]} THEN {buckets[key]}' for key in places)} END"
            where = f"({' OR '.join(names.values())})"
        per_one, scale = self._scales(names)
        self.engine.rows(
            f"CREATE OR REPLACE TEMP TABLE {_LOOKED_AT} AS SELECT b, count(*) AS n, "
            "list(value) FILTER (WHERE b % 2 = 1) AS inside, sum(CAST(value * scale AS HUGEINT)) AS total "
            f"FROM ({self._rows(where, f'value, {bucket} AS b, {scale} AS scale')}) GROUP BY b"
        )
        counts: dict[int, int] = {}
        totals: dict[int, int] = {}
        for b, n, total in self.engine.rows(f"SELECT b, n, total FROM {_LOOKED_AT}"):
            counts[b], totals[b] = int(n), int(total or 0)
        missed = {}
        for key in places:
            own = range(starts[key], starts[key] + 4 * len(places[key]) + 4)
            total = Fraction(sum(totals.get(b, 0) for b in own)) / Fraction(per_one[key])
            self.series[key].total = float(total)
            mine = {b - starts[key]: counts[b] for b in own if b in counts}
            if left := self._pick(starts[key], self.series[key], places[key], mine):
                missed[key] = left
        self.engine.rows(f"DROP TABLE {_LOOKED_AT}")
        return missed

    def _scales(self, names: Mapping[Key, str]) -> tuple[dict[Key, float], str]:
        """The steps in which each series is added up, and SQL for them: one number where that is precise enough."""
        ends = {key: max(abs(self.series[key].low), abs(self.series[key].high)) for key in names}
        n = max(self.series[key].n for key in names)
        if max(ends.values()) <= ALIKE * min(ends.values()):
            one = steps(n, max(ends.values()))
            return dict.fromkeys(names, one), repr(one)
        each = {key: steps(n, end) for key, end in ends.items()}
        return each, f"CASE {' '.join(f'WHEN {names[key]} THEN {each[key]!r}' for key in names)} END"

    def _pick(
        self, start: int, one: Series, places: Sequence[_Place], counts: Mapping[int, int]
    ) -> list[int]:
        """Take the samples of the wanted ranks out of the places; the ranks that are in none."""
        missed = []
        for index, place in enumerate(places):
            code = _code(index, place)
            before = sum(n for b, n in counts.items() if b < code)
            inside = {rank: rank - before for rank in place.ranks if 0 < rank - before <= counts.get(code, 0)}
            missed += [rank for rank in place.ranks if rank not in inside]
            if place.low == place.high:
                one.found |= dict.fromkeys(inside, place.low)
            elif inside:
                at = ", ".join(map(str, inside.values()))
                values = self.engine.rows(
                    f"SELECT list_select(list_sort(inside), [{at}]) FROM {_LOOKED_AT} WHERE b = {start + code}"
                )[0][0]
                one.found |= dict(zip(inside, map(float, values), strict=True))
        return missed

    def _by_value(self, key: Key, ranks: Sequence[int]) -> None:
        """Look for ranks of a series with few different values, by counting each."""
        series, metric = key
        rows = self._rows(f"series = {quote(series)} AND metric = {quote(metric)}", "value")
        columns = ", ".join(f"min(value) FILTER (WHERE upto >= {rank})" for rank in ranks)
        found = self.engine.rows(
            f"SELECT {columns} FROM (SELECT value, sum(n) OVER (ORDER BY value) AS upto FROM "
            f"(SELECT value, count(*) AS n FROM ({rows}) GROUP BY value))"
        )[0]
        self.series[key].found |= dict(zip(ranks, map(float, found), strict=True))

    def _sorted(self, key: Key, ranks: Sequence[int]) -> None:
        """Look for ranks where nothing said rightly where they are: by sorting, on disk where that is needed."""
        series, metric = key
        rows = self._rows(f"series = {quote(series)} AND metric = {quote(metric)}", "value")
        for rank in ranks:
            found = self.engine.rows(f"FROM ({rows}) ORDER BY value LIMIT 1 OFFSET {rank - 1}")[0][0]
            self.series[key].found[rank] = float(found)


def _batches(ranks: Mapping[Key, Any], series: Mapping[Key, Series]) -> Iterator[list[Key]]:
    """The series in groups that may be held at once."""
    batch: list[Key] = []
    held = 0
    for key in ranks:
        if held + series[key].n > HELD:
            yield batch
            batch, held = [], 0
        batch.append(key)
        held += series[key].n
    yield batch


def _places(one: Series, ranks: Iterable[int]) -> list[_Place]:
    """Where to look for ranks, in ascending order, none reaching into the next."""
    found: list[_Place] = []
    for rank in sorted(ranks):
        share = rank / one.n
        error = ERRORS * math.sqrt(share * (1 - share) / max(one.drawn, 1)) + 2 / max(one.drawn, 1)
        low, high = _knot_below(one, share - error), _knot_above(one, share + error)
        if found and low <= found[-1].high:
            last = found.pop()
            found.append(_Place(last.low, max(high, last.high), (*last.ranks, rank)))
        else:
            found.append(_Place(low, high, (rank,)))
    return found


def _knot_below(one: Series, share: float) -> float:
    index = bisect.bisect_right(SHARES, share) - 1
    return one.knots[index] if index > 0 and one.knots else one.low


def _knot_above(one: Series, share: float) -> float:
    index = bisect.bisect_left(SHARES, share)
    return one.knots[index] if index < len(SHARES) - 1 and one.knots else one.high


def _tied(one: Series, place: _Place) -> bool:
    """Whether a place is wide by the number of samples in it although it is not asked for many ranks."""
    if place.low == place.high:
        return False
    inside = bisect.bisect_right(one.knots, place.high) - bisect.bisect_left(one.knots, place.low)
    return inside > TIED * len(one.knots) * len(place.ranks)


def _code(index: int, place: _Place) -> int:
    """The number of a place, odd where its samples are kept; what lies below it has a smaller one."""
    return 4 * index + (2 if place.low == place.high else 3)


def _bucket(places: Sequence[_Place], start: int) -> str:
    """SQL for the number of the place a value lies in, or of the gap below the next one, counted from ``start``."""
    parts = []
    for index, place in enumerate(places):
        parts.append(f"WHEN value < {_double(place.low)} THEN {start + 4 * index}")
        parts.append(f"WHEN value <= {_double(place.high)} THEN {start + _code(index, place)}")
    last = start + 4 * len(places)
    return f"CASE {' '.join(parts)} ELSE {last} END" if parts else str(start)


def _double(number: float) -> str:
    return f"CAST('{number!r}' AS DOUBLE)"
