"""A range that leaves out figures it was made of, or that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.intake.arithmetic import Interval, closed, interval_of
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, at, head_of, said
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.role import Role, is_ratio


def check(taken: Taken) -> Iterator[Contradiction]:
    """Ranges of measured figures against the lists both ends come from; ranges of factors against tables."""
    seen: set[tuple[float, float, str | None]] = set()
    for figure in taken.figures:
        key = (figure.low, figure.high, figure.unit)
        if not figure.ranged or key in seen:
            continue
        found = list(_of_list(figure, taken)) or list(_of_column(figure, taken))
        seen.update({key} if found else ())
        yield from found


def _of_list(figure: Figure, taken: Taken) -> Iterator[Contradiction]:
    if figure.role is not Role.MEASURED or not (figure.unit or "").endswith("/s"):
        return
    for group in taken.lists:
        own = [
            entry for entry in group if entry.unit == figure.unit and not entry.ranged and entry.op is None
        ]
        if len(own) < 3 or not {figure.low, figure.high} <= {entry.low for entry in own}:
            continue
        for entry in own:
            if not closed(figure).meets(closed(entry)):
                ends = " and ".join(at(end) for end in own if end.low in (figure.low, figure.high))
                yield Contradiction(
                    tuple(sorted({figure.line, entry.line})),
                    f"Line {figure.line} gives the range {said(figure)}, from {ends}; {at(entry)}, measured with "
                    "them, is outside it.",
                )


def _of_column(figure: Figure, taken: Taken) -> Iterator[Contradiction]:
    """A range of factors against something, and a table of factors against the same thing."""
    if figure.unit != "x" or figure.role is not Role.RATIO or figure.piece.cell is not None:
        return
    words = _words(figure.piece.text[figure.end :])
    columns: dict[tuple[int, int], list[Figure]] = {}
    for entry in taken.figures:
        cell, head = entry.piece.cell, head_of(entry)
        if cell is not None and entry.unit == "x" and is_ratio(head) and words & _words(head):
            columns.setdefault((cell.table, cell.column), []).append(entry)
    for column in columns.values():
        outside = [
            entry for entry in column if not Interval(figure.low, figure.high).meets(interval_of(entry))
        ]
        if len(column) > 1 and outside:
            yield Contradiction(
                (figure.line, *(entry.line for entry in outside)),
                f"Line {figure.line} gives the range {said(figure)}; outside it are "
                f"{', '.join(at(entry) for entry in outside)}.",
            )


def _words(text: str) -> set[str]:
    """The beginnings of the longer words of a text that are no words for a ratio."""
    found = re.findall(r"[^\W\d_]{6,}", text)
    return {word[:6].casefold() for word in found if not is_ratio(word)}
