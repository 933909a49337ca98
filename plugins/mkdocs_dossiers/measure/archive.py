"""ZIP archives of a tool's result folder: listed, and unpacked within limits.

DuckDB reads no ZIP files, so these are the only raw files that are unpacked before they are read. Nothing is
written outside the folder given: entries with absolute names, ``..``, links, devices and encrypted ones are
refused, and so is an archive of too many entries or that grows too large.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs_dossiers.measure.format import FormatError
from mkdocs_dossiers.read.raw_file import open_raw

MAGIC = b"PK\x03\x04"
ENTRIES = 10_000
PACKED, UNPACKED = 256 * 1024**2, 1024**3
"""Bytes an archive, and what is in it, may have at most."""
GROWTH = 200
"""How many times larger than the archive what is in it may be; deflate makes JSON 5 to 20 times smaller."""
_HEADING = "Files of a ZIP archive:"
_FIX = "Zip the folder as the tool left it, with ordinary files in it: zip -r NAME.zip FOLDER -i '*.json'."


def listing(file: Path) -> bytes:
    """The names in an archive, one a line below a heading: what its format is found by.

    Raises :class:`FormatError` for an archive that is damaged, too large or not harmless.
    """
    with _opened(file) as archive:
        return "\n".join([_HEADING, *sorted(entry.filename for entry in _files(archive)), ""]).encode()


def unpack(file: Path, folder: Path) -> int:
    """Unpack an archive into an empty folder, and return the size of its largest file in bytes.

    Raises :class:`FormatError` as :func:`listing` does, before anything is written outside ``folder``.
    """
    with _opened(file) as archive:
        largest = 0
        for entry in _files(archive):
            place = folder / entry.filename
            place.parent.mkdir(parents=True, exist_ok=True)
            content = archive.read(entry)  # checks length and CRC
            with place.open("xb") as stream:
                stream.write(content)
            largest = max(largest, len(content))
        return largest


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    with os.fdopen(open_raw(file.parent, file.name), "rb") as stream:
        if os.fstat(stream.fileno()).st_size > PACKED:
            raise FormatError(f"The archive is larger than {PACKED // 1024**2} MiB.", _FIX)
        try:
            with zipfile.ZipFile(stream) as archive:
                yield archive
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise FormatError(
                f"The file is not a whole ZIP archive: {str(error).rstrip('.')}.", _FIX
            ) from None
        except OSError as error:
            raise FormatError(f"The archive cannot be unpacked: {error.strerror}.", _FIX) from None


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The ordinary files in an archive, all of them harmless."""
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise FormatError(f"The archive holds {len(entries):,} entries; {ENTRIES:,} are allowed.", _FIX)
    packed = sum(entry.compress_size for entry in entries)
    total = sum(entry.file_size for entry in entries)
    if total > min(UNPACKED, GROWTH * packed + 1024**2):
        raise FormatError(f"What is in the archive is too large: {total:,} bytes.", _FIX)
    names = set()
    for entry in entries:
        if (reason := _harm(entry)) or entry.filename in names:
            raise FormatError(
                f"The archive holds an entry {entry.filename[:80]!r} that {reason or 'is there twice'}.", _FIX
            )
        names.add(entry.filename)
    return [entry for entry in entries if not entry.is_dir()]


def _harm(entry: zipfile.ZipInfo) -> str | None:
    """Why an entry is refused."""
    name = entry.filename
    parts = name.removesuffix("/").split("/")
    if name.startswith("/") or any(part in ("", ".", "..") for part in parts) or "\\" in name:
        return "leads out of it"
    if not name.isprintable() or len(name.encode()) > 1024 or any(len(part.encode()) > 255 for part in parts):
        return "has no ordinary name"
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device"
    if entry.flag_bits & 1:
        return "is encrypted"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is compressed in another way than deflate"
    return None
