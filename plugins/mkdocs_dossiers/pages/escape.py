"""Text written by strangers, on its way into Markdown and HTML.

One escape serves both, and every Markdown extension: characters that could mean something are written as
HTML entities, which Markdown leaves alone and browsers show as what they are.
"""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup

_SPECIAL = re.compile(
    r"""[&<>"'`*_{}\[\]|\\~^=#!@$+:]"""
    r"|(?<=\bwww)\."  # links made of bare names
    r"|\((?=(?:c|r|tm)\))|(?<=[0-9c])/(?=[0-9o])|(?<=[0-9])[snrt](?=[tdh])"  # "smart" symbols
    r"|-(?=-)|\.(?=\.)",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^([0-9]+)([.)])(?=\s|$)|^([-/%])")
_SPACE = re.compile(r"[^\S\u00a0\u202f]+")
"""White space, but for the kind that keeps a number and its unit together."""


def escape(value: object) -> Markup:
    """A value as inline text: never markup, never more than one line."""
    if isinstance(value, Markup):
        return value
    text = str(value)
    if _is_number(text):
        return Markup(text)  # noqa: S704 - digits
    text = _SPACE.sub(" ", visible(text)).strip()
    text = _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text)
    text = _LEADING.sub(_entity_at_start, text)
    return Markup(text)  # noqa: S704 - it was escaped just above


def _is_number(text: str) -> bool:
    """Whether a text is digits with a point between them, which most cells of a table are."""
    return text.isascii() and text.replace(".", "", 1).isdigit() and "." not in (text[0], text[-1])


def _entity_at_start(match: re.Match[str]) -> str:
    if match[1] is not None:
        return f"{match[1]}&#{ord(match[2])};"
    return f"&#{ord(match[3])};"


def visible(text: str) -> str:
    """Control and formatting characters made visible; they could hide or reorder what is read."""
    if text.isprintable():  # nearly all are, and looking at each character takes twenty times as long
        return text
    return "".join(
        f"\\u{ord(char):04x}"
        if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in "\n\t"
        else char
        for char in text
    )


def verbatim(text: str) -> Markup:
    """A value inside ``<pre>``: lines and spaces kept, nothing interpreted."""
    text = visible(text.replace("\r\n", "\n").replace("\t", "    "))
    return Markup(_SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text))  # noqa: S704 - escaped here
