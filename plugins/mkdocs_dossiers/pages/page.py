"""What publishing gets: pages, and the files they link to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
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

    def made(self) -> Iterator[Page | Asset]:
        """Each page, then each file."""
        yield from self.pages
        yield from self.assets


SOFTWARE = "*"
"""What is planned "of" it is made of nothing but this software. No project has that name."""


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page that is made when it is needed: ``make`` gives the one at ``address``.

    ``of`` is the project it is about, where it is made of nothing but that project's evidence and ``also``, which tells
    in a few words what else it says. Where ``of`` is empty it may be made of anything.
    """

    address: str
    make: Callable[[], Page]
    navigation: bool = False
    of: str = ""
    also: Callable[[], str] | None = None


@dataclass(frozen=True, slots=True)
class PlannedAsset:
    """A file that is made when it is needed; ``of`` as for a page."""

    address: str
    make: Callable[[], Asset]
    of: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything there will be, none of it made yet."""

    pages: tuple[PlannedPage, ...]
    assets: tuple[PlannedAsset, ...]

    def with_pages(self, pages: Iterable[Page]) -> Plan:
        """The plan with pages that are made already."""
        more = (PlannedPage(page.address, partial(_itself, page), page.navigation) for page in pages)
        return Plan((*self.pages, *more), self.assets)

    def made(self) -> Iterator[Page | Asset]:
        """Each page, followed by the files that belong to it alone; then all other files. None is kept."""
        for planned in self.pages:
            page = planned.make()
            yield page
            yield from page.files
        for file in self.assets:
            yield file.make()


def _itself(page: Page) -> Page:
    return page
