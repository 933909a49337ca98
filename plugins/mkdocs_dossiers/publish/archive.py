"""Archives, written: a ZIP file or folder that is a BagIt bag (RFC 8493). The same members give the same bytes.

Every date is that of the archive, every member has the same attributes, and the order is that of the names. Only the
compression itself depends on the zlib it was written with; the checksums inside do not.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TypeAlias

from mkdocs_dossiers.model.day import day
from mkdocs_dossiers.pages.page import Asset, Member

PAYLOAD = "data/"
"""A bag's own files; those beside it are its tag files."""
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
LARGE = 50_000_000
QUICK = 1
"""How hard zlib tries with a member of so many bytes: a gigabyte of CSV takes 7 s and not 38 s, and 14 % more room."""
_LEVEL = "compress_level" if sys.version_info >= (3, 13) else "_compresslevel"
_CHUNK = 1024 * 1024
_MODE = 0o100644 << 16
_OLDEST = (1980, 1, 1, 0, 0, 0)
Writing: TypeAlias = Callable[[str], IO[bytes]]
"""Opens a member to be written, by its path."""


def write_zip(asset: Asset, file: Path) -> None:
    """Write an archive as a ZIP file."""
    moment = _moment(asset.day)
    large = {member.path for member in asset.members if _size(member) >= LARGE}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

        def writing(path: str) -> IO[bytes]:
            entry = zipfile.ZipInfo(path, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _MODE
            if path in large:
                setattr(entry, _LEVEL, QUICK)
            return archive.open(entry, "w", force_zip64=True)

        for path, content in _bag(asset, writing):
            with writing(path) as stream:
                stream.write(content)
        if not any(member.path.startswith(PAYLOAD) for member in asset.members):
            archive.writestr(zipfile.ZipInfo(PAYLOAD, moment), b"")  # a bag has its folder, even an empty one


def write_folder(asset: Asset, folder: Path) -> None:
    """Write an archive as a folder that is not there yet or empty."""

    def writing(path: str) -> IO[bytes]:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        return place.open("xb")

    (folder / PAYLOAD).mkdir(parents=True, exist_ok=True)
    for path, content in _bag(asset, writing):
        with writing(path) as stream:
            stream.write(content)


def _bag(asset: Asset, writing: Writing) -> Iterator[tuple[str, bytes]]:
    """Write the members; then yield the files that make them a bag. Their names need no encoding: see the schema."""
    payload: list[str] = []
    tags: list[str] = []
    octets = 0
    for member in asset.members:
        digest, size = _copy(member, writing)
        line = f"{digest}  {member.path}"
        if member.path.startswith(PAYLOAD):
            octets += size
            payload.append(line)
        else:
            tags.append(line)
    about = [*asset.about, ("Payload-Oxum", f"{octets}.{len(payload)}")]
    own = {
        "bag-info.txt": "".join(f"{key}: {' '.join(value.split())}\n" for key, value in about),
        "bagit.txt": DECLARATION,
        "manifest-sha256.txt": _lines(payload),
    }
    for path, text in own.items():
        content = text.encode("utf-8", "backslashreplace")
        tags.append(f"{hashlib.sha256(content).hexdigest()}  {path}")
        yield path, content
    yield "tagmanifest-sha256.txt", _lines(tags).encode("utf-8", "backslashreplace")


def _lines(entries: list[str]) -> str:
    return "".join(f"{line}\n" for line in sorted(entries, key=lambda line: line[66:]))


def _copy(member: Member, writing: Writing) -> tuple[str, int]:
    """Write a member; its digest and its size in bytes."""
    digest, size = hashlib.sha256(), 0
    with writing(member.path) as target:
        for chunk in _chunks(member):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return digest.hexdigest(), size


def _size(member: Member) -> int:
    return member.source.stat().st_size if member.source is not None else len(member.content or b"")


def _chunks(member: Member) -> Iterator[bytes]:
    if member.source is None:
        yield member.content or b""
        return
    with member.source.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _moment(text: str) -> tuple[int, int, int, int, int, int]:
    found = day(text)
    return (found.year, found.month, found.day, 0, 0, 0) if found and found.year >= 1980 else _OLDEST


def place_asset(asset: Asset, target: Path) -> None:
    """Write any asset to a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if asset.members:
        write_zip(asset, target)
    elif asset.source is not None:
        shutil.copyfile(asset.source, target)
    else:
        target.write_bytes(asset.content or b"")
