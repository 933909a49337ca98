"""Whose keys count for sign-offs: the list ``dossiers/allowed_signers``, as ``ssh-keygen`` reads it.

With a base, its list counts: a change that brings its own key along proves nothing by it.
"""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs_dossiers.model.attestation import SIGNERS, Signers
from mkdocs_dossiers.read.base import Base
from mkdocs_dossiers.read.raw_file import RawFileError, head

LARGEST = 1024 * 1024
"""Bytes of a list: some thousand keys."""


def read_signers(root: Path, folder: str, base: Base | None = None) -> Signers:
    """The list that counts; an empty one where there is no file."""
    path = f"{folder}/{SIGNERS}"
    raw, trouble = _read(root / folder)
    if base is None or path not in base.changed:
        return Signers(raw, path, trouble=trouble)
    before, trouble = _read(base.root / folder)
    return Signers(before, path, base.ref, trouble, raw)


def _read(folder: Path) -> tuple[bytes, str]:
    if not os.path.lexists(folder / SIGNERS):
        return b"", ""
    try:
        raw = head(folder, SIGNERS, LARGEST + 1)
    except RawFileError as error:
        return b"", error.message
    if len(raw) > LARGEST:
        return b"", f"{SIGNERS} has more than {LARGEST:,} bytes."
    return raw, ""
