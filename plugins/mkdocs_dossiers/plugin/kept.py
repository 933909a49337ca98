"""Finished pages of earlier builds, by what they were made of.

A page comes out the same when what it says is the same, and everything around it: the software, the theme, the
settings, the navigation. All of that is in the name it is kept by. As with measurements, each entry is sealed, and
without a secret key a seal only shows damage.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from mkdocs_dossiers.cache.store import Cache
from mkdocs_dossiers.cache.version import contents, libraries, version
from mkdocs_dossiers.pages.page import PlannedAsset, PlannedPage

LARGEST = 4 * 1024**2
"""Bytes of the largest entry: what is larger, as an archive with much raw data, is made again."""
AT_ONCE = 200
"""Entries that are looked up together."""
HELD = 200
"""Entries that are written together."""
LIBRARIES = ("mkdocs", "mkdocs-material", "markdown", "jinja2", "markupsafe", "pygments", "altair", "rocrate")
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_TOO_LARGE = 64 * 1024**2
"""Bytes of an entry as it is read: nothing kept is a bomb."""
ELSEWHERE = ("config_file_path", "dev_addr", "docs_dir", "plugins", "site_dir", "theme", "watch")
"""Settings that are on no page, or looked at otherwise."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A finished page or file: its content, the files that belong to it, what the search knows of it, what can be
    linked to in it and what it links to (file, place, link as written), and the digests of its inline scripts.
    """

    content: bytes
    files: list[tuple[str, bytes]] = []
    found: list[dict[str, Any]] = []
    anchors: list[str] = []
    links: list[tuple[str, str, str]] = []
    scripts: list[str] = []


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Entry)


class Kept:
    """What is kept. ``inputs`` gives the digest of a project's evidence, ``shell`` that of all that is around pages."""

    def __init__(self, cache: Cache, shell: bytes, inputs: Callable[[str], bytes]) -> None:
        self._cache, self._shell = cache, shell
        self._inputs = lru_cache(maxsize=None)(inputs)
        self._waiting: dict[bytes, bytes] = {}
        self._next: dict[bytes, int] = {}
        self._order: Sequence[bytes] = ()
        self._read: dict[bytes, bytes] = {}

    def name(self, planned: PlannedPage | PlannedAsset) -> bytes | None:
        """The name something is kept by; None where it may be made of anything."""
        if not planned.of:
            return None
        also = planned.also() if isinstance(planned, PlannedPage) and planned.also is not None else ""
        parts = (
            planned.address.encode(),
            self._shell,
            self._inputs(planned.of),
            also.encode("utf-8", "replace"),
        )
        return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()

    def expect(self, names: Sequence[bytes]) -> None:
        """Say what will be asked for, in that order."""
        self._order = names
        self._next = {name: place for place, name in enumerate(names)}

    def get(self, name: bytes) -> Entry | None:
        """What is kept by a name, where it is there and whole."""
        if name not in self._read:
            place = self._next.get(name)
            names = self._order[place : place + AT_ONCE] if place is not None else [name]
            self._read = self._cache.get(names)
        packed = self._read.pop(name, None)
        if packed is None:
            return None
        try:
            opened = zlib.decompressobj()
            return _DECODER.decode(opened.decompress(packed, _TOO_LARGE))
        except (zlib.error, msgspec.DecodeError):
            return None

    def put(self, name: bytes, entry: Entry) -> None:
        """Keep something."""
        encoded = _ENCODER.encode(entry)
        packed = zlib.compress(encoded, 1) if len(encoded) < _TOO_LARGE else b""
        if packed and len(packed) <= LARGEST:
            self._waiting[name] = packed
        if len(self._waiting) >= HELD:
            self.flush()

    def flush(self) -> None:
        """Write what waits to be written."""
        self._cache.put(self._waiting)
        self._waiting = {}


def shell(config: MkDocsConfig, nav: Navigation, folders: Sequence[Path], serving: bool) -> bytes:
    """The digest of everything around pages: software, theme, settings, navigation and templates of ``folders``."""
    digest = hashlib.sha256(version() + _software() + libraries(LIBRARIES))
    settings = {key: config[key] for key in sorted(config) if key not in ELSEWHERE}
    told = [
        settings,
        [(name, dict(plugin.config)) for name, plugin in config.plugins.items()],
        (config.theme.name, dict(config.theme), serving),
        str(nav),
        [(page.title, page.url) for page in nav.pages],
    ]
    digest.update(_ADDRESS.sub("", repr(told)).encode("utf-8", "backslashreplace"))
    own = [Path(place) for place in config.theme.dirs if not _installed(Path(place))]
    for folder in (*own, *folders):
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(f"{file}\n".encode("utf-8", "backslashreplace"))
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    if own:  # a template may print the day
        digest.update(str(datetime.now(UTC).date()).encode())
    return digest.digest()


def _installed(folder: Path) -> bool:
    """Whether a theme's folder comes with a package, whose version is known."""
    return any(part in ("site-packages", "dist-packages") for part in folder.parts)


@lru_cache(maxsize=1)
def _software() -> bytes:
    """The digest of this package's own sources and templates."""
    package = Path(__file__).parents[1]
    files = [
        file
        for file in package.rglob("*")
        if file.suffix in (".py", ".jinja", ".sql", ".yaml", ".txt", ".json") and "vendor" not in file.parts
    ]
    return hashlib.sha256(contents(files, package)).digest()
