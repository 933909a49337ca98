"""A claim's badge: its statistic and verdict as a small picture that other pages can show.

Colour is never the only signal: each verdict has its word and its own sign. No font is loaded; the text is laid out
in the width of DejaVu Sans and Verdana, and squeezed or stretched into it where a reader has neither.
"""

from __future__ import annotations

from markupsafe import Markup
from markupsafe import escape as escape_xml

from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.pages.escape import visible
from mkdocs_dossiers.pages.page import Asset
from mkdocs_dossiers.pages.view import ClaimRow, View
from mkdocs_dossiers.pages.writer import figure

FILE = "badge.svg"
LONGEST = 40
"""Characters of a part."""
_PADDING, _SIGN, _HEIGHT = 8, 14, 22

_COLOURS = {Verdict.SUPPORTED: "#0b6b62", Verdict.INCONCLUSIVE: "#7a5200", Verdict.REFUTED: "#b3261e"}
"""Each has a contrast of more than 5 to 1 with white."""
_SIGNS = {
    Verdict.SUPPORTED: '<circle cx="6" cy="6" r="6" fill="#fff"/>'
    '<path d="M3 6.2 5.2 8.4 9 4" fill="none" stroke="{0}" stroke-width="1.6"/>',
    Verdict.INCONCLUSIVE: '<path d="M6 0 12 6 6 12 0 6Z" fill="#fff"/>'
    '<path d="M3.4 6.6Q4.7 5 6 6.2T8.6 5.6" fill="none" stroke="{0}" stroke-width="1.5"/>',
    Verdict.REFUTED: '<path d="M1 0H11V12H1Z" fill="#fff"/>'
    '<path d="M3.6 3.6 8.4 8.4M8.4 3.6 3.6 8.4" fill="none" stroke="{0}" stroke-width="1.6"/>',
}

_NARROW = frozenset("ijl.,:;'|!()[]{} ")
_WIDE = frozenset("mwMW@%—≤≥×")

_TEMPLATE = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" aria-label="{label}">\n'
    "<title>{label}</title>\n"
    '<rect width="{width}" height="{height}" rx="4" fill="#3d4550"/>\n'
    '<path d="M{left} 0H{end}a4 4 0 0 1 4 4V{low}a4 4 0 0 1-4 4H{left}Z" fill="{colour}"/>\n'
    '<g transform="translate({sign_at} 5)">{sign}</g>\n'
    '<g fill="#fff" font-family="DejaVu Sans,Verdana,sans-serif" font-size="11">\n'
    '<text x="8" y="15" textLength="{first_width}" lengthAdjust="spacingAndGlyphs">{first}</text>\n'
    '<text x="{second_at}" y="15" textLength="{second_width}" lengthAdjust="spacingAndGlyphs">{second}</text>\n'
    "</g>\n</svg>\n"
)


def badge_svg(view: View, row: ClaimRow) -> Asset:
    """The badge, beside the claim's page."""
    verdict = row.judgement.verdict
    first, second = words(row)
    colour = _COLOURS[verdict]
    left = _PADDING + _wide(first) + _PADDING
    second_at = left + _PADDING + _SIGN + 4
    width = second_at + _wide(second) + _PADDING
    text = _TEMPLATE.format(
        width=width,
        height=_HEIGHT,
        label=label(row),
        left=left,
        end=width - 4,
        low=_HEIGHT - 4,
        colour=colour,
        sign=Markup(_SIGNS[verdict].format(colour)),  # noqa: S704 - made of the constants above
        sign_at=left + _PADDING,
        first=first,
        first_width=_wide(first),
        second=second,
        second_at=second_at,
        second_width=_wide(second),
    )
    return Asset(view.addresses.beside(row.reference, FILE), content=text.encode("utf-8", "backslashreplace"))


def words(row: ClaimRow) -> tuple[Markup, Markup]:
    """The two parts of the badge: what is claimed about, and what came of it."""
    name, statistic = row.claim.id, row.claim.statistic
    first = name if statistic in name.split("-") else f"{name} {statistic}"
    return _short(first), _short(f"{row.judgement.verdict.value} {figure(row.judgement.measurement)}")


def label(row: ClaimRow) -> str:
    """What the badge says, in words."""
    return visible(
        f"{row.reference}: {row.claim.statistic} {figure(row.judgement.measurement)}, "
        f"{row.judgement.verdict.value}"
    ).replace("\u00a0", " ")


def snippet(row: ClaimRow, page: str) -> str:
    """Markdown that shows the badge and leads to the claim; ``page`` is the claim's address, ending in a slash."""
    words = "".join(char for char in label(row) if char not in "[]\\`<>\n")
    return f"[![{words}]({page}{FILE})]({page})"


def _short(text: str) -> Markup:
    text = visible(text).replace("\u00a0", " ")
    return escape_xml(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")


def _wide(text: Markup) -> int:
    """About how wide a text is, in pixels at 11 px."""
    return round(sum(3.9 if char in _NARROW else 10.0 if char in _WIDE else 6.9 for char in text.unescape()))
