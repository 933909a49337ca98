"""What was achieved does not reach the target beside it, and the row is marked as if it did."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.intake.arithmetic import closed, dimension, in_base, interval_of
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, at, head_of, said
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.role import Role, is_achieved, is_before, is_target
from mkdocs_dossiers.intake.words import whole

_GOOD = re.compile(r"[✅✓✔🟢☑👍]")
_BAD = re.compile(r"[❌✗✘⚠🔴🟡⏳🔄📅]")
_REACHED = whole(
    "achieved met exceeded passed reached done erreicht bestanden alcanzado cumplido atteint réussi atingido "
    "достигнуто выполнено doseženo 达标 达成 通过"
)


def check(taken: Taken) -> Iterator[Contradiction]:
    """Rows with a target and a result, and rows whose first cell is a target."""
    for row in taken.rows.values():
        mark = _mark(row[0])
        missed = miss(row)
        if mark and missed is not None:
            wanted, got = missed
            yield Contradiction(
                (wanted.line,),
                f"Line {wanted.line} is marked {mark}, but {said(got)} does not reach the target {said(wanted)}.",
            )
        milestone = row[0] if row[0].piece.cell is not None and row[0].piece.cell.column == 0 else None
        if mark and milestone is not None and _REACHED.search(_row_text(milestone)):
            yield from _milestone(milestone, taken)


def miss(row: list[Figure]) -> tuple[Figure, Figure] | None:
    """The target of a row and the result that does not reach it, whatever was rounded; else None."""
    wanted = next((entry for entry in row if is_target(head_of(entry))), None)
    got = next((entry for entry in row if is_achieved(head_of(entry))), None)
    if wanted is None or got is None or wanted.ranged or got.ranged:
        return None
    if dimension(wanted.unit) != dimension(got.unit) or wanted.statistic != got.statistic:
        return None
    upward = _upward(wanted, next((entry for entry in row if is_before(head_of(entry))), None))
    if upward is None:
        return None
    reached = in_base(got, interval_of(got))
    limit = in_base(wanted, closed(wanted))
    failed = reached.high < limit.low if upward else reached.low > limit.high
    return (wanted, got) if failed else None


def _upward(wanted: Figure, before: Figure | None) -> bool | None:
    """Whether more is better: as the target's operator says, or the direction from before to the target."""
    if wanted.op in (">", ">="):
        return True
    if wanted.op in ("<", "<="):
        return False
    if before is None or dimension(before.unit) != dimension(wanted.unit) or before.value == wanted.value:
        return None
    return in_base(before).low < in_base(wanted).low


def _row_text(figure: Figure) -> str:
    return figure.piece.cell.row_text if figure.piece.cell is not None else ""


def _mark(figure: Figure) -> str:
    """The mark of a row that says all is well; empty where there is none, or another one too."""
    text = _row_text(figure)
    good = _GOOD.search(text)
    if good is None or _BAD.search(text):
        return ""
    words = re.sub(r"[^\w ]", "", text[good.end() :].split("|")[0]).strip()
    return f"{good[0]} {words}".strip()


def _milestone(milestone: Figure, taken: Taken) -> Iterator[Contradiction]:
    """A rate to reach, marked as reached, that no measured figure of the report reaches."""
    if not (milestone.unit or "").endswith("/s"):
        return
    measured = [
        entry
        for entry in taken.figures
        if entry.role is Role.MEASURED and entry.unit == milestone.unit and entry is not milestone
    ]
    if len(measured) < 2 or any(closed(entry).high >= milestone.low for entry in measured):
        return
    best = max(measured, key=lambda entry: entry.high)
    yield Contradiction(
        (best.line, milestone.line),
        f"Line {milestone.line} says {said(milestone)} is reached, but the most the report measures is {at(best)}.",
    )
