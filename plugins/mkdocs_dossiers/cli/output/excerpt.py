"""One line of a document with a caret under the place, safe to print on a terminal."""

from __future__ import annotations

import re
import unicodedata

from mkdocs_dossiers.model.printable import printable

WIDTH = 96
"""Columns of the terminal an excerpt takes."""
_BEFORE = 40
"""Columns kept before the place when the line is too long."""
_AFTER = 20
"""Characters wanted from the place on, for the beginning of the line to be kept."""
_CUT = "…"
_TOKEN = re.compile(r"\"[^\"]*\"?|'[^']*'?|[^\s,:{}\[\]\"'][^\s,{}\[\]]*(?<!:)")


def excerpt(line: str, column: int) -> tuple[str, str]:
    """The line, and below it carets under what stands at ``column`` (from 1).

    Tabs take four columns, characters that nobody sees are written as escapes, and a long line is cut around
    the place, with an ellipsis at each cut.
    """
    line = line.rstrip("\r\n")
    start = min(max(column - 1, 0), len(line))
    token = _TOKEN.match(line, start)
    end = max(token.end() if token else start + 1, start + 1)
    first, last = _window(line, start)
    before = (_CUT if first else "") + "".join(map(_shown, line[first:start]))
    place = "".join(map(_shown, line[start : min(end, last)]))
    after = "".join(map(_shown, line[min(end, last) : last])) + (_CUT if last < len(line) else "")
    return (before + place + after).rstrip(), " " * _width(before) + "^" * max(_width(place), 1)


def _window(line: str, start: int) -> tuple[int, int]:
    """The part of a line that is shown: all of it, or what fits around the place."""
    if _width("".join(map(_shown, line[: start + _AFTER]))) <= WIDTH:
        return 0, _fits(line, 0)
    first, used = start, 0
    while first > 0 and (used := used + _width(_shown(line[first - 1]))) <= _BEFORE:
        first -= 1
    return first, _fits(line, first)


def _fits(line: str, first: int) -> int:
    """Where a line that is shown from ``first`` on must end."""
    last, used = first, 0
    while last < len(line) and (used := used + _width(_shown(line[last]))) <= WIDTH:
        last += 1
    return last


def _shown(char: str) -> str:
    return "    " if char == "\t" else printable(char)


def _width(text: str) -> int:
    """Columns a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
