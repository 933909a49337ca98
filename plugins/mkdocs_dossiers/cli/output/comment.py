"""Text written by strangers, on its way into a comment on GitHub or GitLab.

Both turn more than Markdown into links, pictures and notices: ``@name``, ``#12``, ``!3``, ``:emoji:``, addresses.
So every character that could begin one is written as an entity, and those that work on rendered text too
are followed by a zero-width space. GitLab's quick actions (``/close``) begin a line: nothing here does.
"""

from __future__ import annotations

import re
from urllib.parse import quote

import click

from mkdocs_dossiers.model.printable import printable

_ADDRESS = re.compile(r"https?://[\w.:/~%@+,=-]{1,1000}", re.ASCII)

LONGEST = 300
"""Characters of one text."""

LONGEST_CODE = 1_000
"""The same of one to be copied: two digests, a path and some words."""

_TRIGGERS = "@#!$%~&:"
_SPECIAL = re.compile(r"""[^\w\s.,;?()/'"=+\-\u00a0-\U0010ffff]|_|(?<=www)\.""", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n]+")
_REFERENCE_LIKE = re.compile(r"\b(GH|GL)-(?=\d)", re.IGNORECASE)


def inline(text: str, longest: int = LONGEST) -> str:
    """A text on one line that means nothing but itself."""
    text = _SPACE.sub(" ", text).strip()
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    text = _SPECIAL.sub(_entity, printable(text))
    return _REFERENCE_LIKE.sub(r"\1&#45;&#8203;", text)


def verbatim(text: str, longest: int = LONGEST_CODE) -> str:
    """A text to be copied, as code: there nothing means anything, and every character stays what it is."""
    text = _SPACE.sub(" ", printable(text)).strip()
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if len(fence) > 1 else ""
    return f"{fence}{space}{text}{space}{fence}"


def _entity(match: re.Match[str]) -> str:
    char = match[0]
    return f"&#{ord(char)};" + ("&#8203;" if char in _TRIGGERS or char == "." else "")


def link(text: str, address: str) -> str:
    """A link; ``address`` is percent-encoded already."""
    return f"[{inline(text)}]({address})"


def link_base_of(text: str) -> str:
    """The address that comes before paths in links. Raises a usage error when it is none."""
    if text and not _ADDRESS.fullmatch(text):
        raise click.UsageError(
            f"--link-base {text[:80]!r}: write an address such as https://host/owner/name/blob/main."
        )
    return text.rstrip("/")


def encoded(path: str) -> str:
    """A path as part of an address."""
    return quote(path, safe="/", errors="surrogateescape")
