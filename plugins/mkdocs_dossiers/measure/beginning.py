"""The beginning of a raw file as the tool wrote it, whether or not it was compressed since."""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from typing import BinaryIO

from mkdocs_dossiers.measure.archive import MAGIC as _ZIP
from mkdocs_dossiers.measure.archive import listing
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.format import FormatError, quote
from mkdocs_dossiers.read.raw_file import open_raw

LENGTH = 256 * 1024
"""Bytes a format is recognised by."""
LINES = 2000
GROWTH, SLACK = 300, 64 * 1024**2
"""How many times larger than compressed data what is in it may be, and bytes it may have in any case. Raw output
becomes 5 to 30 times smaller, but full of spaces and names that repeat also 250 times.
"""
MOST = 4 * 1024**3
"""Bytes that compressed data may unpack to."""
LARGEST_VALUE = 1024**3
"""Bytes one JSON value may have."""
MEMBERS = 100_000
"""Parts gzip data may be put together from."""
_CHUNK = 64 * 1024
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


def beginning(engine: Engine, file: Path, head: bytes) -> bytes:
    """The first bytes of a raw file, decompressed. ``head`` are its first bytes as they are.

    Of a ZIP archive, the list of its files.

    Raises :class:`FormatError` when the name does not end as the content is compressed: DuckDB goes by it.
    Raises :class:`CannotMeasure` when zstd data cannot be read.
    """
    for magic, ending, name in ((_GZIP, ".gz", "gzip"), (_ZSTD, ".zst", "zstd"), (_ZIP, ".zip", "ZIP")):
        if head.startswith(magic) != (file.suffix == ending):
            raise FormatError(
                f"The file is {'' if head.startswith(magic) else 'not '}compressed with {name}, and its name "
                f"{'does not end' if head.startswith(magic) else 'ends'} in {ending}.",
                f"Name it {file.name + ending if head.startswith(magic) else file.stem}.",
            )
    if head.startswith(_GZIP):
        try:
            return zlib.decompressobj(wbits=31).decompress(head, LENGTH)
        except zlib.error as error:
            raise FormatError(
                f"The file is not whole gzip data: {error}.", "Commit the file as the tool wrote it."
            ) from None
    if head.startswith(_ZSTD):
        rows = engine.rows(
            f"SELECT line FROM read_csv({quote(engine.name(file))}, columns = {{'line': 'VARCHAR'}}, delim = '\x1f', "
            f"header = false, quote = '', escape = '', auto_detect = false, compression = 'zstd') LIMIT {LINES}"
        )
        return "\n".join(str(row[0] or "") for row in rows).encode()[:LENGTH]
    if head.startswith(_ZIP):
        return listing(file)[:LENGTH]
    return head


def decompressed_size(folder: Path, file: str, size: int) -> int:
    """How large one JSON value in a file of ``size`` bytes may be at most, in bytes; compressed data may grow.

    Raises :class:`FormatError` for gzip data that grows more than a tool's output does, or is not whole. DuckDB
    stops at zstd data that does: nothing here can decompress it.
    """
    if file.endswith(".zst"):
        return min(size * GROWTH + SLACK, LARGEST_VALUE)
    if not file.endswith(".gz"):
        return size
    most = min(size * GROWTH + SLACK, MOST)
    try:
        with os.fdopen(open_raw(folder, file), "rb") as stream:
            found = _counted(stream, most)
    except (zlib.error, EOFError) as error:
        raise FormatError(
            f"The file is not whole gzip data: {error}.", "Commit the file as the tool wrote it."
        ) from None
    if found > most:
        raise FormatError(
            f"The file unpacks to more than {most:,} bytes, the most that are read from {size:,}.",
            "Commit the file as the tool wrote it, or split it.",
        )
    return min(found, LARGEST_VALUE)


def _counted(stream: BinaryIO, most: int) -> int:
    """Bytes in gzip data, all its members; counting ends above ``most``."""
    found, members = 0, 1
    member = zlib.decompressobj(wbits=31)
    pending = stream.read(_CHUNK)
    while pending and found <= most:
        if member.eof:
            member, members = zlib.decompressobj(wbits=31), members + 1
            if members > MEMBERS:
                raise EOFError(f"it has more than {MEMBERS:,} parts")
        found += len(member.decompress(pending, _CHUNK))
        pending = member.unconsumed_tail or member.unused_data.lstrip(b"\0") or stream.read(_CHUNK)
    while found <= most and not member.eof:
        rest = member.decompress(b"", _CHUNK)
        if not rest:
            raise EOFError("it ends too early")
        found += len(rest)
    return found
