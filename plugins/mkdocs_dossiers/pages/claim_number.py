"""Numbers authors of other pages write: ``{{ claim("order-gateway@2026.11/ack-p99") }}`` becomes what was measured.

Nothing else in braces means anything here, nothing is evaluated, and code stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from markupsafe import Markup

from mkdocs_dossiers.check.near import nearest
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.pages.address import relative
from mkdocs_dossiers.pages.escape import escape
from mkdocs_dossiers.pages.view import ClaimRow, View
from mkdocs_dossiers.pages.writer import badge, figure

WORD = "claim("
"""What a page that has such a number has in it."""
LONGEST = 250
"""Characters of a reference that is looked up."""
_NUMBER = re.compile(r"""\{\{ ?claim\((?:"([^"'\n{}]*)"|'([^"'\n{}]*)')\) ?\}\}""")
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


def filled(view: View, page: str, text: str) -> tuple[str, tuple[str, ...]]:
    """A page's Markdown with every such number filled in, and a sentence for each that names no claim.

    ``page`` is the address of the page. A number that names no claim says so in its place.
    """
    if _NUMBER.search(text) is None:
        return text, ()
    dead: list[str] = []
    code = _code(text)

    def number(found: re.Match[str]) -> str:
        place = bisect_right(code, (found.start(), len(text))) - 1
        if place >= 0 and found.end() <= code[place][1]:
            return found[0]
        wanted = found[1] if found[1] is not None else found[2]
        row = _row(view, wanted)
        if row is None:
            reference = Reference.parse(wanted) if len(wanted) <= LONGEST else None
            near = f" {nearest(view.report.workspace, reference)}" if reference is not None else ""
            dead.append(f'claim("{wanted[:LONGEST]}"): There is no such claim.{near}')
            return str(Markup("<strong>no such claim: {}</strong>").format(escape(wanted[:LONGEST])))
        return _printed(view, row, page)

    return _NUMBER.sub(number, text), tuple(dead)


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


def _code(text: str) -> list[tuple[int, int]]:
    """Where code stands: blocks as Markdown has them, and pieces of lines between backticks."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).disable(["inline"])
    starts = [0, *(found.end() for found in re.finditer("\n", text)), len(text)]
    blocks = []
    for token in parser.parse(text):
        if token.map is not None and token.type in ("fence", "code_block"):
            first, last = token.map
            blocks.append((starts[first], starts[min(last, len(starts) - 1)]))
        elif token.map is not None and token.type == "inline":
            first, last = token.map
            begin, end = starts[first], starts[min(last, len(starts) - 1)]
            blocks += [
                (begin + found.start(), begin + found.end()) for found in _CODE.finditer(text[begin:end])
            ]
    return sorted(blocks)
