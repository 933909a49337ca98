"""JSON for other programs, and the links in it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from mkdocs_dossiers.model.measurement import Measurement
from mkdocs_dossiers.pages.writer import figure, span


def as_json(document: Mapping[str, object]) -> bytes:
    """A document as UTF-8; half of a surrogate pair, which UTF-8 cannot hold, is written as its escape."""
    text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode("utf-8", "backslashreplace")


def plainly(text: str) -> str:
    """A number as pages print it: their spaces are ordinary ones."""
    return text.replace("\u00a0", " ")


def printed(measured: Measurement, claimed: str) -> dict[str, str]:
    """The numbers of a claim as its page prints them."""
    return {
        "value": plainly(figure(measured)),
        "interval": plainly(span(measured)),
        "claimed": plainly(claimed),
        "samples": f"{measured.n:,}",
    }
