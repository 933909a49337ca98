"""The fields of an environment document, to change one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def fields(data: dict[str, Any], material: bool | None = None) -> list[tuple[str, str]]:
    """Group and name of every field that has a value; only those that change results, or only the others."""
    from mkdocs_dossiers.environment.fields import FIELDS

    known = {(field.section, field.name): field.material for field in FIELDS}
    return [
        (group, name)
        for group, entries in data["fields"].items()
        for name, entry in entries.items()
        if "value" in entry and (material is None or known.get((group, name), False) is material)
    ]


def rewritten(file: Path, data: dict[str, Any]) -> None:
    """Write the document as the capture does."""
    file.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
