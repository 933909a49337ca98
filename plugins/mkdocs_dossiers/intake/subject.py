"""What a figure is about: row and head of a table, the label before it, or the words of its sentence."""

from __future__ import annotations

import re

from mkdocs_dossiers.intake.document import Piece
from mkdocs_dossiers.intake.role import role_of_head

REACH = 240
"""Characters on each side of a figure that are looked at."""
LONGEST = 120
"""Characters of a subject."""
_LABEL = re.compile(r"^(?P<label>[^:：=]{1,80}?)\s*(?:[:：]|=(?!=)|\s[–—]\s)")
_CLAUSE = re.compile(r"[.;!?。；！？](?=\s|$)|[。；！？]")
_PICTURES = re.compile(r"[^\w%$€£/.,;()<>≤≥+&'’µμ×°\s-]+")


def label_of(text: str) -> str:
    """The label a piece of text begins with; empty when it begins with none."""
    found = _LABEL.match(text)
    return clean(found["label"]) if found is not None else ""


def clean(text: str) -> str:
    """A text without pictures, markup and blanks at its ends."""
    text = " ".join(_PICTURES.sub(" ", text.replace("\ufffc", " ")).split())
    return text.strip(" -,.;/([{（:<>≤≥≈~=±")


def subject_of(piece: Piece, start: int) -> str | None:
    """What the figure at an index of a piece is about."""
    if piece.cell is not None:
        cell = piece.cell
        head = cell.heads[cell.column] if cell.column < len(cell.heads) else ""
        if cell.column == 0:
            return cell.label[:LONGEST] or None
        named = head if role_of_head(head) is None else ""
        found = ", ".join(part for part in (cell.label, named) if part) or head
        return found[:LONGEST] or None
    label = label_of(piece.text[: min(start, REACH)])
    if label:
        return (f"{piece.intro}: {label}" if piece.intro and piece.intro != label else label)[:LONGEST]
    before = _CLAUSE.split(piece.text[max(0, start - REACH) : start])[-1]
    words = clean(before) or clean(_CLAUSE.split(piece.text[start : start + REACH])[0])
    words = words or piece.intro or piece.section.rpartition(": ")[2]
    return words[-LONGEST:].strip() or None
