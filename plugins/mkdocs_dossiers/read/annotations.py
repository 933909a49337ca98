"""From ``project.yaml`` to its annotations."""

from __future__ import annotations

from typing import Any

from mkdocs_dossiers.model.annotation import KINDS, Annotation
from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.reference import version_key


def build_annotations(document: Document) -> tuple[Annotation, ...]:
    """The annotations a document holds, by version, numbered. Entries that are malformed are left out."""
    entries = document.find("annotations")
    found = [entry for entry in (entries if isinstance(entries, list) else ()) if _sound(entry)]
    found.sort(key=lambda entry: version_key(entry["version"]))
    return tuple(
        Annotation(
            number,
            entry["version"],
            entry["kind"],
            entry["says"],
            entry["link"] if isinstance(entry.get("link"), str) else None,
        )
        for number, entry in enumerate(found, start=1)
    )


def _sound(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and all(isinstance(entry.get(key), str) for key in ("version", "kind", "says"))
        and entry["kind"] in KINDS
    )
