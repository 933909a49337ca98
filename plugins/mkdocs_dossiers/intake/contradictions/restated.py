"""A table that stands twice, with the same results and another target.

Two tables are one table said again when at least two rows of one have a row in the other with the same target, the
same result, and a word in common. A row with the same result and a word in common then has to have the same target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from mkdocs_dossiers.intake.arithmetic import closed, dimension, in_base
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, at, head_of, said
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.role import is_achieved, is_target

LEAST_ALIKE = 2
"""So many rows have to agree in target and result before two tables are one table said again."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row of targets and results says."""

    label: str
    words: frozenset[str]
    wanted: Figure
    got: Figure


def check(taken: Taken) -> Iterator[Contradiction]:
    """Every two tables of targets and results."""
    tables: dict[int, list[_Row]] = {}
    for (table, _), figures in taken.rows.items():
        if (row := _row(figures)) is not None:
            tables.setdefault(table, []).append(row)
    for one, other in combinations(tables.values(), 2):
        pairs = [(a, b) for a in one for b in other if a.words & b.words and _same(a.got, b.got)]
        alike = [pair for pair in pairs if _same(pair[0].wanted, pair[1].wanted)]
        if len({id(a) for a, _ in alike}) < LEAST_ALIKE or len({id(b) for _, b in alike}) < LEAST_ALIKE:
            continue
        settled = {id(row) for pair in alike for row in pair}
        for a, b in pairs:
            if not settled & {id(a), id(b)} and _apart(a.wanted, b.wanted):
                yield Contradiction(
                    (a.wanted.line, b.wanted.line),
                    f"One result, {said(a.got)}, has two targets: {at(a.wanted)} for {a.label}, and {at(b.wanted)} for "
                    f"{b.label}.",
                )


def _row(figures: list[Figure]) -> _Row | None:
    """A row with one target and one result of one dimension; None for every other."""
    wanted = [entry for entry in figures if is_target(head_of(entry))]
    got = [entry for entry in figures if is_achieved(head_of(entry))]
    cell = figures[0].piece.cell
    if len(wanted) != 1 or len(got) != 1 or cell is None or wanted[0].ranged or got[0].ranged:
        return None
    if dimension(wanted[0].unit) != dimension(got[0].unit):
        return None
    words = frozenset(re.findall(r"[^\W\d_]{4,}", cell.label.casefold()))
    return _Row(cell.label, words, wanted[0], got[0])


def _same(one: Figure, other: Figure) -> bool:
    return (one.value, one.unit, one.op, one.statistic) == (
        other.value,
        other.unit,
        other.op,
        other.statistic,
    )


def _apart(one: Figure, other: Figure) -> bool:
    """Whether two targets of one dimension have other limits, whichever side is wanted."""
    ops = {one.op, other.op}
    opposed = bool(ops & {"<", "<="}) and bool(ops & {">", ">="})
    if opposed or dimension(one.unit) != dimension(other.unit):
        return False
    return not in_base(one, closed(one)).meets(in_base(other, closed(other)))
