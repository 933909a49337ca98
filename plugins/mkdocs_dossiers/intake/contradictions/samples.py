"""A percentile from fewer samples than the report claims: it equals the maximum.

The p-th percentile of n samples by nearest rank is the maximum only when ``ceil(p/100 * n) = n``; for p99 that is up to
100 samples. With more, as many as ``n - ceil(p/100 * n) + 1`` samples would all have to be the maximum.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, at, said
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.role import Role
from mkdocs_dossiers.intake.words import whole

_TOTAL = whole(
    "total totals gesamt total_de всего skupaj 总 总数 总请求数 processed tested iterations samples requests Requests"
)
LEAST_TIED = 10
"""So many samples that are all exactly the maximum are no chance."""
_DIGITS = 3
"""Digits a value is given with before two that agree say something."""


def check(taken: Taken) -> Iterator[Contradiction]:
    """Rows and lists with a maximum and a percentile that equals it, under a heading that says how many there were."""
    for group in taken.groups():
        top = next((entry for entry in group if entry.statistic == "max" and _precise(entry)), None)
        if top is None:
            continue
        equal = [entry for entry in group if _is_percentile(entry) and _same(entry, top)]
        varied = any(entry.unit == top.unit and entry.value != top.value for entry in group)
        count = _count(top, taken)
        for entry in equal:
            if count is not None and varied:
                yield from _too_few(entry, top, count)


def _too_few(percentile: Figure, top: Figure, count: Figure) -> Iterator[Contradiction]:
    share = float((percentile.statistic or "p99")[1:]) / 100
    number = round(count.low)
    tied = number - math.ceil(share * number) + 1
    if tied >= LEAST_TIED:
        most = math.floor(1 / (1 - share) + 1e-9)
        yield Contradiction(
            tuple(sorted({percentile.line, top.line, count.line})),
            f"{percentile.statistic}, {at(percentile)}, is the maximum, {at(top)}. That is so with at most {most:,} "
            f"samples; of {said(count)} (line {count.line}), {tied:,} would have to take exactly that long.",
        )


def _precise(figure: Figure) -> bool:
    digits = re.sub(r"\D", "", said(figure)).lstrip("0")
    return len(digits) >= _DIGITS and not figure.ranged and figure.op is None


def _is_percentile(figure: Figure) -> bool:
    return re.fullmatch(r"p9\d(?:\.\d+)?", figure.statistic or "") is not None


def _same(one: Figure, other: Figure) -> bool:
    return one.value == other.value and one.unit == other.unit and one.role is other.role is Role.MEASURED


def _count(top: Figure, taken: Taken) -> Figure | None:
    """How many there were, as the nearest total above says, under the same heading or the one it is part of."""
    part = top.piece.section.rpartition(": ")[0]
    counts = [
        entry
        for entry in taken.figures
        if (entry.unit is None or "/" not in entry.unit)
        and entry.unit in (None, "requests", "orders", "samples", "operations", "iterations")
        and entry.line < top.line
        and _TOTAL.search(entry.subject or "")
        and entry.decimals == 0
        and part
        and entry.piece.section.startswith(part)
    ]
    return counts[-1] if counts else None
