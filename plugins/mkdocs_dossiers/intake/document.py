"""A report as pieces of text that can hold figures: cells with their heads, bullets, running text, lines of code.

markdown-it-py finds the blocks; where in a line a piece stands is found here, because Markdown parsers know lines
only. Markup is blanked, never removed, so that every character keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mkdocs_dossiers.intake.mojibake import Mended
from mkdocs_dossiers.intake.report import Report

DEEPEST = 20
"""Blocks in blocks that are followed."""
PROSE = frozenset(
    ("", "text", "txt", "log", "console", "plain", "plaintext", "output", "mermaid", "resultados")
)
"""Languages of fenced blocks that hold prose; blocks of other languages hold code."""
_INLINE = re.compile(
    r"!\[[^\]]*\]\([^)]*\)"  # pictures
    r"|\]\([^)]*\)|(?<!\\)\[(?=[^\]]*\]\()"  # links: their text stays
    r"|https?://\S+"
    r"|<!--.*?(?:-->|$)|</?[A-Za-z][^<>]*>"
    r"|\*\*|__|~~"
    r"|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])"
)
_CODE = re.compile(r"(`+)(.+?)\1")
_VALUE = re.compile(r"\s*[<>≤≥~≈+-]?\s*\d[\d.,]*\s?(?:[a-zµμ%]{1,4}(?:/[a-z]+)?)?\s*", re.IGNORECASE)
_ENTITY = re.compile(r"&(lt|gt|le|ge|nbsp|times|micro);")
_MEANT = {"lt": "<", "gt": ">", "le": "≤", "ge": "≥", "nbsp": " ", "times": "×", "micro": "µ"}
_BULLET = re.compile(r"[\s>]*(?:[-*+•·‣▪├└│─]+\s+|\d{1,3}[.)]\s+|\[[ xX]\]\s+)*")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
_MARKED = re.compile(r"\s*[✅✓✔☑❌✗✘⚠⏳🔄🟢🟡🔴]")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table a piece stands: the table, its heads, the row's first cell; rows and columns from 0."""

    table: int
    row: int
    column: int
    heads: tuple[str, ...]
    label: str
    row_text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of one line, its markup blanked.

    ``at`` is the index of its first character in the mended line, ``section`` the headings above, the nearest last,
    ``intro`` the line with nothing but a label that introduces it, ``block`` counts the blocks of the report.
    """

    line: int
    at: int
    text: str
    section: str
    intro: str
    block: int
    code: bool = False
    cell: Cell | None = None


@dataclass(slots=True)
class _Walk:
    """Where the walk through a report is."""

    headings: list[str] = field(default_factory=list)
    intro: str = ""
    block: int = 0
    tables: int = 0
    pieces: list[Piece] = field(default_factory=list)

    @property
    def section(self) -> str:
        """The headings above, the nearest last."""
        return ": ".join(heading for heading in self.headings[1:] if heading)

    def enter(self, level: int, heading: str) -> None:
        """Pass a heading of a level (1 to 6)."""
        self.headings[level:] = []
        self.headings += [""] * (level - len(self.headings)) + [heading]
        self.intro = ""


def pieces_of(report: Report) -> tuple[Piece, ...]:
    """Every piece of a report that can hold figures, in its order."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table")
    parser.disable(["inline", "html_block", "lheading", "reference"])
    tokens = parser.parse("\n".join(line.text for line in report.mended))
    walk, lines = _Walk(), report.mended
    heads: tuple[str, ...] = ()
    row, done = 0, 0
    for place, token in enumerate(tokens):
        first, last = token.map or (0, 0)
        if token.type == "heading_open":
            walk.enter(int(token.tag[1]), _words(blanked(lines[first].text)))
        elif token.type in ("fence", "code_block"):
            walk.block += 1
            _code(
                walk, lines, token.info if token.type == "fence" else "", token.type == "fence", first, last
            )
        elif token.type == "table_open":
            walk.block, walk.tables, row = walk.block + 1, walk.tables + 1, 0
            heads = tuple(_words(text) for _, text in _cells(blanked(lines[first].text)))
        elif token.type == "tr_open" and tokens[place + 1].type == "td_open" and first >= done:
            done = last
            _row(walk, first, lines[first], heads, row)
            row += 1
        elif token.type == "inline" and tokens[place - 1].type == "paragraph_open":
            walk.block += 1
            _lines(walk, lines, range(first, last))
    return tuple(walk.pieces)


def blanked(text: str) -> str:
    """A line with its markup replaced by as many spaces; code in it too, unless it is a value."""
    text = _CODE.sub(_code_span, text)
    text = _INLINE.sub(lambda found: " " * len(found[0]), text)
    text = _ENTITY.sub(lambda found: _MEANT[found[1]].rjust(len(found[0])), text)
    return re.sub(r"\\(?=[<>~*_|])", " ", text)


def _code_span(found: re.Match[str]) -> str:
    ticks = " " * len(found[1])
    return f"{ticks}{found[2]}{ticks}" if _VALUE.fullmatch(found[2]) else "\ufffc" * len(found[0])


def _words(text: str) -> str:
    """The words of a blanked text, without bullets and pictures."""
    text = text.replace("\ufffc", " ").strip("#| \t")
    return " ".join(re.sub(r"[^\w%$€£/.,;:()<>≤≥+=&'’µμ×°-]+", " ", text).split()).strip(" :-")


def _code(walk: _Walk, lines: tuple[Mended, ...], info: str, fenced: bool, first: int, last: int) -> None:
    prose = info.strip().split(" ")[0].lower() in PROSE
    inside = range(first + 1, last - 1) if fenced else range(first, last)
    if fenced and last - 1 > first and not re.match(r"[\s>]*(?:`{3,}|~{3,})\s*$", lines[last - 1].text):
        inside = range(first + 1, last)
    if prose:
        _lines(walk, lines, inside, code=True)
    else:
        marked = [number for number in inside if _MARKED.match(lines[number].text)]
        _lines(walk, lines, marked, code=True)


def _lines(walk: _Walk, lines: tuple[Mended, ...], numbers: range | list[int], code: bool = False) -> None:
    for number in numbers:
        text = lines[number].text
        if _UNDERLINE.fullmatch(text):
            continue
        text = text if code else blanked(text)
        bullet = _BULLET.match(text)
        start = bullet.end() if bullet is not None else 0
        if not code and number + 1 in numbers and re.fullmatch(r"\s*={3,}\s*", lines[number + 1].text):
            walk.enter(1, _words(text))
            continue
        body = text[start:]
        if not body.strip():
            continue
        if re.search(r"[:：]\s*$", body):
            walk.intro = _words(body)
            if not re.search(r"\d", body) or code:
                continue
        walk.pieces.append(Piece(number + 1, start, body, walk.section, walk.intro, walk.block, code))


def _row(walk: _Walk, number: int, line: Mended, heads: tuple[str, ...], row: int) -> None:
    cells = list(_cells(blanked(line.text)))[: len(heads)]
    label = _words(cells[0][1]) if cells and "\ufffc" not in cells[0][1] else ""
    label = label or _words(line.text.strip().strip("|").split("|")[0].replace("`", ""))
    for column, (at, text) in enumerate(cells):
        cell = Cell(walk.tables, row, column, heads, label, line.text)
        if text.strip():
            walk.pieces.append(Piece(number + 1, at, text, walk.section, walk.intro, walk.block, cell=cell))


def _cells(line: str) -> Iterator[tuple[int, str]]:
    """The cells of a row with the index each begins at."""
    bars = [place.start() for place in re.finditer(r"(?<!\\)\|", line)]
    first = 0
    if bars and not line[: bars[0]].strip(" >\t"):
        first = bars.pop(0) + 1
    for bar in bars:
        yield first, line[first:bar]
        first = bar + 1
    if line[first:].strip():
        yield first, line[first:]
