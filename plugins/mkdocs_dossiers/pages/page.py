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


@dataclass(frozen=True, slots=True)
class Asset:
    """A file to publish unchanged at ``address``: ``source`` on disk, or ``content``."""

    address: str
    source: Path | None = None
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """Everything generated."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
