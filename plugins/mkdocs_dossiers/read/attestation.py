"""Sign-offs of a project: documents with their signatures."""

from __future__ import annotations

import os
import re
from pathlib import Path

from mkdocs_dossiers.model.attestation import ENDING, FOLDER, SIGNATURE, Attestation
from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.problem import Problem, Refused, Scope, Severity
from mkdocs_dossiers.model.reference import ID
from mkdocs_dossiers.read.raw_file import RawFileError, head
from mkdocs_dossiers.read.signature import LARGEST as LARGEST_SIGNATURE
from mkdocs_dossiers.read.yaml_document import read_yaml_bytes

LARGEST = 64 * 1024
"""Bytes of a document."""
MOST = 200
"""Sign-offs of a project that are looked at."""
_FOLDER_RULE, _YAML_RULE = "shape/folder", "shape/yaml"


def read_attestations(
    place: Path, path: str, project: str, problems: list[Problem]
) -> tuple[Attestation, ...]:
    """The sign-offs in a project's folder, by name; ``path`` is that folder from the workspace's root."""
    folder = place / FOLDER
    if not folder.is_dir() or folder.is_symlink():
        if os.path.lexists(folder):
            message = f"{FOLDER} is a link, or no folder."
            problems.append(
                _problem(_FOLDER_RULE, f"{path}/{FOLDER}", message, "Commit the folder itself.", project)
            )
        return ()
    names = sorted(entry.name for entry in folder.iterdir())
    documents = [name for name in names if name.endswith(ENDING)]
    for name in names:
        where = f"{path}/{FOLDER}/{name}"
        stem = name.removesuffix(SIGNATURE).removesuffix(ENDING)
        if not re.fullmatch(ID, stem) or name not in (stem + ENDING, stem + ENDING + SIGNATURE):
            message = f"{name[:80]!r} is not the name of a sign-off or of its signature."
            fix = f"Keep only what `dossier attest` writes here: NAME{ENDING} and NAME{ENDING}{SIGNATURE}."
            problems.append(_problem(_FOLDER_RULE, where, message, fix, project))
        elif name.endswith(SIGNATURE) and stem + ENDING not in documents:
            message, fix = (
                f"There is no {stem}{ENDING} that this signs.",
                "Remove it, or restore the document.",
            )
            problems.append(_problem(_FOLDER_RULE, where, message, fix, project, stem))
    if len(documents) > MOST:
        message = f"There are {len(documents):,} sign-offs; at most {MOST:,} are looked at."
        problems.append(
            _problem(_FOLDER_RULE, f"{path}/{FOLDER}", message, "Remove those that are void.", project)
        )
    found = (
        _attestation(place, path, name.removesuffix(ENDING), project, problems)
        for name in documents[:MOST]
        if re.fullmatch(ID, name.removesuffix(ENDING))
    )
    return tuple(each for each in found if each is not None)


def _attestation(
    place: Path, path: str, name: str, project: str, problems: list[Problem]
) -> Attestation | None:
    file = f"{FOLDER}/{name}{ENDING}"
    where, scope = f"{path}/{file}", Scope("attestation", project, name)
    try:
        raw = head(place, file, LARGEST + 1)
        if len(raw) > LARGEST:
            message = f"The file has more than {LARGEST:,} bytes."
            problems.append(_problem(_YAML_RULE, where, message, "Say it in fewer words.", project, name))
            return None
        document = read_yaml_bytes(raw, where, scope)
    except RawFileError as error:
        problems.append(_problem(_YAML_RULE, where, error.message, error.fix, project, name))
        return None
    except Refused as refused:
        problems.append(refused.problem)
        return None
    signature, trouble = _signature(place, f"{file}{SIGNATURE}")
    return build_attestation(name, project, document, raw, signature, trouble)


def build_attestation(
    name: str, project: str, document: Document, raw: bytes, signature: bytes | None, trouble: str = ""
) -> Attestation:
    """The sign-off a document holds, complete or not."""
    checked = document.find("checked")
    return Attestation(
        name=name,
        project=project,
        path=document.path,
        document=document,
        raw=raw,
        signature=signature,
        trouble=trouble,
        of=document.text("of") or "",
        level=document.text("level") or "",
        by=document.text("by") or "",
        signer=document.text("signer") or "",
        date=document.text("date") or "",
        checked=tuple(str(entry) for entry in checked) if isinstance(checked, list) else (),
        digest=document.text("digest") or "",
        reproduction=document.text("reproduction", "name") or "",
        reproduction_digest=document.text("reproduction", "digest") or "",
        note=document.text("note") or "",
    )


def _signature(place: Path, file: str) -> tuple[bytes | None, str]:
    """The bytes of a signature; None where there is none that can be read, with the reason."""
    if not os.path.lexists(place / file):
        return None, "There is no signature beside it."
    try:
        raw = head(place, file, LARGEST_SIGNATURE + 1)
    except RawFileError as error:
        return None, error.message
    if len(raw) > LARGEST_SIGNATURE:
        return None, f"The signature has more than {LARGEST_SIGNATURE:,} bytes."
    return raw, ""


def _problem(rule: str, path: str, message: str, fix: str, project: str, name: str = "") -> Problem:
    return Problem(rule, Severity.ERROR, path, 1, 1, message, fix, Scope("attestation", project, name))
