"""A claim as one complete SQL statement, runnable in a stock DuckDB from the repository root."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mkdocs_dossiers.measure.at_hand import NotAtHand, Row
from mkdocs_dossiers.measure.format import identifier, quote
from mkdocs_dossiers.measure.units import Factor
from mkdocs_dossiers.model.dossier import Claim

ONE = Factor(1, 1)
_QUOTES = re.compile("'|\"|--")


@dataclass(frozen=True, slots=True)
class Selection:
    """The samples of one series and metric, converted by an exact factor.

    ``summary`` names the statistic to read where the tool kept no samples; None reads samples.
    ``weighted`` selects how many samples each row stands for, too.
    """

    dataset: str
    series: str
    metric: str
    factor: Factor
    summary: str | None = None
    weighted: bool = False

    def sql(self) -> str:
        """A statement that selects the column ``value`` (and ``weight`` where it counts)."""
        value = self.factor.sql("value")
        columns = f"{value} AS value" if value != "value" else "value"
        if self.summary is not None:
            kind = f"kind = 'summary' AND params['statistic'] = {quote(self.summary)}"
            columns += ", weight"
        else:
            columns += ", weight" if self.weighted else ""
            kind = "kind = 'sample' AND NOT warmup"
        return (
            f"SELECT {columns}\nFROM {identifier(self.dataset)}\n"
            f"WHERE series = {quote(self.series)} AND metric = {quote(self.metric)}\n  AND {kind}"
        )

    def placed(self) -> str:
        """A statement that selects ``value`` of each sample, with its ``run``, ``iteration`` and ``place``.

        ``place`` numbers the samples from 1, in the order in which they were measured.
        """
        return (
            f"SELECT {self.factor.sql('value')} AS value, run, iteration, "
            f"row_number() OVER (ORDER BY run, iteration, rowid) AS place FROM {identifier(self.dataset)} "
            f"WHERE series = {quote(self.series)} AND metric = {quote(self.metric)} AND kind = 'sample' AND NOT warmup"
        )


def indent(sql: str) -> str:
    """A statement moved to the right, but for lines inside quotes: a name may hold a line end."""
    lines = sql.split("\n")
    quote_open = ""
    moved = []
    for line in lines:
        moved.append(line if quote_open or not line else f"    {line}")
        for part in _QUOTES.findall(line):
            if quote_open:
                quote_open = "" if part == quote_open else quote_open
            elif part == "--":
                break
            else:
                quote_open = part
    return "\n".join(moved)


def complete(claim: Claim, sources: Mapping[str, str], body: str) -> str:
    """The statement to print: what it is about, the raw files as samples, then ``body``.

    ``sources`` maps the claim's datasets to the statements that read their files.
    """
    comment = "\n".join(f"-- {line}" for line in [str(claim.reference), *_wrapped(claim.says)])
    reading = [f"{identifier(name)} AS (\n{indent(sql)}\n)" for name, sql in sources.items()]
    return f"{comment}\n{_with(reading, body)};\n"


@lru_cache(maxsize=256)
def _wrapped(says: str) -> tuple[str, ...]:
    """A sentence in lines; comparisons of a family are asked for it several times."""
    return tuple(textwrap.wrap(" ".join(says.split()), 96))


def _with(tables: Sequence[str], body: str) -> str:
    """A body that may begin with WITH, with more tables before its own."""
    if body.startswith("WITH "):
        return "WITH " + ",\n".join(tables) + ",\n" + body.removeprefix("WITH ")
    return "WITH " + ",\n".join(tables) + "\n" + body


def over(tables: Mapping[str, str], select: str) -> str:
    """A select over named tables."""
    named = ",\n".join(f"{name} AS (\n{indent(sql)}\n)" for name, sql in tables.items())
    return f"WITH {named}\n{select}"


def scaled(select: str, factor: Factor) -> str:
    """A select of ``value, low, high, n`` with the first three converted."""
    if factor == ONE:
        return select
    columns = ", ".join(f"{factor.sql(name)} AS {name}" for name in ("value", "low", "high"))
    return f"SELECT {columns}, n\nFROM (\n{indent(select)}\n)"


def scaled_row(row: Row, factor: Factor) -> Row:
    """What :func:`scaled` selects, of what its select does."""
    value, low, high = (factor.apply(one) if one is not None else None for one in row[:3])
    return (value, low, high, row[3]) if factor != ONE else row


def ratio(of: str, to: str, factor: Factor) -> str:
    """The ratio of two selects of ``value, low, high, n``, its bounds from the bounds of both.

    Nothing is bounded where what stands below the line may be zero.
    """
    value = factor.sql("a.value / b.value")
    low = factor.sql("a.low / CASE WHEN a.low < 0 THEN b.low ELSE b.high END")
    high = factor.sql("a.high / CASE WHEN a.high < 0 THEN b.high ELSE b.low END")
    return (
        f"SELECT\n    {value} AS value,\n    CASE WHEN b.low > 0 THEN {low} END AS low,\n"
        f"    CASE WHEN b.low > 0 THEN {high} END AS high,\n    least(a.n, b.n) AS n\n"
        f"FROM (\n{indent(of)}\n) AS a, (\n{indent(to)}\n) AS b"
    )


def ratio_row(of: Row, to: Row, factor: Factor) -> Row:
    """What :func:`ratio` selects, of what its two selects do. Raises :class:`NotAtHand` where it divides by zero."""

    def divided(above: float | None, below: float | None) -> float | None:
        if above is None or below is None:
            return None
        if not below:
            raise NotAtHand
        return factor.apply(above / below)

    value, n = divided(of[0], to[0]), min(of[3], to[3])
    if to[1] is None or to[1] <= 0:
        return value, None, None, n
    low = divided(of[1], to[1] if of[1] is not None and of[1] < 0 else to[2])
    high = divided(of[2], to[2] if of[2] is not None and of[2] < 0 else to[1])
    return value, low, high, n


def difference(of: str, to: str, factor: Factor) -> str:
    """The difference of two selects of ``value, low, high, n``, its bounds from the bounds of both."""
    value, low, high = (
        factor.sql(f"({expression})") if factor != ONE else expression
        for expression in ("a.value - b.value", "a.low - b.high", "a.high - b.low")
    )
    return (
        f"SELECT\n    {value} AS value,\n    {low} AS low,\n    {high} AS high,\n    least(a.n, b.n) AS n\n"
        f"FROM (\n{indent(of)}\n) AS a, (\n{indent(to)}\n) AS b"
    )


def difference_row(of: Row, to: Row, factor: Factor) -> Row:
    """What :func:`difference` selects, of what its two selects do."""

    def less(one: float | None, other: float | None) -> float | None:
        if one is None or other is None:
            return None
        return factor.apply(one - other) if factor != ONE else one - other

    return less(of[0], to[0]), less(of[1], to[2]), less(of[2], to[1]), min(of[3], to[3])


def each(parts: Mapping[str, str], column: str = "series", *, quoted: bool = True) -> str:
    """Selects of ``value, low, high, n`` one below the other, each with its name (or number) in ``column``."""
    return "\nUNION ALL\n".join(
        f"SELECT {quote(name) if quoted else name} AS {column}, value, low, high, n FROM (\n{indent(sql)}\n)"
        for name, sql in parts.items()
    )


def geometric_mean(parts: str, factor: Factor) -> str:
    """The geometric mean of :func:`each`'s rows; nothing is bounded where one of them is not, or not above zero."""

    def of(name: str) -> str:
        mean = factor.sql(f"exp(avg(ln(CASE WHEN {name} > 0 THEN {name} END) ORDER BY series))")
        return f"CASE WHEN count({name}) = count(*) AND min({name}) > 0 THEN {mean} END AS {name}"

    columns = ",\n    ".join(of(name) for name in ("value", "low", "high"))
    return f"SELECT\n    {columns},\n    min(n) AS n\nFROM (\n{indent(parts)}\n)"
