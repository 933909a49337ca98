"""Documents that were read before: the same bytes hold the same data, and YAML takes long to read.

An entry of the cache is named by a document's bytes and by this software, and holds its data alone: where each value
stands is found out by reading the document again, when something is to be said about it. What could not be read, or
needs more than plain data, is not kept. Every document is hashed in every run.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs_dossiers.cache.store import Cache
from mkdocs_dossiers.cache.version import version

SMALL = 8 * 1024 * 1024
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


@dataclass(frozen=True, slots=True)
class _Kept:
    """An entry."""

    document: Any


@dataclass(slots=True)
class Memory:
    """What is known of documents, by name, and what is new."""

    known: dict[bytes, bytes]
    fresh: dict[bytes, bytes] = field(default_factory=dict)

    def data(self, raw: bytes) -> Any:
        """The data of a document; None where it is not known."""
        import msgspec

        content = self.known.get(_name(raw))
        try:
            return msgspec.msgpack.decode(content, type=_Kept).document if content is not None else None
        except (msgspec.DecodeError, ValueError):
            return None

    def keep(self, raw: bytes, data: Any) -> None:
        """Keep the data of a document, where it is no more than plain data."""
        import msgspec

        try:
            self.fresh[_name(raw)] = msgspec.msgpack.encode(_Kept(data))
        except (UnicodeEncodeError, OverflowError, TypeError, ValueError):
            return


_CURRENT: ContextVar[Memory | None] = ContextVar("remembered", default=None)


def memory() -> Memory | None:
    """What is known while documents are read; None where nothing is to be."""
    return _CURRENT.get()


@contextmanager
def remembering(cache: Cache | None, base: Path) -> Iterator[None]:
    """Read documents below a folder with projects with what the cache knows of them, and let it know the others."""
    if cache is None:
        yield
        return
    known = cache.get([_name(raw) for raw in _documents(base)])
    current = Memory(known)
    token = _CURRENT.set(current)
    try:
        yield
    finally:
        _CURRENT.reset(token)
    cache.put(current.fresh)


def version_folders(base: Path) -> Iterator[str]:
    """The folders in projects, most of which are versions; links are not followed."""
    for project in _projects(base):
        yield from _folders(project)


def _documents(base: Path) -> Iterator[bytes]:
    """The bytes of YAML files of projects and of their versions."""
    for project in _projects(base):
        yield from _yaml(project)
    for place in version_folders(base):
        yield from _yaml(place)


def _projects(base: Path) -> list[str]:
    """The folders of projects; none where a link leads to them, which is refused."""
    try:
        return _folders(base) if base.resolve() == base else []
    except (OSError, RuntimeError):  # a link that leads to itself
        return []


def _folders(place: str | Path) -> list[str]:
    try:
        with os.scandir(place) as entries:
            return [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def _yaml(place: str) -> Iterator[bytes]:
    try:
        with os.scandir(place) as entries:
            files = [entry.path for entry in entries if entry.name.endswith(".yaml")]
    except OSError:
        return
    for file in files:
        try:
            if stat.S_ISREG(os.lstat(file).st_mode):
                with os.fdopen(os.open(file, _READ), "rb") as stream:
                    yield stream.read(SMALL)
        except OSError:
            continue


def _name(raw: bytes) -> bytes:
    return hashlib.sha256(b"document" + version() + hashlib.sha256(raw).digest()).digest()
