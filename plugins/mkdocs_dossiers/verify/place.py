"""A built site as a folder or a ZIP file: files by their address, and nothing outside it."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mkdocs_dossiers.read.raw_file import RawFileError, open_raw

INDEX = "dossiers.json"
ENTRIES = 1_000_000
"""Entries of an archive."""
GROWTH = 1000
"""How many times its compressed size a file of an archive may be."""
SLACK = 1024**2
DEPTH, FOLDERS = 4, 10_000
"""How deep, and in how many folders, the site's index is looked for."""
_CHUNK = 1024 * 1024


class NotASite(Exception):  # noqa: N818 - said of the folder
    """There is no site of this software at the place."""


class Missing(Exception):  # noqa: N818 - said of the file
    """A file of the site is not there, or may not be read; the message says which, and why."""


class Place(ABC):
    """Where a site's files are. ``base`` is the folder of its index inside the place, empty or ending in a slash."""

    base: str = ""

    @abstractmethod
    def _opened(self, address: str) -> IO[bytes]:
        """A file of the place. Raises :class:`Missing`."""

    @abstractmethod
    def has(self, address: str) -> bool:
        """Whether there is a file at an address."""

    @contextmanager
    def _open(self, address: str) -> Iterator[IO[bytes]]:
        try:
            with self._opened(f"{self.base}{address}") as stream:
                yield stream
        except (
            OSError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise Missing(f"It cannot be read: {str(reason).rstrip('.')}.") from None

    def read(self, address: str, most: int) -> bytes:
        """A file of at most ``most`` bytes. Raises :class:`Missing`."""
        with self._open(address) as stream:
            content = stream.read(most + 1)
        if len(content) > most:
            raise Missing(f"It is larger than {most:,} bytes.")
        return content

    def copy(self, address: str, target: Path, most: int) -> tuple[str, int]:
        """Copy a file of at most ``most`` bytes; its digest and size. Raises :class:`Missing`."""
        digest, size = hashlib.sha256(), 0
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._open(address) as stream, target.open("xb") as copied:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    raise Missing(f"It is larger than {most:,} bytes.")
                digest.update(chunk)
                copied.write(chunk)
        return digest.hexdigest(), size


@dataclass
class Folder(Place):
    """A site in a folder; links are not followed."""

    folder: Path
    base: str = ""

    def _opened(self, address: str) -> IO[bytes]:
        try:
            return os.fdopen(open_raw(self.folder, address), "rb")
        except RawFileError as error:
            raise Missing(_reason(error)) from None

    def has(self, address: str) -> bool:
        """Whether there is an ordinary file at an address."""
        try:
            os.close(open_raw(self.folder, f"{self.base}{address}"))
        except RawFileError:
            return False
        return True


def _reason(error: RawFileError) -> str:
    return "It is not there." if "does not exist" in error.message else f"{error.message}"


@dataclass
class Archive(Place):
    """A site in a ZIP file; nothing is unpacked but what is read."""

    archive: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]
    base: str = ""

    def _opened(self, address: str) -> IO[bytes]:
        entry = self.names.get(address)
        if entry is None:
            raise Missing("It is not there.")
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise Missing("It is not a regular file.")
        if entry.file_size > GROWTH * entry.compress_size + SLACK:
            raise Missing(f"It unpacks to {entry.file_size:,} bytes, which no site does.")
        return self.archive.open(entry)

    def has(self, address: str) -> bool:
        """Whether there is an entry of this name."""
        return f"{self.base}{address}" in self.names


@contextmanager
def opened(path: Path) -> Iterator[Place]:
    """The site at a path. Raises :class:`NotASite`."""
    if path.is_dir():
        yield Folder(path, _base_of_folder(path))
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield Archive(archive, names := _names(archive), _base_of_names(names))
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise NotASite(
            f"{path} is neither a folder nor a whole ZIP file: {str(error).rstrip('.')}."
        ) from None


def _names(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The entries by name. A name that is there twice says two things, so nothing is read under it."""
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise NotASite(f"The archive holds {len(entries):,} entries; {ENTRIES:,} are allowed.")
    names: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        if entry.filename in names:
            raise NotASite(f"The archive holds {entry.filename[:80]!r} twice.")
        names[entry.filename] = entry
    return names


def _base_of_names(names: dict[str, zipfile.ZipInfo]) -> str:
    found = [name for name in names if name == INDEX or name.endswith(f"/{INDEX}")]
    return _nearest([name.removesuffix(INDEX) for name in found if name.count("/") <= DEPTH])


def _base_of_folder(folder: Path) -> str:
    found = []
    for looked, (place, folders, files) in enumerate(os.walk(folder)):
        inside = Path(place).relative_to(folder).as_posix()
        if looked > FOLDERS or inside.count("/") >= DEPTH:
            folders.clear()
        if INDEX in files:
            found.append("" if inside == "." else f"{inside}/")
    return _nearest(found)


def _nearest(bases: list[str]) -> str:
    if not bases:
        raise NotASite(f"There is no {INDEX} in it: name the folder of a built site, or a ZIP file of one.")
    return min(bases, key=lambda base: (base.count("/"), base))
