"""Typed looks into an environment document, which a stranger may have written: what does not fit is None."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mkdocs_dossiers.environment.comparison import entry_of
from mkdocs_dossiers.environment.field import Field
from mkdocs_dossiers.environment.fields import FIELDS

_PART = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", re.ASCII)


@lru_cache(maxsize=1)
def known_fields() -> Mapping[str, Field]:
    """Every field of the catalogue by its reference."""
    return {field.reference: field for field in FIELDS}


def value(document: Mapping[str, Any], reference: str) -> Any:
    """The value of a field such as ``cpu.model``; None where it has none."""
    return entry_of(document, known_fields()[reference]).get("value")


def number(document: Mapping[str, Any], reference: str) -> float | None:
    """The same, if it is a finite number."""
    found = value(document, reference)
    if isinstance(found, bool) or not isinstance(found, int | float) or abs(found) > 1e300:
        return None
    return float(found) if math.isfinite(found) else None


def text(document: Mapping[str, Any], reference: str) -> str | None:
    """The same, if it is text."""
    found = value(document, reference)
    return found if isinstance(found, str) else None


def texts(document: Mapping[str, Any], reference: str) -> tuple[str, ...] | None:
    """The same, if it is a list of texts."""
    found = value(document, reference)
    return tuple(map(str, found)) if isinstance(found, list) else None


def table(document: Mapping[str, Any], reference: str) -> Mapping[str, str]:
    """The same, if it is a table; empty where it is none."""
    found = value(document, reference)
    return {str(key): str(item) for key, item in found.items()} if isinstance(found, dict) else {}


def cpus(written: str | None) -> int | None:
    """How many CPUs a list such as ``0-3,8`` names; None where it is no such list."""
    total = 0
    for part in (written or "").split(","):
        found = _PART.fullmatch(part.strip())
        if found is None:
            return None
        low, high = int(found[1]), int(found[2] or found[1])
        if high < low:
            return None
        total += high - low + 1
    return total
