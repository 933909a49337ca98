"""Git LFS pointers: the few lines git keeps in place of a file that lies elsewhere.

The format is that of the Git LFS specification, version 1, without extensions: ``version``, ``oid``, ``size``. The oid
is the SHA-256 of the file itself.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

LARGEST = 1024
"""Bytes of a pointer are fewer."""
_MARK = b"version https://git-lfs.github.com/spec/"
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n"
    rb"oid sha256:(?P<sha256>[0-9a-f]{64})\nsize (?P<size>0|[1-9][0-9]{0,18})\n"
)
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Pointer:
    """The SHA-256 (64 hexadecimal digits) and the size in bytes of the file that a pointer stands for."""

    sha256: str
    size: int


def is_pointer(start: bytes) -> bool:
    """Whether a file that begins so is meant as a pointer."""
    return start.startswith(_MARK)


def pointer_in(content: bytes) -> Pointer | None:
    """The pointer that is the whole of a file; None where it is none."""
    found = _POINTER.fullmatch(content) if len(content) < LARGEST else None
    return Pointer(found["sha256"].decode(), int(found["size"])) if found is not None else None


def take(objects: Path, pointer: Pointer, target: Path) -> bool:
    """Put the file that a pointer stands for in its place, from the folder where Git LFS keeps what it fetched.

    Whether it was there, with the digest the pointer has. ``target`` is left alone otherwise.
    """
    sha256 = pointer.sha256
    source = objects / sha256[:2] / sha256[2:4] / sha256
    if source.is_symlink() or not source.is_file() or source.stat().st_size != pointer.size:
        return False
    made = target.with_name(f".{target.name}.lfs")
    try:
        with source.open("rb") as reading, made.open("xb") as writing:
            shutil.copyfileobj(reading, writing, _CHUNK)
        with made.open("rb") as written:
            whole = hashlib.file_digest(written, "sha256").hexdigest() == sha256
        if whole:
            made.replace(target)
    except OSError:
        whole = False
    made.unlink(missing_ok=True)
    return whole
