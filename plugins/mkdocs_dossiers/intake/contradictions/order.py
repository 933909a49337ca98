"""Statistics of one sample that cannot stand in this order: a median above p99, an average above the maximum."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.intake.arithmetic import dimension, in_base, interval_of
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, at, head_of
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.role import Role
from mkdocs_dossiers.intake.statistic import without_statistic
from mkdocs_dossiers.intake.subject import label_of

_RANKS = {"min": 0.0, "median": 50.0, "max": 100.0}
_NAMES = {"min": "minimum", "max": "maximum", "mean": "average"}


def check(taken: Taken) -> Iterator[Contradiction]:
    """Every two statistics of what a row or a list says is one sample."""
    for group in taken.groups():
        samples: dict[tuple[str, str], list[Figure]] = {}
        for entry in group:
            plain = entry.statistic is not None and not entry.ranged and entry.op is None
            if plain and entry.role in (Role.MEASURED, Role.COMPARISON):
                samples.setdefault((dimension(entry.unit), _what(entry)), []).append(entry)
        for sample in samples.values():
            names = [entry.statistic for entry in sample]
            if len(names) == len(set(names)) and dimension(sample[0].unit) not in ("%", "x", ""):
                yield from _compare(sample)


def _what(figure: Figure) -> str:
    """What a statistic is of: its head or label without the statistic."""
    cell = figure.piece.cell
    text = (
        head_of(figure) if cell is not None and cell.column else label_of(figure.piece.text[: figure.start])
    )
    rest = re.sub(r"[(（\[].*?[)）\]]", " ", without_statistic(text))
    return " ".join(re.findall(r"[^\W\d_]+", rest.casefold()))


def _compare(sample: list[Figure]) -> Iterator[Contradiction]:
    for low in sample:
        for high in sample:
            if _must_not_pass(low.statistic or "", high.statistic or ""):
                one, other = in_base(low, interval_of(low)), in_base(high, interval_of(high))
                if one.low > other.high:
                    name, than = (_NAMES.get(s or "", s) for s in (low.statistic, high.statistic))
                    lines = tuple(sorted({low.line, high.line}))
                    yield Contradiction(lines, f"The {name}, {at(low)}, is above the {than}, {at(high)}.")


def _must_not_pass(low: str, high: str) -> bool:
    """Whether a statistic can never be above another one of the same sample."""
    if "mean" in (low, high):
        return (low, high) in (("min", "mean"), ("mean", "max"))
    one, other = (_rank(name) for name in (low, high))
    return one is not None and other is not None and one < other


def _rank(name: str) -> float | None:
    if name in _RANKS:
        return _RANKS[name]
    return float(name[1:]) if re.fullmatch(r"p\d+(?:\.\d+)?", name) else None
