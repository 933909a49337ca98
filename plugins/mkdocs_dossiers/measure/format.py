"""Raw formats: one SQL file each, found by what a file contains, never by its name.

The head of each SQL file says what it reads, in lines ``-- key: value``. A format is found by any of its
``found-by`` lines: ``json a b[].c`` lists key paths that must all be there, ``text REGEX`` a line that must,
``xml NAME`` the root element, ``csv a,b`` column names; ``columns KIND`` reads plain tables whose columns the
dossier declares. After a line ``-- facts`` a second statement yields what the file says about itself, as rows
``key, value`` with the keys in :data:`FACTS`; ``$samples`` is the table of what the first yielded. After a line
``-- one metric`` stands the statement for a plain table of which one column is declared as a metric. After
``-- together`` a statement may follow that reads many small files at once, ``$files``: their samples in the order of
each file's own statement, with the columns ``file, series, metric, unit, statistic, run, value, weight, warmup, kind``,
where ``statistic`` names what a tool printed; and after ``-- facts together`` one for ``file, key, value``. Both must
yield what the statements for one file do. Where both read the same, what they read stands after ``-- read together``,
and is the table ``read_together`` to them.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from mkdocs_dossiers.measure.outline import outline
from mkdocs_dossiers.model.dossier import Column, Columns

_HEADER = re.compile(r"^-- (title|written-by|described-at|found-by|weight|loop): (.+)$", re.MULTILINE)
_ROOT = re.compile(r"<([A-Za-z][\w.-]*)")
_GATLING = re.compile(rb"\0{4}.(\d+\.\d+[\w.-]*)", re.DOTALL)
NEAREST = 3
"""Formats a message names that a file comes near."""
SHOWN = 60
"""Characters of a format's name that a message shows."""
LISTED = "on the page of raw formats (formats/)"
_UNKNOWN = f"Commit the tool's own output, complete and unchanged. What can be read stands {LISTED}."
_PLACEHOLDER = re.compile(
    r"\$(columns|decoded|files|file|folder|size|samples|series|metrics|metric|unit|value|params|types)\b"
)
_PARTS = re.compile(r"\n-- (facts|read together|together|facts together|one metric)\n")


FACTS = ("commit", "cpu", "date", "dirty", "failed", "host", "loop", "threads", "tool", "turns")
"""What a raw file may say about itself: commit id, CPU model, time in UTC, whether files were changed since the
commit (``true`` or ``false``), how many operations failed or timed out, host name, number of logical CPUs
(``threads``), tool and version; ``loop`` is ``closed`` where clients waited for each answer before they asked
again, ``open`` where they did not; ``turns`` is a JSON list of the series in the order they were measured, each as
often as it had its turn, for files that keep the samples of each series together."""


class FormatError(ValueError):
    """A raw file whose format is unknown, ambiguous, or not what was declared."""

    def __init__(self, message: str, fix: str, pointer: tuple[str, ...] = ("file",)) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.pointer = pointer
        """Where in the dataset's entry the fault is."""


class UnknownFormat(FormatError):  # noqa: N818 - said of the file
    """A raw file that no format fits."""


@dataclass(frozen=True, slots=True)
class Format:
    """A raw format.

    ``paths`` holds alternative sets of JSON key paths, ``lines`` alternative patterns of a line, ``root`` the
    name of an XML root element, ``header`` column names of a CSV file, ``table`` the kind of a plain table.
    ``weight`` says what the column ``weight`` of its rows is: ``samples`` (a row stands for so many equal
    samples, as in a histogram) or ``iterations`` (a row is one sample, the mean of so many iterations).
    ``loop`` is ``closed`` where the tool's clients wait for each answer before they ask again, ``open`` where they
    ask on a schedule, None where that depends on how it was run; a file that tells has the fact ``loop``.
    """

    name: str
    title: str
    written_by: str
    described_at: str
    about: str
    paths: tuple[frozenset[str], ...]
    lines: tuple[re.Pattern[str], ...]
    root: str | None
    header: frozenset[str]
    table: str | None
    template: str
    facts_template: str | None
    one_template: str | None
    weight: str
    loop: str | None
    read_together: str | None = None
    together: str | None = None
    facts_together: str | None = None

    @property
    def independent(self) -> bool:
        """Whether the reader's browser has a reader of its own for it: a file in ``assets/check/formats``."""
        return self.name in _independent()

    @property
    def decoded(self) -> bool:
        """Whether the statement reads a CSV file that the raw file was decoded to."""
        return "$decoded" in self.template

    @property
    def summarizes(self) -> bool:
        """Whether its statement yields what a tool printed of samples it did not keep."""
        return "'summary'" in self.template

    def facts_sql(self, file: str, size: int, samples: str) -> str | None:
        """The statement that reads what a file says about itself; None where the format says nothing.

        ``samples`` is the name of the table the file was loaded into.
        """
        if self.facts_template is None:
            return None
        values = _file_values(file, size) | {"samples": identifier(samples)}
        return _PLACEHOLDER.sub(lambda match: values[match[1]], self.facts_template)

    def sql(self, file: str, size: int, columns: Columns | None = None, name: str = "") -> str:
        """The statement that reads ``file`` (a path) as samples. ``size`` is the file's size in bytes.

        ``name`` is what a table without a series column calls its one series. Where the file is a ZIP archive,
        the statement reads the folder it is unpacked into: the file's name without its ending. Where SQL cannot
        open what is in the file, it reads the CSV file it is decoded to: the file's name with `.csv`.
        """
        values = _file_values(file, size)
        if self.table is not None:
            if columns is None:
                raise FormatError(
                    f"A {self.title.split()[0]} file says nothing about what its columns mean.",
                    "Declare `columns` with each metric's column and unit.",
                )
            values |= _column_values(columns, name)
            if len(columns.metrics) == 1 and self.one_template is not None:
                return _PLACEHOLDER.sub(lambda match: values[match[1]], self.one_template)
        return _PLACEHOLDER.sub(lambda match: values[match[1]], self.template)

    def together_sql(
        self,
        template: str,
        files: Sequence[str],
        size: int,
        columns: Columns | None = None,
        header: Sequence[str] = (),
        name: str = "",
    ) -> str:
        """One of the statements that read many files; ``size`` is that of the largest in bytes.

        The columns of plain tables are those in ``header``; ``name`` as in :meth:`sql`.
        """
        values = {"files": f"[{', '.join(map(quote, files))}]", "size": str(max(size, 1024))}
        if columns is not None:
            numbers = {column.column for column in columns.metrics}
            listed = (
                f"{quote(column)}: {quote('DOUBLE' if column in numbers else 'VARCHAR')}" for column in header
            )
            values |= {**_column_values(columns, name), "columns": f"{{{', '.join(listed)}}}"}
        return _PLACEHOLDER.sub(lambda match: values[match[1]], template)


def quote(text: str) -> str:
    """An SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(text: str) -> str:
    """An SQL identifier, quoted."""
    return '"' + text.replace('"', '""') + '"'


def _file_values(file: str, size: int) -> dict[str, str]:
    return {
        "file": quote(file),
        "folder": quote(file.removesuffix(".zip")),
        "decoded": quote(f"{file}.csv"),
        "size": str(max(size, 1024)),
    }


def _column_values(columns: Columns, name: str) -> Mapping[str, str]:
    metrics = ",\n            ".join(
        f"{{'metric': {quote(column.metric)}, 'unit': {quote(column.unit)}, "
        f"'value': CAST({identifier(column.column)} AS DOUBLE)}}"
        for column in columns.metrics
    )
    types = {column.column: "DOUBLE" for column in columns.metrics}
    series = quote(name)
    if columns.series is not None:
        types.setdefault(columns.series, "VARCHAR")
        series = f"CAST({identifier(columns.series)} AS VARCHAR)"
    # Rows that differ in a parameter are different series, named like it.
    params = [(param, f"CAST({identifier(column)} AS VARCHAR)") for param, column in columns.params.items()]
    for column in columns.params.values():
        types.setdefault(column, "VARCHAR")
    if params:
        named = " || ', ' || ".join(f"{quote(f'{param}=')} || {value}" for param, value in params)
        series = named if columns.series is None else f"{series} || ' ' || {named}"
    listed = ", ".join(f"{quote(param)}: {value}" for param, value in params)
    declared = ", ".join(f"{quote(column)}: {quote(kind)}" for column, kind in types.items())
    first = columns.metrics[0] if columns.metrics else Column("", "", "")
    return {
        "metric": quote(first.metric),
        "unit": quote(first.unit),
        "value": f"CAST({identifier(first.column)} AS DOUBLE)",
        "series": series,
        "metrics": f"[{metrics}]",
        "params": f"MAP {{{listed}}}" if params else "MAP {}::MAP(VARCHAR, VARCHAR)",
        "types": f"{{{declared}}}",
    }


@lru_cache(maxsize=1)
def formats() -> Mapping[str, Format]:
    """Every format, by name."""
    folder = resources.files("mkdocs_dossiers.measure.formats")
    found = {}
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".sql"):
            name = entry.name.removesuffix(".sql")
            found[name] = _parse(name, entry.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=1)
def _independent() -> frozenset[str]:
    folder = resources.files("mkdocs_dossiers").joinpath("assets/check/formats")
    return frozenset(entry.name.removesuffix(".js") for entry in folder.iterdir())


def loop_of(name: str | None, facts: Mapping[str, str]) -> str | None:
    """``closed`` or ``open`` as a file says (its ``facts``), or else as its format's tool always is; or None."""
    return facts.get("loop") or (formats()[name].loop if name is not None else None)


def _parse(name: str, text: str) -> Format:
    comment, statements = _split(text)
    template, *rest = _PARTS.split(statements)
    parts = dict(zip(rest[::2], map(str.strip, rest[1::2]), strict=True))
    header = _HEADER.findall(comment)
    facts = dict(header)
    found_by = [value.split() for key, value in header if key == "found-by"]
    table = next((words[1] for words in found_by if words[0] == "columns"), None)
    about = " ".join(
        line.removeprefix("--").strip() for line in comment.splitlines() if not _HEADER.match(line)
    )
    return Format(
        name=name,
        title=facts["title"],
        written_by=facts["written-by"],
        described_at=facts["described-at"],
        about=" ".join(about.split()),
        paths=tuple(frozenset(words[1:]) for words in found_by if words[0] == "json"),
        lines=tuple(
            re.compile(value.removeprefix("text "), re.MULTILINE)
            for key, value in header
            if key == "found-by" and value.startswith("text ")
        ),
        root=next((words[1] for words in found_by if words[0] == "xml"), None),
        header=frozenset(next((words[1].split(",") for words in found_by if words[0] == "csv"), ())),
        table=table,
        template=template.strip(),
        facts_template=parts.get("facts"),
        one_template=parts.get("one metric"),
        weight=facts.get("weight", "iterations"),
        loop=facts.get("loop"),
        read_together=parts.get("read together"),
        together=parts.get("together"),
        facts_together=parts.get("facts together"),
    )


def _split(text: str) -> tuple[str, str]:
    lines = text.splitlines()
    start = next(index for index, line in enumerate(lines) if not line.startswith("--"))
    return "\n".join(lines[:start]), "\n".join(lines[start:]).strip()


def detect(head: bytes, declared: str | None, columns: Columns | None) -> Format:
    """The format of a raw file from its first bytes.

    ``declared`` is the format the author named, which must fit. Raises :class:`FormatError`, saying which
    formats came near.
    """
    if not head.strip():
        raise FormatError("The file is empty.", "Measure again, and commit what the tool wrote.")
    if declared is not None and declared not in formats():
        raise FormatError(
            f"There is no format {declared[:SHOWN]!r}.",
            f"{_meant(declared)}, or leave `format` out.",
        )
    fitting = [entry for entry in formats().values() if _fits(entry, head, columns)]
    if declared is not None:
        fitting = [entry for entry in fitting if entry.name == declared]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(entry.name for entry in fitting)
        raise FormatError(f"The file fits several formats: {names}.", "Say which in `format`.")
    if gatling := _GATLING.match(head):
        raise FormatError(
            f"This is the binary simulation.log of Gatling {gatling[1][:20].decode('ascii', 'replace')}, which only "
            "Gatling can read.",
            "Measure with Gatling 3.11 or older, whose simulation.log is text.",
        )
    raise UnknownFormat(_nearest(head, declared), _UNKNOWN)


def table_kind(head: bytes) -> str:
    """``parquet``, ``ndjson`` or ``text``, by the first bytes."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.lstrip().startswith(b"{"):
        first = head.lstrip().split(b"\n", 1)[0]
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            return "json"
        return "ndjson"
    return "json" if head.lstrip().startswith(b"[") else "text"


def _fits(entry: Format, head: bytes, columns: Columns | None) -> bool:
    if entry.table is not None:
        return columns is not None and table_kind(head) == entry.table
    if columns is not None:
        return False
    if any(paths <= _outline(head) for paths in entry.paths):
        return True
    text = _text(head)
    return (
        any(_may_fit(pattern, text) and pattern.search(text) for pattern in entry.lines)
        or (entry.root is not None and _root(text) == entry.root)
        or (bool(entry.header) and entry.header <= set(text.split("\n", 1)[0].strip().split(",")))
    )


_ESCAPED = re.compile(r"\\([^A-Za-z0-9])")
_CLASS = re.compile(r"\[\^?\]?[^\]]*\]")
_GROUP = re.compile(r"\([^()]*\)")
_UNSURE = re.compile(r"(?:\\[A-Za-z0-9]|.)(?:[*?]|\{\d*,?\d*\})\??|\\[A-Za-z0-9]|[.^$+]", re.DOTALL)
_HIDE = 0xF0000
"""Where characters are put that stand for themselves though they would mean something."""


@lru_cache(maxsize=256)
def _needed(pattern: str) -> str:
    """The longest plain text that must stand wherever a pattern fits; empty where there is none for sure."""
    if pattern.startswith("\\A"):
        return ""  # it is tried at one place
    left = _ESCAPED.sub(lambda match: chr(_HIDE + ord(match[1])), pattern)
    left = _CLASS.sub("()", left)
    while _GROUP.search(left):
        left = _GROUP.sub("\0", left)
    if "|" in left:
        return ""
    pieces = _UNSURE.sub("\0", left).split("\0")
    return "".join(chr(ord(char) - _HIDE) if ord(char) >= _HIDE else char for char in max(pieces, key=len))


def _may_fit(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a pattern can fit a text at all, found out faster than by trying it everywhere."""
    return _needed(pattern.pattern) in text


@lru_cache(maxsize=8)
def _text(head: bytes) -> str:
    """The head as text; empty for what is none."""
    return "" if b"\0" in head else head.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _root(text: str) -> str | None:
    """The name of the first element of an XML document, after declarations and comments."""
    place = 0
    while True:
        place = text.find("<", place)
        if place < 0:
            return None
        for opening, closing in (("<?", "?>"), ("<!--", "-->"), ("<!", ">")):
            if text.startswith(opening, place):
                place = text.find(closing, place + len(opening))
                break
        else:
            match = _ROOT.match(text, place)
            return match[1] if match else None
        if place < 0:
            return None


@lru_cache(maxsize=8)
def _outline(head: bytes) -> frozenset[str]:
    return outline(head)


def _nearest(head: bytes, declared: str | None) -> str:
    """What the nearest formats would have that is not there, the nearest first."""
    seen = _outline(head)
    misses = []
    for entry in formats().values():
        if declared not in (None, entry.name):
            continue
        for paths in entry.paths:
            missing = sorted(paths - seen)
            if missing and (declared is not None or paths & seen):
                share = len(paths & seen) / len(paths)
                misses.append((-share, len(missing), f"{entry.title} would have {' and '.join(missing)}"))
    if misses:
        said = list(dict.fromkeys(text for _, _, text in sorted(misses)))
        more = f"; {len(said) - NEAREST} more come near" if len(said) > NEAREST else ""
        return f"This is not a known format: {'; '.join(said[:NEAREST])}{more}."
    if declared is not None:
        return f"This is not {formats()[declared].title}."
    return f"This is not a known format; it comes near none of the {len(formats())} there are."


def _meant(declared: str) -> str:
    near = difflib.get_close_matches(declared[:SHOWN], list(formats()), 3)
    return f"Did you mean {' or '.join(near)}? Correct it" if near else f"Name one of those {LISTED}"
