"""What publishing gets: pages, and the files they link to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown page at ``address``, a path such as ``order-gateway/2026.11/index.md``.

    ``navigation`` says whether it belongs into the site's navigation, which names projects, not claims.
    """

    address: str
    title: str
    markdown: str
    navigation: bool = False
    files: tuple[Asset, ...] = ()
    """What belongs to the page alone: the data of its charts."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive at ``path``: ``source`` on disk, or ``content``."""

    path: str
    source: Path | None = None
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Asset:
    """A file to publish unchanged at ``address``: ``source`` on disk, ``content``, or an archive of ``members``.

    ``day`` (YYYY-MM-DD) is the date all members of an archive get, ``about`` what its bag says of itself.
    """

    address: str
    source: Path | None = None
    content: bytes | None = None
    members: tuple[Member, ...] = ()
    day: str = ""
    about: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """Everything generated."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
