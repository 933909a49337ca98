"""What a built page prints of claims: read out of its HTML, wherever the page puts it.

Numbers of claims stand in three kinds of place: beside the words Recomputed, Interval, Claimed and Samples of a
summary, as the large figure at the top of a claim's page, and in tables: in the columns of these names of a row that
links to the claim, and as the text of such a link, with the verdict behind it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

NAMES = {
    "verdict": "verdict",
    "recomputed": "value",
    "interval": "interval",
    "claimed": "claimed",
    "samples": "samples",
}
"""What a column or a term is called, and which number that is."""
VERDICTS = ("supported", "inconclusive", "refuted")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass
class Row:
    """A row of a table: its numbers by the names of their columns, all cells by what is written over them, and where
    its links lead.
    """

    cells: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)


@dataclass
class Printed:
    """What stands on one page. ``figures`` are the large numbers, ``summary`` terms with what is beside them,
    ``panel`` what the page hands to the check in the browser, ``texts`` all its text.
    """

    rows: list[Row] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    """Links in cells: where they lead, their text, and the verdict behind them (empty where there is none)."""
    figures: list[str] = field(default_factory=list)
    summary: list[tuple[str, str]] = field(default_factory=list)
    panel: dict[str, str] = field(default_factory=dict)
    verdicts: list[str] = field(default_factory=list)
    text: str = ""


class _Reader(HTMLParser):
    """Collects what :class:`Printed` holds. ``_open`` are the elements that are open: tag, classes, start of text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Printed()
        self._open: list[tuple[str, frozenset[str], int]] = []
        self._parts: list[str] = []
        self._columns: list[str] = []
        self._cells: list[str] = []
        self._row = Row()
        self._head = False
        self._term = ""
        self._link = ""
        self._cell_links: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where an element begins."""
        given = {name: value or "" for name, value in attrs}
        classes = frozenset(given.get("class", "").split())
        if "dossier-check" in classes:
            self.found.panel = {name[5:]: text for name, text in given.items() if name.startswith("data-")}
        if tag == "table":
            self._columns = []
        elif tag == "tr":
            self._row, self._cells, self._head = Row(), [], True
        elif tag == "td":
            self._head = False
        elif tag == "a" and "href" in given:
            self._link = given["href"]
            self._row.links.append(self._link)
        if tag in ("td", "th"):
            self._cell_links = []
        if tag not in _VOID:
            self._open.append((tag, classes, len(self._parts)))

    def handle_endtag(self, tag: str) -> None:
        """Note what an element held; elements inside it that were not closed end with it."""
        for place in range(len(self._open) - 1, -1, -1):
            name, classes, start = self._open[place]
            if name == tag:
                inside = self._open[:place]
                del self._open[place:]
                self._ended(tag, classes, _one_line("".join(self._parts[start:])), inside)
                return

    def _ended(
        self, tag: str, classes: frozenset[str], text: str, inside: list[tuple[str, frozenset[str], int]]
    ) -> None:
        if "dossier-figure__value" in classes:
            self.found.figures.append(text)
        if "verdict" in classes and any("dossier-figure" in outer[1] for outer in inside):
            self.found.verdicts.append(text)
        if tag == "a" and self._link:
            self._cell_links.append((self._link, text, ""))
            self._link = ""
        elif "verdict" in classes and self._cell_links:
            self._cell_links[-1] = (*self._cell_links[-1][:2], text)
        if tag in ("td", "th"):
            self._cells.append(text)
            self.found.links += self._cell_links
            self._cell_links = []
        elif tag == "tr":
            self._end_row()
        elif tag == "dt":
            self._term = text.lower()
        elif tag == "dd" and self._term in NAMES:
            self.found.summary.append((NAMES[self._term], text))

    def _end_row(self) -> None:
        if self._head:
            self._columns = list(self._cells)
            return
        for column, cell in zip(self._columns, self._cells, strict=False):
            self._row.columns[column] = cell
            if column.lower() in NAMES:
                self._row.cells[NAMES[column.lower()]] = cell
        if self._row.columns and self._row.links:
            self.found.rows.append(self._row)
        self._row = Row()  # what is linked behind the row is no part of it

    def handle_data(self, data: str) -> None:
        """Note text."""
        if not any(tag in ("script", "style") for tag, _, _ in self._open[-1:]):
            self._parts.append(data)

    def all(self) -> Printed:
        """Everything that was found."""
        self.found.text = _one_line("".join(self._parts))
        return self.found


def _one_line(text: str) -> str:
    return " ".join(text.split())


def printed_on(page: str) -> Printed:
    """What a page prints."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.all()


def target(link: str, address: str) -> str:
    """The address a link on a page leads to, without ``index.html``; empty when it leads elsewhere."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(parts.path)))
    return path.removesuffix("/index.html").removesuffix(".html")


def differences(printed: Printed, expected: Mapping[str, str]) -> list[str]:
    """What a claim's own page prints otherwise, in sentences. ``expected`` is by the names of :data:`NAMES`."""
    found = [("value", text) for text in printed.figures]
    found += [("verdict", text) for text in printed.verdicts]
    found += printed.summary
    panel = {"limit": "claimed"}
    known = {"value", "interval", "samples", "verdict", "limit"}
    found += [(panel.get(key, key), text) for key, text in printed.panel.items() if key in known]
    wrong = [told for name, text in found if (told := difference(name, text, expected))]
    if not printed.figures or not printed.panel:
        wrong.append("It prints no number of the claim where one is expected.")
    return list(dict.fromkeys(wrong))


def difference(name: str, text: str, expected: Mapping[str, str]) -> str:
    """How one printed number differs, in a sentence; empty where it does not."""
    text = _one_line(text)
    wanted = _one_line(expected[name])
    # How the interval was made may stand behind it.
    if text == wanted or (name == "interval" and text.split(" — ")[0] == wanted):
        return ""
    return f"It prints the {_WORDS[name]} as {text[:80]!r}; recomputed it is {wanted!r}."


_WORDS = {
    "value": "value",
    "interval": "interval",
    "claimed": "limit",
    "samples": "number of samples",
    "verdict": "verdict",
}
