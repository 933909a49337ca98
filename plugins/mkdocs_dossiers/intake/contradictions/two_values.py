"""One quantity with two values: a target named twice, or a whole that is said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from mkdocs_dossiers.intake.arithmetic import closed, dimension, in_base
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, at, head_of
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.role import Role, is_target
from mkdocs_dossiers.intake.subject import label_of
from mkdocs_dossiers.intake.words import whole

_WHOLE = whole(
    "uptime availability total_cost total_requests total_orders test_coverage disponibilidad disponibilité"
)
LEAST_WORDS = 2
"""A label of fewer words names too little to be the same thing in two places."""


def check(taken: Taken) -> Iterator[Contradiction]:
    """Targets, and wholes, under the same label in exactly two places."""
    places: dict[tuple[str, str, str | None, Role], list[Figure]] = {}
    for figure in taken.figures:
        label = _label(figure)
        if label and not figure.ranged and figure.role in (Role.TARGET, Role.MEASURED):
            key = (label, dimension(figure.unit), figure.statistic, figure.role)
            places.setdefault(key, []).append(figure)
    for (_, unit, _, _), figures in places.items():
        if len(figures) != LEAST_WORDS or not unit:
            continue
        for one, other in combinations(figures, 2):
            apart = not in_base(one, closed(one)).meets(in_base(other, closed(other)))
            if apart and one.line != other.line and one.op == other.op:
                lines = tuple(sorted({one.line, other.line}))
                what = (one.subject or _label(one)).strip()
                yield Contradiction(lines, f"{what} is {at(one)} and {at(other)}.")


def _label(figure: Figure) -> str:
    """What a target or a whole is called; empty for every other figure."""
    cell = figure.piece.cell
    if cell is not None:
        name = cell.label if is_target(head_of(figure)) and cell.column else ""
    else:
        name = label_of(figure.piece.text[: figure.start])
        if figure.role is not Role.TARGET and not _WHOLE.search(name):
            return ""
    words = re.findall(r"[^\W\d_]{2,}", name.casefold())
    return " ".join(words) if len(words) >= LEAST_WORDS else ""
