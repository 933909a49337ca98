"""Code blocks as HTML, so that no Markdown extension ever reads what is in them."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

from mkdocs_dossiers.pages.escape import verbatim, visible

_AS_TEXT = frozenset({"", "n", "err", "w", "p", "o"})
"""What is printed like any text: names, and what is between words. Most of a statement is made of them, and the pale
colour that themes have for signs is too pale for several in a row."""


def block(text: str, language: str) -> Markup:
    """A code block in the markup Material styles and copies; ``language`` is a Pygments name.

    Statements are long and alike, and nobody searches for one: the search leaves them out.
    """
    body = _highlighted(visible(text.replace("\r\n", "\n")), language)
    search = " data-search-exclude" if language == "sql" else ""
    return Markup(  # noqa: S704 - the body is escaped
        f'<div class="language-{language} highlight"{search}><pre><span></span><code>{body}</code></pre></div>'
    )


@lru_cache(maxsize=512)
def _highlighted(text: str, language: str) -> Markup:
    parts = []
    for style, value in _joined(text, language):
        safe = _no_blank_lines(verbatim(value))
        parts.append(f'<span class="{style}">{safe}</span>' if style else safe)
    return Markup("".join(parts))  # noqa: S704 - every part is escaped


def _joined(text: str, language: str) -> list[tuple[str, str]]:
    """The parts of a text with their styles; neighbours of one style are one part, also across spaces."""
    from pygments.lexers import get_lexer_by_name
    from pygments.token import STANDARD_TYPES

    found: list[tuple[str, str]] = []
    for kind, value in get_lexer_by_name(language, ensurenl=False, stripnl=False).get_tokens(text):
        while kind not in STANDARD_TYPES and kind.parent is not None:
            kind = kind.parent  # noqa: PLW2901 - the nearest kind that has a style
        style = STANDARD_TYPES.get(kind, "")
        style = "" if style in _AS_TEXT else style
        last = found[-1] if found else None
        if last is not None and (last[0] == style or not value.strip()):
            found[-1] = (last[0], last[1] + value)
        else:
            found.append((style, value))
    return found


def _no_blank_lines(text: str) -> str:
    """Blank lines as entities: some Markdown parsers end an HTML block at a blank line."""
    return re.sub(r"\n(?=[ ]*\n)", "&#10;", text)
