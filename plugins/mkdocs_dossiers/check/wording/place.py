"""The place of a word of a YAML value."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.wording.text import Found
from mkdocs_dossiers.model.document import Document, Pointer, Position


def place_of(document: Document, pointer: Pointer, found: Found) -> Position:
    """Where words of the value at a pointer stand in the file.

    The value is followed through the file, character by character, whatever blanks and line ends lie between. Where
    it is written otherwise (an escape, an alias), the place is the start of the value.
    """
    start = document.at(*pointer)
    value = document.text(*pointer)
    if value is None or not found.text.strip():
        return start
    lead = len(found.text) - len(found.text.lstrip())
    wanted = "".join(value[: found.start + lead].split())
    source = _characters(document, start)
    for character in wanted:
        if next(source, ("", start))[0] != character:
            return start
    last, place = next(source, ("", start))
    return place if last == found.text.lstrip()[0] else start


def _characters(document: Document, start: Position) -> Iterator[tuple[str, Position]]:
    """The characters of a value as they stand in the file, without blanks, quotes and the head of a block."""
    first = document.lines[start.line - 1][start.column - 1 :] if start.line <= len(document.lines) else ""
    style = first[:1] if first[:1] in ("'", '"', ">", "|") else ""
    skip = len(first) if style in (">", "|") else len(style)
    before = ""
    for number in range(start.line, len(document.lines) + 1):
        line = document.lines[number - 1]
        begins = start.column - 1 + skip if number == start.line else 0
        for column in range(begins, len(line)):
            character = line[column]
            if style == "'" and character == "'" and before != "'":
                before = "'"  # two of them are one
                continue
            if style == '"' and character == "\\" and before != "\\":
                before = "\\"
                continue
            before = ""
            if not character.isspace():
                yield character, Position(number, column + 1)
