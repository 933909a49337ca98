"""Reading small files of /proc, /sys and /etc under any root."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

from mkdocs_dossiers.environment.capture.reading import UnreadableError

ROOT = Path("/")
_LIMIT = 8 << 20
"""Bytes read of one file: numa_maps and cpuinfo of the largest machines stay well below."""
_PIECE = 64 << 10
"""Bytes asked for at once: /proc/sys refuses a read of more than 4 MiB with ENOMEM, short as the file is."""


def below(root: Path, path: str) -> Path:
    """The place of an absolute path such as ``/proc/cpuinfo`` under the root."""
    return root / path.lstrip("/")


def text(root: Path, path: str) -> str:
    """The file's text without surrounding space; `UnreadableError` says why there is none."""
    try:
        with below(root, path).open("rb", buffering=0) as file:
            return b"".join(_pieces(file)).decode("utf-8", "replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableError("this kernel or container does not offer it", path) from None
    except PermissionError:
        raise UnreadableError("reading it needs more rights", path) from None
    except OSError as problem:
        raise UnreadableError(f"reading it failed: {problem.strerror}", path) from None


def _pieces(file: FileIO) -> Iterator[bytes]:
    """The file's bytes up to the limit; /proc may answer with less than asked for before its end."""
    left = _LIMIT
    while left > 0 and (piece := file.read(min(_PIECE, left))):
        left -= len(piece)
        yield piece


def line(root: Path, path: str) -> str:
    """The file's text, which must not be empty; a kernel's null pointer is nothing either."""
    found = text(root, path)
    if not found or found == "(null)":
        raise UnreadableError("it is empty", path)
    return found


def integer(root: Path, path: str) -> int:
    """The file's text as a whole number."""
    found = line(root, path)
    try:
        return int(found)
    except ValueError:
        raise UnreadableError("it does not hold a whole number", path) from None


def chosen(root: Path, path: str) -> str:
    """The choice the kernel marks with brackets: ``madvise`` of ``always [madvise] never``."""
    found = line(root, path)
    marked = re.search(r"\[([^\]]+)\]", found)
    return marked.group(1) if marked else found


def entries(root: Path, folder: str, pattern: str = "*") -> list[str]:
    """Names in a folder that match, in the order people count: cpu2 before cpu10."""
    try:
        names = [path.name for path in below(root, folder).glob(pattern)]
    except OSError as problem:
        raise UnreadableError(f"listing it failed: {problem.strerror}", folder) from None
    return sorted(names, key=lambda name: [int(part) if part.isdigit() else part for part in _parts(name)])


def _parts(name: str) -> list[str]:
    """Text and digits in turn, text first, so that sorting never compares one with the other."""
    return re.split(r"(\d+)", name)


def link(root: Path, path: str) -> str:
    """The last part of what a symbolic link points to: how /sys names a device's driver."""
    try:
        return below(root, path).readlink().name
    except OSError:
        raise UnreadableError("this kernel or container does not offer it", path) from None


def exists(root: Path, path: str) -> bool:
    """Whether the path is there and may be looked at."""
    try:
        return below(root, path).exists()
    except OSError:
        return False
