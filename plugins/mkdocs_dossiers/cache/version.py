"""Which software an entry was made by: another one may measure otherwise."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from functools import lru_cache
from importlib import metadata
from pathlib import Path

ROOMS = ("cache", "measure", "model", "read")
"""What an entry depends on: everything between a raw file and a measurement."""
LIBRARIES = ("duckdb", "msgspec", "scipy")
READERS = "assets/check/formats"
"""Formats a browser reads itself; for the others, samples are published."""


def libraries(names: Iterable[str]) -> bytes:
    """The versions of libraries, a line each."""
    return "".join(f"{name} {metadata.version(name)}\n" for name in names).encode()


def contents(files: Iterable[Path], base: Path) -> bytes:
    """The names of files below ``base``, in order, each with the digest of what is in it."""
    return b"".join(
        f"{file.relative_to(base)}\n".encode() + hashlib.sha256(file.read_bytes()).digest()
        for file in sorted(files)
    )


@lru_cache(maxsize=1)
def version() -> bytes:
    """A digest (32 bytes) over the sources of this package, the libraries it measures with, and Python."""
    package = Path(__file__).parents[1]
    files = [
        file
        for room in ROOMS
        for file in (package / room).rglob("*")
        if file.suffix in (".py", ".sql", ".txt")
    ]
    digest = hashlib.sha256(libraries(LIBRARIES) + f"python {platform.python_version()}\n".encode())
    digest.update(contents(files, package))
    for file in sorted((package / READERS).iterdir()):
        digest.update(f"{file.name}\n".encode())
    return digest.digest()
