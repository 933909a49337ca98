"""From ``published.yaml`` to the record of what was published."""

from __future__ import annotations

from typing import Any

from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.published import Erratum, Published, Record, Withdrawal


def build_published(document: Document) -> Published:
    """The record a document holds. Entries that are malformed are left out."""
    records = {
        version: record
        for version, entry in document.section("versions").items()
        if (record := _record(version, entry)) is not None
    }
    withdrawn = {
        claim: Withdrawal(claim, **texts)
        for claim, entry in document.section("withdrawn").items()
        if (texts := _texts(entry, "since", "date", "reason")) is not None
    }
    return Published(document.path, document, records, withdrawn)


def _record(version: str, entry: Any) -> Record | None:
    texts = _texts(entry, "digest", "date")
    if texts is None:
        return None
    ruleset, errata = entry.get("rules", 1), entry.get("errata", [])
    if not isinstance(ruleset, int) or isinstance(ruleset, bool) or not isinstance(errata, list):
        return None
    found = [Erratum(**each) for item in errata if (each := _texts(item, "date", "says", "was")) is not None]
    return Record(version, **texts, ruleset=ruleset, errata=tuple(found))


def _texts(entry: Any, *keys: str) -> dict[str, str] | None:
    """These keys of a mapping, all of them text; None otherwise."""
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in keys):
        return None
    return {key: entry[key] for key in keys}
