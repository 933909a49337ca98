"""Where pages outside the navigation are made: one at a time, or taken from those of an earlier build."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from msgspec.structs import replace

from mkdocs_dossiers.pages.page import Asset, PlannedAsset, PlannedPage
from mkdocs_dossiers.plugin.kept import Entry, Kept
from mkdocs_dossiers.plugin.made import Beside, Made, Remains
from mkdocs_dossiers.publish.archive import place_asset

SEARCH = ("material/search", "search")
"""The plugins that index pages, by name."""
HARMLESS = frozenset({*SEARCH, "dossiers"})
"""Plugins that make of the same page the same, and need to see none that is kept."""


@dataclass
class Workshop:
    """What it takes to make a page the way MkDocs does. ``making`` surrounds the work with what templates need."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    making: Callable[[], AbstractContextManager[None]]
    kept: Kept | None
    scripts: set[str] = field(default_factory=set)
    """The digests of inline scripts of all pages."""
    _anchors: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._pages = self.files.documentation_pages()

    def place(self, file: Made) -> None:
        """Write a page or file with what belongs to it, and remember what the site needs of it."""
        self.take(file, self.make(file))

    def expect(self, files: Sequence[Made]) -> None:
        """Say which files are made next: what is kept of them is looked up together."""
        if self.kept is not None:
            self.kept.expect(list(names(files, self.kept)))

    def make(self, file: Made) -> Entry:
        """Write a page or file with what belongs to it; what is left of it."""
        name = self.kept.name(file.planned) if self.kept is not None else None
        entry = self.kept.get(name) if self.kept is not None and name is not None else None
        if entry is not None and all(_belongs(address, file) for address, _ in entry.files):
            _write(Path(file.abs_dest_path), entry.content)
            for address, content in entry.files:
                _write(Path(self.config.site_dir) / address, content)
        elif isinstance(file.planned, PlannedPage):
            entry = self._page(file, file.planned, name)
        else:
            entry = self._asset(file, file.planned, name)
        return replace(entry, content=b"", files=[])

    def take(self, file: Made, entry: Entry) -> None:
        """Remember what is left of a page: for the search, the policy of the site, its map, and links to the page."""
        if not isinstance(file.planned, PlannedPage):
            return
        self._index().extend(entry.found)
        self.scripts.update(entry.scripts)
        links: dict[File, dict[str, str]] = {}
        for address, anchor, link in entry.links:
            target = self.files.get_file_from_path(address)
            if target is not None:
                links.setdefault(target, {})[anchor] = link
        found = frozenset(entry.anchors)
        shared = self._anchors.setdefault(found, found)
        page = Page(None, file, self.config)
        page.file.page = Remains.of(page, shared, links)  # type: ignore[assignment]

    def kept_flushed(self) -> None:
        """Write what is to be kept."""
        if self.kept is not None:
            self.kept.flush()

    def _page(self, file: Made, planned: PlannedPage, name: bytes | None) -> Entry:
        with self.making():
            made = planned.make()
        file.content_string = made.markdown
        own = {asset.address: self._own(asset) for asset in made.files}
        page, index = Page(None, file, self.config), self._index()
        known, scripts = len(index), self.scripts
        self.scripts = set()
        _populate_page(page, self.config, Beside(self.files, own))
        _build_page(page, self.config, self._pages, self.nav, self.env)
        file.content_string, file.page = "", None  # it is written: nothing holds a whole page from here on
        for asset in made.files:
            place_asset(asset, Path(self.config.site_dir) / asset.address)
        links = page.links_to_anchors or {}
        place = Path(file.abs_dest_path)
        keeping = name is not None and self.kept is not None and place.is_file()
        entry = Entry(
            place.read_bytes() if keeping else b"",
            [(asset.address, asset.content or b"") for asset in made.files] if keeping else [],
            index[known:],
            sorted(page.present_anchor_ids or ()),
            [(to.src_uri, anchor, link) for to, each in links.items() for anchor, link in each.items()],
            sorted(self.scripts),
        )
        del index[known:]
        self.scripts = scripts
        if keeping and name is not None and self.kept is not None:
            self.kept.put(name, entry)
        return entry

    def _own(self, asset: Asset) -> File:
        found = File(asset.address, None, self.config.site_dir, self.config.use_directory_urls)
        found.inclusion = InclusionLevel.INCLUDED
        return found

    def _asset(self, file: Made, planned: PlannedAsset, name: bytes | None) -> Entry:
        with self.making():
            asset = planned.make()
        place = Path(file.abs_dest_path)
        place_asset(asset, place)
        entry = Entry(b"")
        if name is not None and self.kept is not None:
            entry = Entry(place.read_bytes() if asset.members else asset.content or b"")
            self.kept.put(name, entry)
        return entry

    def _index(self) -> list[dict[str, Any]]:
        """What the search knows, as its plugin holds it; it writes it when all pages are there."""
        plugin = next((self.config.plugins[name] for name in SEARCH if name in self.config.plugins), None)
        found = getattr(plugin, "search_index", None)
        entries = getattr(found, "entries", getattr(found, "_entries", None))
        return entries if isinstance(entries, list) else []


def _belongs(address: str, file: Made) -> bool:
    """Whether a file that came with a page is one of its own, and in its place."""
    folder = PurePosixPath(file.src_uri.removesuffix(".md"))
    return PurePosixPath(address).parent == folder and address == posixpath.normpath(address)


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def harmless(config: MkDocsConfig) -> bool:
    """Whether nothing takes part in the build that has to see each page in every build."""
    return not config.hooks and set(config.plugins) <= HARMLESS


def names(made: Sequence[Made], kept: Kept) -> Iterator[bytes]:
    """The names files are kept by, in their order."""
    for file in made:
        name = kept.name(file.planned)
        if name is not None:
            yield name
