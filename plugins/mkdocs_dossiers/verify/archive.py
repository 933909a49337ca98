"""A dossier's archive against the files of the site."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

_CHUNK = 1024 * 1024


def archive_differs(file: Path, held: Mapping[str, tuple[str, int]]) -> list[str]:
    """What an archive holds otherwise, in sentences. ``held`` has the digest and size of each file by its path.

    Nothing is unpacked but to be hashed, and no more of a file than it should have.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            names = {entry.filename: entry for entry in archive.infolist()}
            return [
                message
                for path, (sha256, size) in sorted(held.items())
                if (message := _differs(archive, names.get(path), path, sha256, size))
            ]
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        return [f"It is not a whole ZIP file: {str(error).rstrip('.')}."]


def _differs(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo | None, path: str, sha256: str, size: int
) -> str:
    if entry is None:
        return f"{path} is not in it."
    if entry.file_size == size:
        digest = hashlib.sha256()
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
        if digest.hexdigest() == sha256:
            return ""
    return f"{path} in it is not the one on the site."
