"""The site's own pages: below ``docs/``, or where ``docs_dir`` of ``mkdocs.yml`` says, beside the dossiers."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from mkdocs_dossiers.read.site_settings import docs_folder

MOST_FILES = 20_000
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
    pages = (file for file in _files(root / docs_folder(root)) if file.name.endswith(".md"))
    for file in islice(pages, MOST_PAGES):
        raw = _bytes(file)
        if raw is not None and _names(raw):
            yield file.relative_to(root).as_posix(), raw


def own_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Every file of the site's own by its address, in order: no hidden ones, and no links."""
    base = root / docs_folder(root)
    for file in islice(_files(base), MOST_FILES):
        parts = file.relative_to(base).parts
        if not any(part.startswith(".") for part in parts) and file.is_file() and not file.is_symlink():
            yield "/".join(parts), file


def page_text(file: Path) -> str | None:
    """A page's text; None for what is no regular file of UTF-8 text, or too large for a page."""
    raw = _bytes(file)
    try:
        return raw.decode("utf-8-sig") if raw is not None else None
    except UnicodeDecodeError:
        return None


def _files(base: Path) -> Iterator[Path]:
    if base.is_symlink() or not base.is_dir():
        return
    for folder, folders, files in os.walk(base, followlinks=False):
        folders.sort()
        for name in sorted(files):
            yield Path(folder) / name


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
