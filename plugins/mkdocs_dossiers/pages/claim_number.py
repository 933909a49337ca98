"""Numbers authors of other pages write: ``{{ claim("order-gateway@2026.11/ack-p99") }}`` becomes what was measured.

Nothing else in braces means anything here, nothing is evaluated, and code stays as it is.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from mkdocs_dossiers.check.near import nearest
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.pages.address import relative
from mkdocs_dossiers.pages.escape import escape
from mkdocs_dossiers.pages.outside_code import outside_code
from mkdocs_dossiers.pages.view import ClaimRow, View
from mkdocs_dossiers.pages.writer import badge, figure

WORD = "claim("
"""What a page that has such a number has in it."""
LONGEST = 250
"""Characters of a reference that is looked up."""
_NUMBER = re.compile(r"""\{\{ ?claim\((?:"([^"'\n{}]*)"|'([^"'\n{}]*)')\) ?\}\}""")


def filled(view: View, page: str, text: str) -> tuple[str, tuple[str, ...]]:
    """A page's Markdown with every such number filled in, and a sentence for each that names no claim.

    ``page`` is the address of the page. A number that names no claim says so in its place.
    """
    if _NUMBER.search(text) is None:
        return text, ()
    dead: list[str] = []

    def number(found: re.Match[str]) -> str:
        wanted = found[1] if found[1] is not None else found[2]
        row = _row(view, wanted)
        if row is None:
            reference = Reference.parse(wanted) if len(wanted) <= LONGEST else None
            near = f" {nearest(view.report.workspace, reference)}" if reference is not None else ""
            dead.append(f'claim("{wanted[:LONGEST]}"): There is no such claim.{near}')
            return str(Markup("<strong>no such claim: {}</strong>").format(escape(wanted[:LONGEST])))
        return _printed(view, row, page)

    return outside_code(_NUMBER, number, text), tuple(dead)


def _printed(view: View, row: ClaimRow, page: str) -> str:
    """The value with its unit as a link to its claim, and the verdict; with a word where its evidence is too old."""
    measured = str(escape(figure(row.judgement.measurement)))
    link = f"[{measured}]({relative(view.addresses.claim(row.reference), page)})"
    age = ' <span class="dossier-chip">expired</span>' if view.expired(row) is not None else ""
    return f"{link} {badge(row.judgement.verdict)}{age}"


def _row(view: View, text: str) -> ClaimRow | None:
    reference = Reference.parse(text) if len(text) <= LONGEST else None
    if reference is None or reference.claim is None:
        return None
    for project in view.projects:
        if project.name == reference.project:
            rows = view.history(project, reference.claim)
            return next((row for row in rows if row.reference == reference), None)
    return None
