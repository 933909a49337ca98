"""A report taken in, as people read it: a table of its figures, then where it contradicts itself."""

from __future__ import annotations

import textwrap
import unicodedata

from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.intake import Intake
from mkdocs_dossiers.model.printable import printable

WIDTH = 100
_COLUMNS = (("line", 5), ("figure", 24), ("statistic", 9), ("role", 10), ("subject", 46))


def render(found: Intake, path: str) -> str:
    """The table, the contradictions and the counts."""
    report = found.report
    lines = [f"{printable(path)}: {printable(found.title[:80])}", f"SHA-256 {report.sha256}"]
    if report.encoding is not None:
        lines.append(f"Its text was once misread as {report.encoding}; it is shown as it was meant.")
    if found.figures:
        lines += ["", "  ".join(name.ljust(width) for name, width in _COLUMNS).rstrip()]
        lines += [_row(figure) for figure in found.figures]
    lines.append("")
    for contradiction in found.contradictions:
        lines += textwrap.wrap(
            printable(contradiction.why), WIDTH, initial_indent="- ", subsequent_indent="  "
        )
    if found.contradictions:
        lines.append("")
    lines.append(_counted(len(found.figures), "figure") + ", none with evidence: a report is not evidence.")
    lines.append(
        f"The report contradicts itself in {_counted(len(found.contradictions), 'place')}."
        if found.contradictions
        else "Nothing in it contradicts itself, as far as arithmetic can tell."
    )
    return "\n".join(lines)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _row(figure: Figure) -> str:
    cells = (
        f"{figure.line:>5}",
        stated(figure),
        figure.statistic or "",
        figure.role.value,
        figure.subject or "",
    )
    return "  ".join(
        _cut(printable(cell), width) for cell, (_, width) in zip(cells, _COLUMNS, strict=True)
    ).rstrip()


def stated(figure: Figure) -> str:
    """A figure in one form, whatever language it was written in."""
    value = f"{figure.low:g}" if not figure.ranged else f"{figure.low:g} to {figure.high:g}"
    if not figure.ranged and figure.low == int(figure.low) and abs(figure.low) < 1e15:
        value = f"{int(figure.low):,}"
    return " ".join(part for part in (figure.op, value, figure.unit) if part)


def _cut(text: str, width: int) -> str:
    """A text in so many columns of a terminal; characters of East Asian scripts take two."""
    shown, used = "", 0
    for char in text:
        wide = (
            2 if unicodedata.east_asian_width(char) in ("W", "F") else 0 if unicodedata.combining(char) else 1
        )
        if used + wide > width - 1 and len(shown) < len(text) - 1:
            return f"{shown}…" + " " * (width - used - 1)
        shown, used = shown + char, used + wide
    return shown + " " * max(0, width - used)
