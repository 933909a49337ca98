"""Parts of a page that neither Markdown nor the search has to read, taken out meanwhile.

Pictures, tables of their numbers and statements are HTML already, and the search leaves them out. Most of a page is
made of them, and Markdown and the search of a theme look at every tag of it several times. An island is an element
with the attribute ``data-search-exclude`` and without ``markdown``. What is put in its place is an empty element that
is treated the same, so that the page comes out as without all this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_START = re.compile(
    r"<(div|details)(?=[^<>]* data-search-exclude(?:=\"\")?[ >])(?![^<>]* markdown[=\s>])[^<>]*>"
)
_ENDS = {name: re.compile(rf"<(/?){name}\b[^<>]*>") for name in ("div", "details")}
_MARKED = re.compile(r"<[^<>]*\smarkdown[=\s>]")
_PLACE = re.compile(r'<div data-island="([0-9]+)"(?: data-search-exclude(?:="[a-z-]*")?)?>\s*</div>')
"""Where an island was; Markdown may have written it anew, and the search may have taken its own attribute away."""
_ID = re.compile(r'<[^<>]*\sid="([^"<>]+)"')


def cut(text: str) -> tuple[str, list[str]]:
    """The text without its islands, and these in their order."""
    found: list[str] = []
    parts: list[str] = []
    done = 0
    while (start := _START.search(text, done)) is not None:
        end = _end(text, start)
        if end is None or _MARKED.search(text, start.start(), end):
            parts.append(text[done : start.end()])
            done = start.end()
            continue
        parts += [text[done : start.start()], f'<div data-island="{len(found)}" data-search-exclude></div>']
        found.append(text[start.start() : end])
        done = end
    return "".join([*parts, text[done:]]), found


def _end(text: str, start: re.Match[str]) -> int | None:
    """Where the element ends that starts there; None where it does not."""
    depth = 1
    for tag in _ENDS[start[1]].finditer(text, start.end()):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return None


def put_back(text: str, islands: Sequence[str]) -> str:
    """The text with its islands where they were."""
    return _PLACE.sub(lambda place: islands[int(place[1])], text) if islands else text


def all_there(text: str, islands: Sequence[str]) -> bool:
    """Whether each island has its place in a text, once."""
    return sorted(int(place[1]) for place in _PLACE.finditer(text)) == list(range(len(islands)))


def anchors(islands: Iterable[str]) -> set[str]:
    """What can be linked to in islands."""
    return {found[1] for island in islands for found in _ID.finditer(island)}
