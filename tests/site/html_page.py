"""HTML as a parser sees it: elements, addresses and texts of one page, and of a whole site."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

FETCHED = {
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("object", "data"),
    ("link", "href"),
}
"""What a browser asks for by itself."""
NOT_FETCHED = {"canonical", "prev", "next", "alternate"}
NEVER_CLOSED = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
RUNS = {None, "", "module", "text/javascript", "application/javascript"}


@dataclass
class Element:
    """A start tag."""

    tag: str
    attributes: dict[str, str | None]
    inside: tuple[str, ...]

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""


@dataclass
class HtmlPage(HTMLParser):
    """One page."""

    text: str
    elements: list[Element] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs), tuple(self.stack)))
        if tag not in NEVER_CLOSED:
            self.stack.append(tag)
        if tag == "script" and not dict(attrs).get("src") and dict(attrs).get("type") in RUNS:
            self.scripts.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs), tuple(self.stack)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        within = self.stack[-1] if self.stack else ""
        if within == "script":
            if self.elements[-1].tag == "script" and self.elements[-1].attributes.get("type") in RUNS:
                self.scripts[-1] += data
        elif within == "title":
            self.titles.append(data)
        elif within != "style":
            self.words.append(data)

    @cached_property
    def says(self) -> str:
        """Everything written on the page, with single spaces."""
        return " ".join("".join(self.words).split())

    @cached_property
    def ids(self) -> set[str]:
        return {element.get("id") or element.get("name") for element in self.elements}

    def all(self, tag: str, **having: str) -> list[Element]:
        return [
            element
            for element in self.elements
            if element.tag == tag and all(element.get(name) == value for name, value in having.items())
        ]

    @property
    def structure(self) -> list[tuple[str, tuple[str, ...]]]:
        """Every element with the names of its attributes, without the colours of code and what is in pictures."""
        return [
            (element.tag, tuple(sorted(element.attributes)))
            for element in self.elements
            if not {"code", "svg"} & set(element.inside)
        ]

    @property
    def links(self) -> Iterator[str]:
        """Addresses of anything else."""
        for element in self.elements:
            for name in ("href", "src", "data"):
                if element.get(name) and element.tag != "base":
                    yield element.get(name)

    @property
    def fetched(self) -> Iterator[str]:
        """Addresses a browser asks for by itself."""
        for element in self.elements:
            if set(element.get("rel").split()) & NOT_FETCHED:
                continue
            for name in element.attributes:
                if (element.tag, name) in FETCHED:
                    yield element.get(name)

    @property
    def digests(self) -> set[str]:
        """The digest of every inline script, as a policy writes it."""
        return {
            "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
            for script in self.scripts
        }


class HtmlSite:
    """A built site: its pages by address (``demo/1.0/``), and what is wrong with their links."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url
        self.root = urlsplit(url).path
        self.pages = {
            str(path.relative_to(folder)).removesuffix("index.html"): HtmlPage(path.read_text("utf-8"))
            for path in sorted(folder.rglob("*.html"))
        }

    def resolve(self, address: str, link: str) -> tuple[str, str] | None:
        """The file or page a link leads to, with its anchor; None where it leaves the site."""
        if link.startswith(self.url):
            link = self.root + link.removeprefix(self.url)
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return None
        path = unquote(parts.path)
        if path.startswith("/"):
            place = path.removeprefix(self.root).split("/") if path.startswith(self.root) else ["..", path]
        else:
            place = [*address.split("/")[:-1], *path.split("/")] if path else address.split("/")
        found: list[str] = []
        for step in place[:-1]:
            if step == "..":
                if not found:
                    return f"above the site: {link}", ""
                found.pop()
            elif step not in ("", "."):
                found.append(step)
        last = place[-1]
        if last == "..":
            found = found[:-1]
        elif last not in ("", "."):
            return "/".join([*found, last]), unquote(parts.fragment)
        return "/".join(found) + ("/" if found else ""), unquote(parts.fragment)

    def linked(self, address: str) -> set[str]:
        """Where a page's content leads inside the site."""
        found = [self.resolve(address, element.get("href")) for element in self.pages[address].all("a")]
        return {target for place in found if place is not None for target in place[:1]}

    def broken(self) -> list[str]:
        """Links and assets that are not there, and anchors nobody has."""
        found = []
        for address, page in self.pages.items():
            for link in page.links:
                if (place := self.resolve(address, link)) is None:
                    continue
                target, anchor = place
                if target in self.pages:
                    if anchor and anchor not in self.pages[target].ids:
                        found.append(f"{address}: no anchor {link}")
                elif not (self.folder / target).is_file():
                    found.append(f"{address}: {link} leads to nothing ({target})")
        return found
