"""A report that was made before: where nothing a check reads has changed since, it is the same report.

An entry of the cache is named by everything a report depends on: every byte below ``dossiers/`` and of the pages that
name claims, what git answers, this software with its libraries, the day, and what was asked. It is sealed like every
other entry, and like those it is never asked in an audit, or with ``--no-cache``.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mkdocs_dossiers.cache.store import Cache
from mkdocs_dossiers.cache.version import contents, libraries
from mkdocs_dossiers.model.dossier import Workspace
from mkdocs_dossiers.read.fingerprint import fingerprint

LIBRARIES = (
    "click", "duckdb", "gitpython", "jsonschema", "jsonschema-rs", "markdown-it-py", "msgspec", "numpy", "pyyaml",
    "scipy",
)  # fmt: skip
_SOURCES = (".py", ".sql", ".txt", ".yaml", ".json")


@dataclass(frozen=True, slots=True)
class Told:
    """A report as it was printed, by format, and whether it was fine."""

    ok: bool
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the gate: where it stands, and the entry its answer has in the cache."""

    root: Path
    folder: str
    question: tuple[str, ...]
    name: bytes

    def answer(self, cache: Cache) -> Told | None:
        """What was told before; None where nothing was, or not in all these formats."""
        import msgspec

        content = cache.get([self.name]).get(self.name)
        try:
            return msgspec.msgpack.decode(content, type=Told) if content is not None else None
        except (msgspec.DecodeError, ValueError):
            return None

    def keep(self, cache: Cache, told: Told) -> None:
        """Keep an answer, unless something changed while it was made."""
        import msgspec

        again = ask(self.root, self.folder, self.question)
        if again == self:
            try:
                cache.put({self.name: msgspec.msgpack.encode(told)})
            except UnicodeEncodeError:
                return


def stands_here(workspace: Workspace) -> bool:
    """Whether every raw file lies below ``dossiers/``: one that is kept elsewhere may be fetched, or go, unseen."""
    return not any(
        dataset.url
        for dossier in workspace.dossiers
        for place in (dossier, *(entry.evidence for entry in dossier.reproductions))
        for dataset in place.datasets.values()
    )


def ask(root: Path, folder: str, question: Sequence[str]) -> Asked | None:
    """A question about a workspace; None where what it depends on cannot be told in advance."""
    standing = fingerprint(root, folder)
    if standing is None:
        return None
    said = repr((today(), list(question), _software(), standing.digest))
    return Asked(root, folder, tuple(question), hashlib.sha256(f"report {said}".encode()).digest())


def today() -> str:
    """The day in UTC, against which waivers and evidence expire."""
    return datetime.now(UTC).date().isoformat()


def _software() -> str:
    """A digest over the sources of this package, its libraries and Python."""
    package = Path(__file__).parents[1]
    places = [package, package.parents[1] / "schema"]
    python = f"python {platform.python_version()} {platform.machine()}\n".encode()
    digest = hashlib.sha256(libraries(LIBRARIES) + python)
    for place in places:
        files = [
            file
            for file in place.rglob("*")
            if file.suffix in _SOURCES and "assets" not in file.parts and "__pycache__" not in file.parts
        ]
        digest.update(contents(files, place))
    return digest.hexdigest()
