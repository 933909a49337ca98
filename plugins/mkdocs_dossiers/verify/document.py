"""The site's own JSON documents: read with limits, and held against their schemas."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from mkdocs_dossiers.check.shape import fits, validator
from mkdocs_dossiers.verify.place import Missing, Place

LARGEST = 256 * 1024**2
"""Bytes of a document."""
SHOWN = 120
"""Characters of what is wrong that a message shows."""


def document(place: Place, address: str, kind: str) -> dict[str, Any]:
    """A document that is as the schema ``kind`` says. Raises :class:`Missing` for any other."""
    found = loaded(place, address)
    wrong = None if fits(kind, found) else next(validator(kind).iter_errors(found), None)
    if wrong is not None:
        raise Missing(
            f"It is not what its schema says: at {wrong.json_path[:SHOWN]}, {wrong.message[:SHOWN].rstrip('.')}."
        )
    assert isinstance(found, dict)  # noqa: S101 - the schemas describe objects
    return found


def loaded(place: Place, address: str) -> Any:
    """A JSON document of any shape. Raises :class:`Missing` where it is none."""
    content = place.read(address, LARGEST)
    try:
        return json.loads(content, parse_constant=_no_number, object_pairs_hook=_no_doubles)
    except (ValueError, RecursionError) as error:
        raise Missing(f"It is not a JSON document: {str(error)[:SHOWN].rstrip('.')}.") from None


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        name = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"the key {name[:40]!r} is there twice")
    return found
