"""The digest of a version's folder, as ``sha256sum`` and ``sort`` make it too.

One line per regular file, ``<sha256>  ./<path>``, in the order of the bytes of the paths; the digest is the SHA-256 of
these lines. What lies under ``reproductions/`` does not count: others add to it after publication. Nor do links and
devices, which other rules refuse. A Git LFS pointer counts with the digest of the file it stands for: the digest is the
same before and after ``git lfs pull``, and the command gives it after.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from mkdocs_dossiers.read.lfs import pointer_in
from mkdocs_dossiers.read.raw_file import RawFileError, open_raw

COMMAND = (
    "find . -type f ! -path './reproductions/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum"
)
"""Prints the digest, run in the version's folder."""

LEFT_OUT = "reproductions"
NOTHING = hashlib.sha256().hexdigest()
"""The digest of a folder without files, or of none."""
_CHUNK = 1024 * 1024


def files_below(folder: Path) -> Iterator[str]:
    """Paths of the regular files below a folder, relative to it, in the order of their bytes."""
    found = []
    open_folders = [""]
    while open_folders:
        inside = open_folders.pop()
        try:
            entries = list(os.scandir(folder / inside))
        except OSError:
            continue
        for entry in entries:
            path = f"{inside}{entry.name}"
            if entry.is_dir(follow_symlinks=False) and path != LEFT_OUT:
                open_folders.append(f"{path}/")
            elif entry.is_file(follow_symlinks=False):
                found.append(path)
    yield from sorted(found, key=os.fsencode)


def folder_digest(folder: Path, known: Mapping[str, str] | None = None) -> str:
    """The digest of a folder, 64 hexadecimal digits; :data:`NOTHING` when it is not there.

    ``known`` maps relative paths to digests that were computed already, from the same bytes.
    """
    return NOTHING if folder.is_symlink() else digest_of_lines(file_digests(folder, known))


def file_digests(folder: Path, known: Mapping[str, str] | None = None) -> Iterator[tuple[str, str]]:
    """Each file's path and digest, in the order of the paths' bytes; one that cannot be read is left out."""
    known = known or {}
    for path in files_below(folder):
        digest = known.get(path) or _digest(folder, path)
        if digest is not None:
            yield path, digest


def digest_of_lines(files: Iterable[tuple[str, str]]) -> str:
    """The SHA-256 of the lines of files, given in the order of their paths' bytes."""
    lines = hashlib.sha256()
    for path, digest in files:
        lines.update(digest.encode() + b"  ./" + os.fsencode(path) + b"\n")
    return lines.hexdigest()


def _digest(folder: Path, path: str) -> str | None:
    """The SHA-256 of a file; None when it cannot be read."""
    try:
        descriptor = open_raw(folder, path)
    except RawFileError:
        return None
    hasher = hashlib.sha256()
    try:
        with os.fdopen(descriptor, "rb", buffering=0) as stream:
            while chunk := stream.read(_CHUNK):
                if (pointer := pointer_in(chunk)) is not None:
                    return pointer.sha256
                hasher.update(chunk)
    except OSError:
        return None
    return hasher.hexdigest()
