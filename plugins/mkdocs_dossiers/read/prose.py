"""The site's own pages that speak of claims: Markdown below ``docs/``, beside the dossiers."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

FOLDER = "docs"
"""Where MkDocs looks for pages."""
MOST_PAGES = 1_000
MOST_BYTES = 500_000
"""Of a page that is looked at."""
_NAMES = (b"(claim:", b"claim(")
_CODE = re.compile(
    rb"^[ >]{0,12}(```+|~~~+).*?(?:^[ >]{0,12}\1|\Z)|^(?: {4}|\t).*?$|(`+)[^`]+\2", re.MULTILINE | re.DOTALL
)
"""Blocks and pieces of code: claims named in them are examples."""


def pages_with_claims(root: Path) -> Iterator[tuple[str, bytes]]:
    """Pages that name a claim, by path from the root, in order. Links are not followed."""
    base = root / FOLDER
    if base.is_symlink() or not base.is_dir():
        return
    seen = 0
    for folder, folders, files in os.walk(base, followlinks=False):
        folders.sort()
        for name in sorted(files):
            if not name.endswith(".md") or seen >= MOST_PAGES:
                continue
            seen += 1
            raw = _bytes(Path(folder) / name)
            if raw is not None and _names(raw):
                yield (Path(folder) / name).relative_to(root).as_posix(), raw


def _names(raw: bytes) -> bool:
    if not any(word in raw for word in _NAMES):
        return False
    prose = _CODE.sub(b"", raw)
    return any(word in prose for word in _NAMES)


def _bytes(file: Path) -> bytes | None:
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode) or os.fstat(descriptor).st_size > MOST_BYTES:
            return None
        return os.read(descriptor, MOST_BYTES)
    finally:
        os.close(descriptor)
