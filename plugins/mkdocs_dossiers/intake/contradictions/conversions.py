"""One value in two units that are not the same value: ``35.6 ms (0.356 s)``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mkdocs_dossiers.intake.arithmetic import dimension, in_base, interval_of
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, said

_OPENS = re.compile(r"\s*[(（]\s*(?:=|≈|~|约)?\s*")


def check(taken: Taken) -> Iterator[Contradiction]:
    """Figures in brackets right behind a figure of the same dimension and another unit."""
    for one, other in pairwise(taken.figures):
        if one.piece is not other.piece or one.unit == other.unit or one.ranged or other.ranged:
            continue
        text = one.piece.text
        closes = text[other.end : other.end + 2].strip()[:1] in (")", "）")
        if dimension(one.unit) not in ("s", "B") or dimension(one.unit) != dimension(other.unit):
            continue
        if not closes or not _OPENS.fullmatch(text[one.end : other.start]):
            continue
        if not in_base(one, interval_of(one)).meets(in_base(other, interval_of(other))):
            yield Contradiction(
                (one.line,), f"Line {one.line} gives one value twice: {said(one)} is not {said(other)}."
            )
