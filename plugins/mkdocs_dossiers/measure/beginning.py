"""The beginning of a raw file as the tool wrote it, whether or not it was compressed since."""

from __future__ import annotations

import zlib
from pathlib import Path

from mkdocs_dossiers.measure.archive import MAGIC as _ZIP
from mkdocs_dossiers.measure.archive import listing
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.format import FormatError, quote

LENGTH = 256 * 1024
"""Bytes a format is recognised by."""
LINES = 2000
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


def decompressed_size(file: Path, size: int) -> int:
    """How large one JSON value in the file may be at most, in bytes; compressed data may grow."""
    return min(size * 100, 1024**3) if file.suffix in (".gz", ".zst") else size
