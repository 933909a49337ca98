"""The lines of a document that is shown to a person, also of one that could not be understood."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs_dossiers.model.document import MAX_BYTES
from mkdocs_dossiers.read.raw_file import RawFileError, open_raw

_TEXT = (".yaml", ".json")


class Sources:
    """The documents below a folder, each read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines: dict[str, tuple[str, ...]] = {}

    def line(self, path: str, number: int) -> str:
        """One line (from 1) of a document; empty where there is none."""
        if path not in self._lines:
            self._lines[path] = _read(self._root, path)
        lines = self._lines[path]
        return lines[number - 1] if 0 < number <= len(lines) else ""


def _read(root: Path, path: str) -> tuple[str, ...]:
    """The lines of a document; none when it is too large, no regular file, or no text.

    No link on the way is followed. Bytes that are not UTF-8 become the replacement character.
    """
    if not path.endswith(_TEXT):
        return ()
    try:
        with os.fdopen(open_raw(root, path), "rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (RawFileError, OSError):
        return ()
    text = raw.decode("utf-8", "replace").removeprefix("\ufeff")
    return tuple(text.split("\n")) if len(raw) <= MAX_BYTES else ()
