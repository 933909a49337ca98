"""A page of the site's own with what it says of claims filled in: for where no plug-in does it."""

from __future__ import annotations

from mkdocs_dossiers.pages.claim_number import filled
from mkdocs_dossiers.pages.reference_link import written
from mkdocs_dossiers.pages.view import View


def completed(view: View, page: str, text: str) -> tuple[str, tuple[str, ...]]:
    """A page's Markdown with numbers and links of claims, and a sentence for each reference that leads nowhere."""
    numbers, unknown = filled(view, page, text)
    links, dead = written(view, page, numbers)
    return links, (*unknown, *dead)
