"""Links authors of other pages write: ``[text](claim:order-gateway@2026.11/ack-p99)``."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

from mkdocs_dossiers.check.near import nearest
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.pages.address import page_link, relative
from mkdocs_dossiers.pages.outside_code import outside_code
from mkdocs_dossiers.pages.view import View

SCHEME = "claim"
LONGEST = 250
"""Characters of a reference that is looked up."""
_LINK = re.compile(rf'(<a\b[^>]*?\shref="){SCHEME}:([^"]*)(")', re.IGNORECASE)


_WRITTEN = re.compile(rf"\]\({SCHEME}:([^()\s]*)\)")


class DeadReferenceError(Exception):
    """A reference no page answers to; the message says what was meant, perhaps."""


def resolved(view: View, page: str, text: str) -> tuple[str, tuple[str, ...]]:
    """A page's HTML with every such link leading to its page, and a sentence for each that leads nowhere.

    ``page`` is the address of the page the HTML is of. A dead link stays a link, to nothing.
    """
    dead: list[str] = []

    def link(found: re.Match[str]) -> str:
        wanted = unquote(html.unescape(found[2]))
        try:
            return f"{found[1]}{html.escape(page_link(address_of(view, wanted), page))}{found[3]}"
        except DeadReferenceError as error:
            dead.append(f"{SCHEME}:{wanted[:LONGEST]}: {error}")
            return f"{found[1]}#{found[3]}"

    return _LINK.sub(link, text), tuple(dead)


def written(view: View, page: str, text: str) -> tuple[str, tuple[str, ...]]:
    """A page's Markdown with every such link leading to the page's file, as Markdown files link to each other.

    For where no plug-in makes the links; code stays as it is. A dead link stays as it was.
    """
    dead: list[str] = []

    def link(found: re.Match[str]) -> str:
        try:
            return f"]({relative(address_of(view, unquote(found[1])), page)})"
        except DeadReferenceError as error:
            dead.append(f"{SCHEME}:{found[1][:LONGEST]}: {error}")
            return found[0]

    return outside_code(_WRITTEN, link, text), tuple(dead)


def address_of(view: View, text: str) -> str:
    """The page of a claim, a dossier or a project. Raises :class:`DeadReferenceError`."""
    reference = Reference.parse(text) if len(text) <= LONGEST else None
    if reference is None:
        raise DeadReferenceError("This is no reference; write one such as order-gateway@2026.11/ack-p99.")
    address = view.places.get(reference)
    if address is None:
        raise DeadReferenceError(f"There is no such page. {nearest(view.report.workspace, reference)}")
    return address
