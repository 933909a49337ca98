"""The raw output that can be read: one entry per format."""

from __future__ import annotations

from mkdocs_dossiers.measure.format import formats as known
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write


def formats(view: View) -> Page:
    """Every format, with how it is written and what is taken from it."""
    entries = sorted(known().values(), key=lambda entry: entry.title.lower())
    return write(
        "formats",
        view.addresses.formats,
        "Raw output that can be read",
        {
            "formats": entries,
            "used": {name: len(held) for name, held in view.resting.formats.items()},
            "tool": view.addresses.tool,
            "home": view.addresses.home,
        },
        navigation=True,
    )
