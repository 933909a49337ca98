"""The digest of everything a claim rests on, as ``jq``, ``sha256sum`` and ``sort`` make it too.

It is that of a folder (:mod:`mkdocs_dossiers.read.folder_digest`) that holds, and nothing else:

- ``claim.json``, ``subject.json`` and ``datasets/<name>.json``: the claim's entry, the subject with its commit and each
  dataset's entry in ``dossier.yaml``, as JSON on one line with sorted keys and without spaces, as ``jq -cS`` prints it;
- ``data/…`` and ``environments/<name>.json``: the raw files of these datasets and the environments they were measured
  in, byte for byte.

Statements follow from the entries, so they are not part of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.read.elsewhere import folder_of
from mkdocs_dossiers.read.raw_file import RawFileError, digest


def claim_parts(dossier: Dossier, claim: str, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """The SHA-256 of every part a claim rests on, by its path in that folder; one that cannot be read is left out.

    ``known`` maps paths relative to the dossier to digests that were computed already, from the same bytes.
    """
    document, known = dossier.document, known or {}
    parts = {
        "claim.json": _of(document.find("claims", claim)),
        "subject.json": _of(document.find("subject")),
    }
    found = dossier.claims.get(claim)
    for name in found.datasets if found is not None else ():
        dataset = dossier.datasets.get(name)
        parts[f"datasets/{name}.json"] = _of(document.find("data", name))
        if dataset is None:
            continue
        places = {
            dataset.file: folder_of(dossier.folder, dataset),
            f"environments/{dataset.environment}.json": dossier.folder,
        }
        for file, folder in places.items():
            try:
                parts[file] = known.get(file) or digest(folder, file)[0]
            except RawFileError:
                continue
    return parts


def claim_digest(dossier: Dossier, claim: str, known: Mapping[str, str] | None = None) -> str:
    """The digest of everything a claim rests on, 64 hexadecimal digits."""
    parts = claim_parts(dossier, claim, known)
    lines = "".join(f"{parts[path]}  ./{path}\n" for path in sorted(parts, key=str.encode))
    return hashlib.sha256(lines.encode()).hexdigest()


def _of(value: object) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{text}\n".encode("utf-8", "backslashreplace")).hexdigest()
