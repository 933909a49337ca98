"""Reproductions: what others measured again, read like a dossier of their own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.dossier import Dossier, Environment
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reproduction import MARK, Reproduction
from mkdocs_dossiers.read.build import build_dossier


def evidence_reference(dossier: Reference, name: str) -> Reference:
    """What a reproduction's own evidence is called."""
    return Reference(dossier.project, f"{dossier.version}{MARK}{name}")


def build_reproduction(
    name: str,
    folder: Path,
    path: str,
    of: Dossier,
    document: Document,
    environments: Mapping[str, Environment],
) -> Reproduction:
    """The reproduction a document describes, complete or not. ``path`` is the folder from the workspace's root."""
    by = document.find("by")
    names = tuple(str(entry) for entry in by) if isinstance(by, list) else ()
    authors = {_folded(author) for author in of.authors}
    return Reproduction(
        name=name,
        document=document,
        of=document.text("of") or "",
        date=document.text("date") or "",
        by=names,
        level=document.text("level") or "",
        note=document.text("note"),
        own=bool(names) and all(_folded(entry) in authors for entry in names),
        evidence=build_dossier(evidence_reference(of.reference, name), folder, path, document, environments),
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
