"""Where the rules come from: every line of other systems' rule books, and what became of it."""

from __future__ import annotations

from mkdocs_dossiers.check.sources import topics
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write


def sources(view: View) -> Page:
    """Each line with its rules, or with the reason why it has none."""
    return write(
        "sources",
        view.addresses.sources,
        "Where the rules come from",
        {
            "topics": topics(),
            "rule": view.addresses.rule,
            "home": view.addresses.home,
            "gate": view.addresses.gate,
        },
    )
