"""A tool's page: what was measured with what writes its format, and how such files are read."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.resting import LISTED, Held
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write


def tool(view: View, name: str, held: Sequence[Held]) -> Page:
    """One format, with the raw files in it, newest first."""
    addresses = view.addresses
    rows = [
        {
            "entry": entry,
            "address": addresses.dataset(entry.dossier.reference, entry.dataset.name),
            "dossier_address": addresses.dossier(entry.dossier.reference),
            "claims": len(view.resting_on(entry.dossier, entry.dataset.name)),
        }
        for entry in held[:LISTED]
    ]
    claims = {row.reference for entry in held for row in view.resting_on(entry.dossier, entry.dataset.name)}
    said = dict.fromkeys(
        text for entry in held for text in (entry.dataset.tool or entry.raw.facts.get("tool"),) if text
    )
    return write(
        "tool",
        addresses.tool(name),
        f"Measured with {formats()[name].title}",
        {
            "format": formats()[name],
            "rows": rows,
            "files": len(held),
            "claims": len(claims),
            "tools": list(said)[:LISTED],
            "home": addresses.home,
            "formats": addresses.formats,
        },
    )
