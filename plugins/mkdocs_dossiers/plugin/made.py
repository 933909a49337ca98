"""Pages and files that are made one at a time, when their turn comes or a reader asks for one.

MkDocs holds every page it knows in memory, several times over, and looks at each in every build. So only pages of the
navigation are its pages. All others are files to it, which it copies: making one is what copying it does.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from mkdocs_dossiers.pages.page import PlannedAsset, PlannedPage


class Made(File):
    """A page or a file that ``place`` writes to its place on the site; ``directories`` is ``use_directory_urls``."""

    def __init__(
        self,
        planned: PlannedPage | PlannedAsset,
        site_dir: str,
        directories: bool,
        place: Callable[[Made], None],
    ) -> None:
        super().__init__(
            planned.address,
            None,
            site_dir,
            directories,
            dest_uri=_destination(planned.address, directories)
            if isinstance(planned, PlannedPage)
            else planned.address,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.planned = planned
        self.generated_by = "dossiers"
        self.abs_src_path = None
        self._place = place

    @property
    def src_path(self) -> str:
        """The address, as a path of this system; addresses are written with slashes already, so setting it is quick."""
        return os.path.normpath(self.src_uri)

    @src_path.setter
    def src_path(self, value: str) -> None:
        self.src_uri = value

    def is_documentation_page(self) -> bool:
        """No page of MkDocs, also where it is a page of the site."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002 - as MkDocs calls it
        """Make it."""
        self._place(self)


def _destination(address: str, directories: bool) -> str:
    """Where MkDocs would write the page at an address."""
    stem = address.removesuffix(".md")
    return f"{stem}.html" if not directories or posixpath.basename(stem) == "index" else f"{stem}/index.html"


@dataclass(slots=True)
class Remains:
    """What is left of a page when it is written: what the map of the site and links to it need."""

    file: File
    canonical_url: str | None
    abs_url: str | None
    update_date: str
    present_anchor_ids: frozenset[str]
    links_to_anchors: dict[File, dict[str, str]]
    is_link: bool = False

    @classmethod
    def of(cls, page: Page, anchors: frozenset[str], links: dict[File, dict[str, str]]) -> Remains:
        """Of a page that may go."""
        return cls(page.file, page.canonical_url, page.abs_url, page.update_date, anchors, links)


class Beside(Files):
    """The files of the site, and those that belong to one page and are there as long as it is made."""

    def __init__(self, site: Files, own: Mapping[str, File]) -> None:
        super().__init__([])
        self._site, self._own = site, own

    def __iter__(self) -> Iterator[File]:
        yield from self._site
        yield from self._own.values()

    def __len__(self) -> int:
        return len(self._site) + len(self._own)

    def __contains__(self, path: Any) -> bool:
        return path in self._own or path in self._site

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path below the folder with documents."""
        return self._own.get(os.path.normpath(path)) or self._site.get_file_from_path(path)
