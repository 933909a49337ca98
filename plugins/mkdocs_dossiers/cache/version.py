"""Which software an entry was made by: another one may measure otherwise."""

from __future__ import annotations

import hashlib
import platform
from functools import lru_cache
from importlib import metadata
from pathlib import Path

ROOMS = ("cache", "measure", "model", "read")
"""What an entry depends on: everything between a raw file and a measurement."""
LIBRARIES = ("duckdb", "msgspec", "pint", "scipy")
READERS = "assets/check/formats"
"""Formats a browser reads itself; for the others, samples are published."""


@lru_cache(maxsize=1)
def version() -> bytes:
    """A digest (32 bytes) over the sources of this package, the libraries it measures with, and Python."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for library in LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}\n".encode())
    digest.update(f"python {platform.python_version()}\n".encode())
    files = [
        file
        for room in ROOMS
        for file in (package / room).rglob("*")
        if file.suffix in (".py", ".sql", ".txt")
    ]
    for file in sorted(files):
        digest.update(f"{file.relative_to(package)}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    for file in sorted((package / READERS).iterdir()):
        digest.update(f"{file.name}\n".encode())
    return digest.digest()
