"""A factor or a percentage that is not the one of the two figures beside it: ``449 → 900 (3x)``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.intake.arithmetic import dimension
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken
from mkdocs_dossiers.intake.contradictions.improvements import disagrees
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.role import Role

_ARROW = re.compile(r"\s*(?:→|->|⇒|=>|➜)\s*")


def check(taken: Taken) -> Iterator[Contradiction]:
    """Pieces of text with ``a → b`` and one ratio."""
    pieces: dict[tuple[int, int], list[Figure]] = {}
    for figure in taken.figures:
        pieces.setdefault((figure.piece.line, figure.piece.at), []).append(figure)
    for figures in pieces.values():
        ratios = [entry for entry in figures if entry.unit in ("%", "x") and entry.role is Role.RATIO]
        values = [entry for entry in figures if entry not in ratios]
        if len(ratios) != 1 or len(values) != 2:
            continue
        one, other = values
        between = one.piece.text[one.end : other.start]
        alike = dimension(one.unit) == dimension(other.unit) and one.unit is not None
        if alike and _ARROW.fullmatch(between) and (why := disagrees(ratios[0], one, other)) is not None:
            yield Contradiction((one.line,), f"Line {one.line}: {why}")
