"""Where an editor finds the schemas of a repository's documents.

A language server follows a path or an address. The package lies in another place on every machine and publishes its
schemas nowhere, so a repository that has no ``schema/`` of its own gets copies in ``dossiers/.schema``. They are there
for editors: the gate always uses the package's own.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_dossiers.check.shape import schema_folder, schema_of
from mkdocs_dossiers.read.tree import FOLDER

KINDS: Mapping[str, str] = {
    "project": f"{FOLDER}/*/project.yaml",
    "dossier": f"{FOLDER}/*/*/dossier.yaml",
    "published": f"{FOLDER}/*/published.yaml",
    "reported": f"{FOLDER}/*/reported.yaml",
    "waiver": f"{FOLDER}/*/waivers/*.yaml",
    "attestation": f"{FOLDER}/*/attestations/*.yaml",
    "reproduction": f"{FOLDER}/*/*/reproductions/*/reproduction.yaml",
    "environment": f"{FOLDER}/**/environments/*.json",
}
"""The documents an author writes, each with where it lies."""
COPIES = f"{FOLDER}/.schema"
"""Where the copies are; the gate looks into no folder whose name begins with a dot."""


@dataclass(frozen=True, slots=True)
class Schemas:
    """The folder documents refer to, and the files that are still to be written there."""

    folder: Path
    missing: dict[Path, str]


def schemas_for(root: Path) -> Schemas:
    """The repository's own schemas where it has them, else the copies."""
    own = root / "schema"
    if (own / "dossier.schema.json").is_file():
        return Schemas(own, {})
    folder = root / COPIES
    return Schemas(
        folder,
        {
            folder / f"{kind}.schema.json": schema_text(kind)
            for kind in KINDS
            if not (folder / f"{kind}.schema.json").exists()
        },
    )


def schema_text(kind: str) -> str:
    """The schema of a kind of document, as the package holds it."""
    return schema_folder().joinpath(f"{kind}.schema.json").read_text(encoding="utf-8")


def refresh(root: Path) -> list[str]:
    """Write the copies anew where they are missing or another version's; the kinds that were written.

    Raises `OSError`; a copy is the old or the new one, never half of it.
    """
    folder = root / COPIES
    written = []
    for kind in KINDS:
        file = folder / f"{kind}.schema.json"
        text = schema_text(kind)
        if (
            file.is_file()
            and not file.is_symlink()
            and file.read_text(encoding="utf-8", errors="replace") == text
        ):
            continue
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{kind}.{os.getpid()}.new"
        try:
            draft.write_text(text, encoding="utf-8")
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
        written.append(kind)
    return written


def catalogue_entries(root: Path | None) -> dict[str, Any]:
    """The documents as the JSON Schema Store's catalogue lists them, with paths in the repository for addresses."""
    folder = schemas_for(root).folder.relative_to(root).as_posix() if root is not None else COPIES
    return {
        "version": 1,
        "schemas": [
            {
                "name": f"mkdocs-dossiers {schema_of(kind)['title'].lower()}",
                "description": schema_of(kind)["description"],
                "fileMatch": [f"**/{files}"],
                "url": f"./{folder}/{kind}.schema.json",
            }
            for kind, files in KINDS.items()
        ],
    }
