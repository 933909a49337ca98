"""Raw files: opened only as regular files inside their dossier's folder, hashed without loading them."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from mkdocs_dossiers.model.telling import teller
from mkdocs_dossiers.read.lfs import Pointer, is_pointer, pointer_in

_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
_CHUNK = 1024 * 1024
_TOLD = 64 * _CHUNK


class RawFileError(Exception):
    """A raw file that may not be used, with what to do about it."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


class PointerError(RawFileError):
    """A Git LFS pointer where the raw file should be. ``pointer`` is None for one that nobody can read."""

    def __init__(self, file: str, pointer: Pointer | None) -> None:
        to = (
            f"to {pointer.size:,} bytes with the SHA-256 {pointer.sha256}"
            if pointer is not None
            else "that is broken"
        )
        super().__init__(
            f"{file} is a Git LFS pointer {to}, not the raw file.",
            "Fetch it: git lfs pull" if pointer is not None else "Add the file the tool wrote anew.",
        )
        self.pointer = pointer


def open_raw(folder: Path, file: str) -> int:
    """Open ``file`` (``data/name``) below ``folder`` for reading, and return the descriptor.

    Every part of the way is opened without following links, so what is opened is inside the folder.
    Raises :class:`RawFileError` when it is missing, a link, a folder, a device or a pipe.
    """
    parts = Path(file).parts
    if not parts or "\0" in file or file.startswith("/") or ".." in parts:
        raise RawFileError(f"{file!r} leads out of the dossier's folder.", "Keep raw files in data/.")
    try:
        held = os.open(folder, _FLAGS | os.O_DIRECTORY)
    except OSError as error:
        raise RawFileError(
            f"The folder of {file} cannot be opened: {error.strerror}.", "Name a folder."
        ) from None
    for part in parts[:-1]:
        held = _step(held, part, _FLAGS | os.O_DIRECTORY, file)
    descriptor = _step(held, parts[-1], _FLAGS, file)
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        os.close(descriptor)
        raise RawFileError(
            f"{file} is a folder, not a regular file: a dataset is one file.",
            "Name a file in it, or zip the folder of a tool that writes many: zip -r NAME.zip FOLDER -i '*.json'.",
        )
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise RawFileError(f"{file} is not a regular file.", "Commit the file the tool wrote.")
    return descriptor


def _step(held: int, name: str, flags: int, file: str) -> int:
    """Open one part of the way from the folder it is in, which is closed."""
    try:
        return os.open(name, flags, dir_fd=held)
    except FileNotFoundError:
        raise RawFileError(
            f"The file {file} does not exist.",
            "Add the raw output of the tool at this path, or correct the path.",
        ) from None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            raise RawFileError(
                f"{file} is a symbolic link, or its folder is.", "Commit the file itself, not a link to it."
            ) from None
        raise RawFileError(f"{file} cannot be opened: {error.strerror}.", "Make the file readable.") from None
    finally:
        os.close(held)


def digest(folder: Path, file: str) -> tuple[str, int]:
    """SHA-256 (64 hexadecimal digits) and size in bytes of a raw file.

    Raises :class:`RawFileError`; :class:`PointerError` for a Git LFS pointer, which is not the raw file.
    """
    descriptor = open_raw(folder, file)
    with _reading(descriptor, file) as stream:
        hasher = hashlib.sha256()
        size = 0
        while chunk := stream.read(_CHUNK):
            if size == 0 and is_pointer(chunk):
                raise PointerError(file, pointer_in(chunk))
            hasher.update(chunk)
            size += len(chunk)
            if size % _TOLD == 0 and (tell := teller()) is not None:
                tell(f"hashing {file}", size / max(os.fstat(descriptor).st_size, size))
    return hasher.hexdigest(), size


def whole(folder: Path, file: str, most: int) -> tuple[bytes, tuple[str, int]]:
    """All bytes of a raw file, with what :func:`digest` says of them.

    Raises :class:`RawFileError` as that does, and for a file of more than ``most`` bytes.
    """
    with _reading(open_raw(folder, file), file) as stream:
        content = stream.read(most + 1)
    if len(content) > most or is_pointer(content):
        raise RawFileError(f"{file} is not read as a whole.", "Read it piece by piece.")
    return content, (hashlib.sha256(content).hexdigest(), len(content))


def head(folder: Path, file: str, size: int = 256 * 1024) -> bytes:
    """The first ``size`` bytes of a raw file. Raises :class:`RawFileError`."""
    with _reading(open_raw(folder, file), file) as stream:
        return stream.read(size) or b""


@contextmanager
def _reading(descriptor: int, file: str) -> Iterator[BinaryIO]:
    """An open file; what fails while it is read, as in some files of the kernel, is a :class:`RawFileError`."""
    try:
        with os.fdopen(descriptor, "rb") as stream:
            yield stream
    except OSError as error:
        raise RawFileError(
            f"{file} cannot be read: {error.strerror}.", "Commit the file the tool wrote."
        ) from None
