"""The figures of a report: numbers with a unit, and numbers alone where a table or a label says what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from mkdocs_dossiers.intake.document import Cell, Piece
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.mojibake import Mended
from mkdocs_dossiers.intake.not_figures import identifies, is_installed, is_none, names_environment, without
from mkdocs_dossiers.intake.numbers import Number, decimal_comma, numbers_in
from mkdocs_dossiers.intake.report import Report, ReportError
from mkdocs_dossiers.intake.role import Role, compares, is_projected, role_in, role_of_head
from mkdocs_dossiers.intake.statistic import is_statistic, statistic_in
from mkdocs_dossiers.intake.subject import label_of, subject_of
from mkdocs_dossiers.intake.units import PLAIN, Unit, money, unit_after, unit_of_head

MOST = 5_000
"""Figures of a report, as in the schema of reported.yaml."""
MOST_IN_LINE = 300
"""Numbers of a line that are looked at: a line with more is data, no prose."""
REACH = 240
"""Characters on each side of a number that are looked at."""
AROUND = 40
"""Characters of a quote on each side of a figure in a long line."""
_LETTERS = re.compile(r"[^\W\d_]")
_ARROW = re.compile(r"\s?(?:→|->|⇒|=>|➜|➡)\s?|\s(?:to|bis|a|à|até|до|на)\s")
_CLASSIFIER = re.compile(r"\s?[条个次项名件份台张只位]")
"""Chinese words between a number and what it counts: no unit."""
_NEAR = 20
"""A number before an arrow has the unit of the one behind it when they are no further apart than so many times."""
_SPREAD = re.compile(r"\s{0,2}(?:±|\+/-)\s*[\d.,]+\s*(?:%|[a-zµμ]{1,3}\b)?")
_LABEL_END = re.compile(r"[:：]|(?<![<>=!])=(?!=)|\s[–—]\s")


@dataclass(frozen=True, slots=True)
class _Found:
    """A number and its unit in the text of a piece; ``end`` is behind the unit."""

    number: Number
    unit: str | None
    counted: bool
    start: int
    end: int


def figures_of(report: Report, pieces: tuple[Piece, ...]) -> tuple[Figure, ...]:
    """Every figure of a report's pieces, in its order. Raises :class:`ReportError` where there are too many."""
    comma = decimal_comma(piece.text for piece in pieces)
    figures: list[Figure] = []
    for piece in pieces:
        figures.extend(_of_piece(piece, comma, report.mended[piece.line - 1]))
        if len(figures) > MOST:
            message = f"It has more than {MOST:,} figures."
            raise ReportError(message, "Give the report, without the raw data in it.", piece.line)
    return tuple(_with_units(figures))


def _of_piece(piece: Piece, comma: bool, line: Mended) -> Iterator[Figure]:
    text = without(piece.text)
    found = list(_found(text, comma))
    for place, entry in enumerate(found):
        if place and text[found[place - 1].end : entry.start].strip() == "" and entry.number.spread:
            continue
        behind = found[place + 1] if place + 1 < len(found) else None
        if entry.unit is None and behind is not None and _leads(text, entry, behind):
            own = replace(entry, unit=behind.unit)
        else:
            own = entry
        if _counts(piece, text, own):
            yield _figure(piece, own, line)


def _found(text: str, comma: bool) -> Iterator[_Found]:
    for number in islice(numbers_in(text, comma), MOST_IN_LINE):
        unit = _unit(number, text[number.end : number.end + REACH])
        start = number.start
        if number.times and unit is not None and unit.name != "x":
            start += len(re.match(r"[x×X]\s*", text[start:])[0])  # type: ignore[index]
        name = unit.name if unit is not None else "x" if number.times else None
        end = number.end + (unit.length if unit is not None else 0)
        yield _Found(number, name, unit is not None and unit.counted, start, end)


def _unit(number: Number, rest: str) -> Unit | None:
    if number.money:
        return money(number.money, rest)
    unit = unit_after(rest)
    if unit is None and number.inner:
        unit = unit_after(number.inner)
        return Unit(unit.name, 0) if unit is not None else None
    return unit


def _leads(text: str, entry: _Found, behind: _Found) -> bool:
    """Whether ``449 → 900 orders/s`` is what stands there: the first number has the second one's unit."""
    if behind.unit is None or not _ARROW.fullmatch(text[entry.end : behind.start]):
        return False
    small, large = sorted((abs(entry.number.low), abs(behind.number.low)))
    return large <= small * _NEAR


def _counts(piece: Piece, text: str, entry: _Found) -> bool:
    """Whether a number is a figure."""
    before, after = text[: entry.start], text[entry.number.end : entry.number.end + REACH]
    context = piece.text[max(0, entry.start - REACH) : entry.end + REACH]
    if is_none(before[-REACH:], after, entry.unit, f"{context} {piece.intro}"):
        return False
    if piece.cell is not None:
        return _counts_in_cell(piece.cell, before, text[entry.end :], entry)
    label = _LABEL_END.search(text, 0, REACH)
    labelled = label is not None and label.end() <= entry.start and label.start() <= 80
    if (
        label is not None
        and entry.end <= label.start() <= 80
        and not _LETTERS.search(piece.text[label.start() - 1])
    ):
        labelled = False
    if label is not None and entry.end <= label.start() <= 80 and not _within(text, label.start(), entry):
        bound = entry.number.op in ("<", "<=", ">", ">=") and entry.unit is not None and not entry.counted
        faster = entry.unit == "x" and compares(text[entry.end : entry.end + REACH])
        return bound or faster or ((entry.unit or "").endswith("/s") and not _LETTERS.search(before))
    name = label_of(piece.text) if labelled else ""
    follows = (
        labelled and label is not None and not re.search(r"[^\W\d_]|\ufffc", text[label.end() : entry.start])
    )
    if entry.unit is None:
        return (
            follows and bool(_LETTERS.search(name)) and _alone(text[entry.end :]) and not _environment(name)
        )
    if entry.counted:
        return (follows or entry.unit in PLAIN) and not _environment(name)
    return not (
        entry.unit.endswith("B") and (_environment(name) or is_installed(name, entry.number.low, entry.unit))
    )


def _within(text: str, colon: int, entry: _Found) -> bool:
    """Whether a colon stands in the brackets a figure stands before: ``5 ms (p99: 7 ms)``."""
    return text.count("(", entry.end, colon) > text.count(")", entry.end, colon)


def _environment(label: str) -> bool:
    return bool(label) and names_environment(label)


def _alone(rest: str) -> bool:
    """Whether nothing that could be a unit stands behind a number."""
    counted = _CLASSIFIER.match(rest)
    return not re.match(r"\s{0,2}[^\W\d_]", rest[counted.end() :] if counted is not None else rest)


def _counts_in_cell(cell: Cell, before: str, after: str, entry: _Found) -> bool:
    head = cell.heads[cell.column] if cell.column < len(cell.heads) else ""
    if cell.column == 0:
        return entry.unit == "x" or (entry.unit or "").endswith("/s")
    if identifies(head) or (names_environment(cell.label) and (entry.unit is None or entry.counted)):
        return False
    if entry.unit is not None:
        return True
    return not _LETTERS.search(before) and _alone(after) and "\ufffc" not in before + after


def _figure(piece: Piece, entry: _Found, line: Mended) -> Figure:
    text, number, start, end = piece.text, entry.number, entry.start, entry.end
    head = ""
    if piece.cell is not None and piece.cell.column < len(piece.cell.heads):
        head = piece.cell.heads[piece.cell.column]
    unit = entry.unit
    if unit is None:
        unit = unit_of_head(head) if head else unit_of_head(label_of(text))
        if unit is None and piece.cell is not None:
            unit = unit_of_head(piece.cell.label)
    decimals = _decimals(text[start : number.end])
    digits = re.search(r"[kKMG万亿]\+?$", text[start : number.end])
    scale = (
        {"k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "万": 1e4, "亿": 1e8}.get(digits[0][0], 1) if digits else 1
    )
    return Figure(
        piece.line,
        line.origin[piece.at + start] + 1,
        _quote(text, start, end),
        subject_of(piece, start),
        _statistic(piece, head, start, end, unit),
        number.op,
        number.value,
        unit,
        _role(piece, head, entry, unit),
        piece,
        start,
        end,
        decimals,
        scale * 10.0**-decimals,
    )


def _decimals(text: str) -> int:
    """The decimals a number was written with; thousands are no decimals."""
    found = re.search(r"[.,](\d+)(?=\D*$)", text)
    return (
        len(found[1])
        if found is not None and len(found[1]) != 3
        else 3
        if re.search(r"\b0[.,]\d{3}\b", text)
        else 0
    )


def _quote(text: str, start: int, end: int) -> str:
    """The words around a figure."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    while first > 0 and first < start and not text[first - 1].isspace():
        first += 1
    while last < len(text) and last > end and not text[last].isspace():
        last -= 1
    return " ".join(text[first:last].replace("\ufffc", " ").split())


def _statistic(piece: Piece, head: str, start: int, end: int, unit: str | None) -> str | None:
    behind = re.match(r"\s*\S+(?:\s\S+)?", re.split(r"[,;(|，；（]", piece.text[end : end + REACH])[0])
    named = statistic_in(behind[0]) if behind is not None else None
    # A factor in brackets compares the value before them: that value's statistic is not its own.
    ends = r"[,;，；(（]" if unit == "x" else r"[,;，；]"
    named = named or statistic_in(re.split(ends, piece.text[max(0, start - 60) : start])[-1])
    if piece.cell is not None:
        return named or statistic_in(head) or statistic_in(piece.cell.label)
    return named


def _role(piece: Piece, head: str, entry: _Found, unit: str | None) -> Role:
    text = piece.text
    near = role_in(
        text[max(0, entry.start - REACH) : entry.start],
        text[entry.end : entry.end + REACH],
        unit,
        entry.number.signed,
        piece.section,
    )
    if piece.cell is None:
        colon = _LABEL_END.search(text, 0, REACH)
        named = colon is not None and entry.end <= colon.start() and not _within(text, colon.start(), entry)
        if near is Role.MEASURED and named:
            # It names a level somebody speaks of next: "10k orders/s: with another protocol".
            return Role.PROJECTION if entry.number.op is None else Role.TARGET
        label = label_of(text[: entry.start])
        return Role.PROJECTION if near is Role.MEASURED and is_projected(label) else near
    role = role_of_head(head) or role_of_head(piece.cell.label) if piece.cell.column else None
    if not piece.cell.column and unit != "x":
        return Role.TARGET
    if is_projected(piece.cell.label) and role is not Role.TARGET:
        return Role.PROJECTION
    if near is Role.PROJECTION and role is not Role.MEASURED:
        return near
    if role is Role.RATIO:
        return Role.RATIO if unit in ("%", "x", None) or entry.number.signed else Role.MEASURED
    if role is not None and not (role is Role.MEASURED and unit == "x"):
        return role
    return near


def _with_units(figures: list[Figure]) -> Iterator[Figure]:
    """The figures, those of tables without a unit with the one of their row or of their table."""
    rows: dict[tuple[int, int], str] = {}
    tables: dict[int, set[str]] = {}
    for figure in figures:
        cell = figure.piece.cell
        if cell is not None and cell.column and figure.unit is not None and figure.unit not in ("%", "x"):
            if role_of_head(cell.heads[cell.column]) is not None:
                rows.setdefault((cell.table, cell.row), figure.unit)
            tables.setdefault(cell.table, set()).add(figure.unit)
    for figure in figures:
        cell = figure.piece.cell
        if cell is None or figure.unit is not None or not cell.column:
            yield figure
            continue
        head = cell.heads[cell.column]
        unit = rows.get((cell.table, cell.row)) if role_of_head(head) is not None else None
        if unit is None and is_statistic(head) and len(tables.get(cell.table, ())) == 1:
            unit = next(iter(tables[cell.table]))
        yield replace(figure, unit=unit)
