"""A contradiction, and what the kinds of contradiction ask of a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mkdocs_dossiers.intake.document import Piece
from mkdocs_dossiers.intake.figure import Figure


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Lines of a report that cannot all be true (counted from 1), and the arithmetic that shows it."""

    lines: tuple[int, ...]
    why: str


@dataclass(frozen=True)
class Taken:
    """What was taken from a report: its pieces and its figures."""

    pieces: tuple[Piece, ...]
    figures: tuple[Figure, ...]

    @cached_property
    def rows(self) -> dict[tuple[int, int], list[Figure]]:
        """The figures of each row of each table."""
        found: dict[tuple[int, int], list[Figure]] = {}
        for figure in self.figures:
            if (cell := figure.piece.cell) is not None:
                found.setdefault((cell.table, cell.row), []).append(figure)
        return found

    @cached_property
    def lists(self) -> list[list[Figure]]:
        """Figures outside tables that stand under one heading and one introduction, without a gap of blocks."""
        found: list[list[Figure]] = []
        last: Figure | None = None
        for figure in self.figures:
            piece = figure.piece
            if piece.cell is not None:
                continue
            near = (
                last is not None and piece.section == last.piece.section and piece.intro == last.piece.intro
            )
            if near and last is not None and piece.line - last.piece.line <= 3:
                found[-1].append(figure)
            else:
                found.append([figure])
            last = figure
        return found

    def groups(self) -> Iterator[list[Figure]]:
        """Figures that belong together: rows and lists."""
        yield from self.rows.values()
        yield from self.lists


def head_of(figure: Figure) -> str:
    """The head of a figure's column; empty outside tables."""
    cell = figure.piece.cell
    return cell.heads[cell.column] if cell is not None and cell.column < len(cell.heads) else ""


def said(figure: Figure) -> str:
    """A figure as the report writes it, in words that can stand in a sentence."""
    text = " ".join(figure.piece.text[figure.start : figure.end].split())
    return text.strip("*_~ ") if not text.startswith("~") else text.rstrip("*_ ")


def at(figure: Figure) -> str:
    """A figure with the line it stands in."""
    return f"{said(figure)} (line {figure.line})"
