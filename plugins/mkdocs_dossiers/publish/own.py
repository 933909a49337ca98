"""The site's own pages beside an export: their claims filled in, everything else as it is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from mkdocs_dossiers.pages.own_page import completed
from mkdocs_dossiers.pages.page import Page, Plan, Site
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.read.prose import own_files, page_text

_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def own_pages(view: View, site: Site | Plan, root: Path) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """The Markdown pages of the site's own, and a sentence for each that is left out or names what is not there."""
    taken = {page.address for page in site.pages}
    pages, said = [], list[str]()
    for address, file in own_files(root):
        if not address.endswith(".md"):
            continue
        text = page_text(file)
        if address in taken:
            said.append(f"{address}: left out, because a generated page has its address.")
        elif text is None:
            said.append(f"{address}: left out, because it is too large for a page, or no UTF-8.")
        else:
            markdown, dead = completed(view, address, text)
            said += [f"{address}: {sentence}" for sentence in dead]
            heading = _HEADING.search(text)
            pages.append(
                Page(address, heading[1] if heading is not None else address, markdown, navigation=True)
            )
    return tuple(pages), tuple(said)


def copy_own_files(root: Path, docs: Path) -> None:
    """Copy what else the site's own pages need, such as pictures, into ``docs``; nothing generated is replaced."""
    for address, file in own_files(root):
        target = docs / address
        if not address.endswith(".md") and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target, follow_symlinks=False)
