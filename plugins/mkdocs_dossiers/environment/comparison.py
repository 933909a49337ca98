"""When two environments are the same: their fingerprint, and the fields in which they differ."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs_dossiers.environment.field import Field
from mkdocs_dossiers.environment.fields import FIELDS, material_fields

_MAPPING = (dict, Mapping)
"""That a dict is one is seen sooner than that anything else is."""


@dataclass(frozen=True)
class Difference:
    """One field that two environments disagree on, with both sides in words."""

    field: Field
    a: str
    b: str


@dataclass(frozen=True)
class Comparison:
    """What two environments differ in; they are the same if nothing material is among it."""

    same: bool
    benign: tuple[Difference, ...]
    """Differences that do not change results, readings of the moment (`Field.momentary`) among them."""
    material: tuple[Difference, ...]
    """Differences that change results; numbers from the two must not be compared unexplained."""


def fingerprint(document: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the material fields.

    The bytes hashed are JSON in ASCII with sorted keys and no spaces: an object from each material field's
    reference (``cpu.model``) to its value, or to ``{"status": …}`` where it has none, or to null where the
    document has no such field. Reasons and sources do not count.
    """
    values = {field.reference: _comparable(document, field) for field in material_fields()}
    canonical = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def compare(a: Mapping[str, Any], b: Mapping[str, Any]) -> Comparison:
    """The fields of the catalogue in which two documents differ, in its order."""
    differences = [
        Difference(field, shown(a, field), shown(b, field))
        for field in FIELDS
        if _comparable(a, field) != _comparable(b, field)
    ]
    material = tuple(difference for difference in differences if difference.field.material)
    benign = tuple(difference for difference in differences if not difference.field.material)
    return Comparison(not material, benign, material)


def entry_of(document: Mapping[str, Any], field: Field) -> Mapping[str, Any]:
    """The field's entry; an empty one where the document, of another version or broken, lacks it."""
    node: Any = document
    for key in ("fields", field.section, field.name):
        if not isinstance(node, _MAPPING):
            return {}
        node = node.get(key)
    return node if isinstance(node, _MAPPING) else {}


def _comparable(document: Mapping[str, Any], field: Field) -> Any:
    entry = entry_of(document, field)
    if "value" in entry:
        return entry["value"]
    return {"status": entry["status"]} if "status" in entry else None


def shown(document: Mapping[str, Any], field: Field) -> str:
    """What a document holds of a field, in words."""
    entry = entry_of(document, field)
    if "value" in entry:
        unit = f" {field.unit}" if field.unit else ""
        return _value_in_words(entry["value"]) + unit
    status = str(entry.get("status", "not recorded")).replace("_", " ")
    return f"{status}: {entry['reason']}" if "reason" in entry else status


LONGEST = 120
"""Characters of a value where two environments stand side by side."""


def shortened(text: str) -> str:
    """A value in few characters; two long ones that differ stay different, by their digests."""
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST - 20]}… #{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"


def told(document: Mapping[str, Any], field: Field) -> str:
    """What two documents are compared by: a value in words, or why there is none, in one word."""
    entry = entry_of(document, field)
    if "value" in entry:
        return shortened(shown(document, field))
    return str(entry.get("status", "not recorded")).replace("_", " ")


def _value_in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {item}" for key, item in value.items())
    return str(value)
