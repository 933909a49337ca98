"""The labelled reports: their texts, and the figures a person read in them (see ``labelled/README.md``)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "labelled"
REPORTS = Path(os.environ.get("INTAKE_REPORTS", FOLDER.parents[3] / "shared" / "reports"))
"""Where the five reports are that are not part of this repository."""
_MARK = re.compile(r"\[\[(.+?) = ([^\]]+)\]\]")
_SAYS = re.compile(
    r"(?P<op><=|>=|<|>|~)?(?P<low>-?[0-9]+(?:\.[0-9]+)?)(?:\.\.(?P<high>-?[0-9]+(?:\.[0-9]+)?))? (?P<unit>\S+)"
    r"(?: @(?P<role>\w+))?(?: #(?P<statistic>\S+))?"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A figure as a person reads it; columns count from 1, ``end`` is behind the last character."""

    line: int
    column: int
    end: int
    op: str | None
    value: float | tuple[float, float]
    unit: str | None
    role: str
    statistic: str | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report's text with its labels."""

    name: str
    text: str
    labels: tuple[Label, ...]


def excerpts(kind: str) -> list[Labelled]:
    """The excerpts of ``development`` or ``held-out``."""
    return [_excerpt(file) for file in sorted((FOLDER / kind).glob("*.md"))]


def _excerpt(file: Path) -> Labelled:
    lines, labels = [], []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        plain, end = "", 0
        for found in _MARK.finditer(line):
            plain += line[end : found.start()]
            labels.append(_label(number, len(plain) + 1, found[1], found[2]))
            plain += found[1]
            end = found.end()
        lines.append(plain + line[end:])
    return Labelled(file.stem, "\n".join(lines) + "\n", tuple(labels))


def _label(line: int, column: int, quote: str, says: str) -> Label:
    found = _SAYS.fullmatch(says)
    assert found is not None, f"line {line}: {says!r} is no label"
    low = float(found["low"])
    value = (low, float(found["high"])) if found["high"] else low
    unit = None if found["unit"] == "-" else found["unit"]
    role = found["role"] or "measured"
    return Label(line, column, column + len(quote), found["op"], value, unit, role, found["statistic"])


def five() -> Iterator[Labelled]:
    """Those of the five reports that are at hand."""
    for name, rows in _sections().items():
        file = REPORTS / f"{name}.md"
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            lines = text.split("\n")
            labels = tuple(label for row in rows for label in _of_row(lines, row))
            yield Labelled(name, text, labels)


def _of_row(lines: list[str], row: str) -> Iterator[Label]:
    """The labels of ``12: 5 ms = 5 ms ; 3x = 3 x``; a quote stands behind the one before it."""
    number, _, entries = row.partition(": ")
    line, behind = lines[int(number) - 1], 0
    for entry in entries.split(" ; "):
        quote, _, says = entry.partition(" = ")
        place = line.find(quote, behind)
        assert place >= 0, f"line {number}: {quote!r} is not in {line!r}"
        behind = place + len(quote)
        yield _label(int(number), place + 1, quote, says)


def _sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    for line in (FOLDER / "five.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("report "):
            rows = sections[line.removeprefix("report ")] = []
        elif not line.startswith("#"):
            rows.append(line)
    return sections
