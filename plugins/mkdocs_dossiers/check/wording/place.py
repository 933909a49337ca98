"""The place of a word of a YAML value, as near as the document tells."""

from __future__ import annotations

import re

from mkdocs_dossiers.check.wording.text import Found
from mkdocs_dossiers.model.document import Document, Pointer, Position

FARTHEST = 200
"""Lines after the start of a value in which its words are looked for."""


def place_of(document: Document, pointer: Pointer, found: Found) -> Position:
    """Where words of the value at a pointer stand in the file.

    The same words may stand in the value before: as often are they passed over in the file. Where they are
    written otherwise (an escape, an alias), it is the start of the value.
    """
    start = document.at(*pointer)
    value = document.text(*pointer)
    if value is None:
        return start
    words = found.text.split()
    if not words:
        return start
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    before = sum(1 for match in pattern.finditer(value) if match.start() < found.start)
    source = _source(document, start)
    for index, match in enumerate(pattern.finditer(source)):
        if index == before:
            above = source[: match.start()]
            line = above.count("\n")
            column = match.start() - (above.rfind("\n") + 1)
            return Position(start.line + line, column + (start.column if line == 0 else 1))
    return start


def _source(document: Document, start: Position) -> str:
    """The text from the start of a value to the next thing in the document."""
    after = [
        place
        for place in (*document.keys.values(), *document.values.values())
        if (place.line, place.column) > (start.line, start.column)
    ]
    end = min(after, key=lambda place: (place.line, place.column), default=None)
    last = min(end.line if end else len(document.lines), start.line + FARTHEST)
    lines = list(document.lines[start.line - 1 : last])
    if not lines:
        return ""
    if end is not None and end.line == last:
        lines[-1] = lines[-1][: end.column - 1]
    lines[0] = lines[0][start.column - 1 :]
    return "\n".join(lines)
