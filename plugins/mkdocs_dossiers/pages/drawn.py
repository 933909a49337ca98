"""The two parts of a chart most of a page is made of, as HTML: its static picture, and its numbers as a table.

Templates name them where they belong. They are put together here, because a template takes several times as long for
hundreds of shapes and cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from mkdocs_dossiers.charts.chart import Table
from mkdocs_dossiers.charts.still import Path, Still, Symbols, Words
from mkdocs_dossiers.pages.escape import escape

_PLAIN = re.compile(r"[A-Za-z0-9 (),#.%-]*")
"""Attributes no parser of Markdown or HTML takes for anything else, such as the colours of a theme."""


def still_svg(still: Still) -> Markup:
    """A picture as SVG: shapes in a box that is stretched, symbols and words in one that is not."""
    return Markup("\n".join(_svg(still)))  # noqa: S704 - every part is escaped


def _svg(still: Still) -> Iterator[str]:
    yield (
        f'<svg width="100%" height="{still.height}" aria-hidden="true"><g transform="translate(0,{still.top})">'
        f'<svg width="100%" height="{still.plot}" viewBox="0 0 1000 {still.plot}" preserveAspectRatio="none">'
    )
    yield from map(_path, still.paths)
    yield "</svg>"
    yield from map(_symbols, still.symbols)
    for group in still.words:
        if group.words:
            yield from _words(group)
    yield "</g></svg>"


def _path(path: Path) -> str:
    parts = [f'<path d="{_safe(path.d)}" fill="{_safe(path.fill)}"']
    if path.stroke != "none":
        ends = "butt" if path.dash else "round"
        parts.append(f' stroke="{_safe(path.stroke)}" stroke-width="{path.width}" stroke-linecap="{ends}"')
    if path.dash:
        parts.append(f' stroke-dasharray="{path.dash}"')
    if path.opacity != "1":
        parts.append(f' opacity="{path.opacity}"')
    return "".join([*parts, "/>"])


def _symbols(group: Symbols) -> str:
    drawn = "".join(
        f'<svg x="{symbol.x}" y="{symbol.y}"><path d="{_safe(group.d)}"/></svg>' for symbol in group.symbols
    )
    return f'<g fill="{_safe(group.fill)}">{drawn}</g>'


def _words(group: Words) -> Iterator[str]:
    weight = f' font-weight="{_safe(group.weight)}"' if group.weight != "normal" else ""
    halo = ' class="dossier-still__halo"' if group.halo else ""
    yield (
        f'<g fill="{_safe(group.fill)}" font-size="{group.size}" text-anchor="{group.anchor}"{weight}{halo}>'
    )
    for word in group.words:
        right = f' dx="{word.dx}"' if word.dx != "0" else ""
        yield f'<text x="{word.x}" y="{word.y}"{right}>{escape(word.text)}</text>'
    yield "</g>"


def rows(table: Table) -> Markup:
    """The rows of a table, a line each; the first cell of each is its head."""
    return Markup("".join(_row(cells) for cells in table.rows))  # noqa: S704 - every cell is escaped


def _row(cells: tuple[str, ...]) -> str:
    head, *others = map(escape, cells)
    return f'<tr><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>\n'


def _safe(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else str(escape(text))
