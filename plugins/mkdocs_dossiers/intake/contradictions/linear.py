"""Linear scaling, says the report, and its table of rates by load is far from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.intake.arithmetic import short
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, at
from mkdocs_dossiers.intake.document import Piece
from mkdocs_dossiers.intake.figure import Figure

FAR = 0.5
"""A rate of less than this share of the linear one is linear by no reading of the word."""
_LINEAR = re.compile(
    r"\b(?:perfect(?:ly)?\s+)?linear(?:ly|e[rs]?|es|na|no)?\s+(?:scal\w+|skalier\w+|escal\w+|scalab\w+)"
    r"|\bscal\w+\s+(?:perfectly\s+)?linear\w*|escal\w+\s+lineal\w*|линейн\w+\s+масштаб\w+|linearn\w+\s+skalir\w+|线性扩展",
    re.IGNORECASE,
)
_SCOPE = re.compile(r"(\d[\d,.]*)\s?[-–—]\s?(\d[\d,.]*)\s+([^\W\d_]{3,})")
_NOT = re.compile(
    r"\b(?:not|no|non|nicht|kein\w*|sub|near|almost|nearly|fast|casi|presque)[\s-]+\w*\s?$", re.IGNORECASE
)


def check(taken: Taken) -> Iterator[Contradiction]:
    """Each such sentence with a range of loads beside it, against the table of that load."""
    seen: set[int] = set()
    for piece in taken.pieces:
        found = _LINEAR.search(piece.text)
        if found is None or piece.block in seen or _NOT.search(piece.text[: found.start()]):
            continue
        scope = _SCOPE.search(piece.text) or _SCOPE.search(piece.intro)
        if scope is not None:
            seen.add(piece.block)
            yield from _against(piece, scope, taken)


def _against(piece: Piece, scope: re.Match[str], taken: Taken) -> Iterator[Contradiction]:
    low, high = (float(number.replace(",", "")) for number in scope.groups()[:2])
    loads: dict[int, list[tuple[float, Figure]]] = {}
    for figure in taken.figures:
        cell = figure.piece.cell
        if (
            cell is None
            or not (figure.unit or "").endswith("/s")
            or scope[3][:4].lower() not in cell.heads[0].lower()
        ):
            continue
        load = re.fullmatch(r"([\d,.]+)\s?\w*", cell.label)
        if load is not None and low <= (value := float(load[1].replace(",", ""))) <= high and value > 0:
            loads.setdefault(cell.table, []).append((value, figure))
    for rows in loads.values():
        (first, one), (last, other) = min(rows, key=lambda row: row[0]), max(rows, key=lambda row: row[0])
        linear = one.low * last / first
        if last >= 2 * first and other.high < FAR * linear:
            yield Contradiction(
                tuple(sorted({piece.line, one.line, other.line})),
                f"Line {piece.line} says scaling is linear; from {first:,.0f} to {last:,.0f} {scope[3]} the load grows "
                f"{short(last / first)} times, the rate from {at(one)} to {at(other)}, {short(other.low / one.low)} "
                f"times. Linear would be {short(linear)}.",
            )
