"""Raw formats: one SQL file each, found by what a file contains, never by its name.

The head of each SQL file says what it reads. ``found-by: json a b[].c`` lists key paths that must all be
there; a format with several such lines is found by any of them. ``found-by: columns KIND`` reads plain tables
whose columns the dossier declares.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from mkdocs_dossiers.measure.outline import outline
from mkdocs_dossiers.model.dossier import Columns

_HEADER = re.compile(r"^-- ([a-z-]+): (.+)$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\$(file|size|series|metrics|types)\b")


class FormatError(ValueError):
    """A raw file whose format is unknown, ambiguous, or not what was declared."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Format:
    """A raw format. ``paths`` holds alternative sets of JSON key paths; ``table`` the kind of a plain table."""

    name: str
    title: str
    written_by: str
    described_at: str
    about: str
    paths: tuple[frozenset[str], ...]
    table: str | None
    template: str

    def sql(self, file: str, size: int, columns: Columns | None = None, name: str = "") -> str:
        """The statement that reads ``file`` (a path) as samples. ``size`` is the file's size in bytes.

        ``name`` is what a table without a series column calls its one series.
        """
        values = {"file": quote(file), "size": str(max(size, 1024))}
        if self.table is not None:
            if columns is None:
                raise FormatError(
                    f"A {self.title.split()[0]} file says nothing about what its columns mean.",
                    "Declare `columns` with each metric's column and unit.",
                )
            values |= _column_values(columns, name)
        return _PLACEHOLDER.sub(lambda match: values[match[1]], self.template)


def quote(text: str) -> str:
    """An SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(text: str) -> str:
    """An SQL identifier, quoted."""
    return '"' + text.replace('"', '""') + '"'


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
    declared = ", ".join(f"{quote(column)}: {quote(kind)}" for column, kind in types.items())
    return {"series": series, "metrics": f"[{metrics}]", "types": f"{{{declared}}}"}


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


def _parse(name: str, text: str) -> Format:
    comment, template = _split(text)
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
        table=table,
        template=template,
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
            f"There is no format {declared!r}; there are {', '.join(formats())}.",
            "Name one of these, or leave `format` out.",
        )
    fitting = [entry for entry in formats().values() if _fits(entry, head, columns)]
    if declared is not None:
        fitting = [entry for entry in fitting if entry.name == declared]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(entry.name for entry in fitting)
        raise FormatError(f"The file fits several formats: {names}.", "Say which in `format`.")
    raise FormatError(_nearest(head, declared), "Commit the tool's own output, complete and unchanged.")


def table_kind(head: bytes) -> str:
    """``parquet``, ``ndjson`` or ``text``, by the first bytes."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.lstrip().startswith(b"{"):
        first = head.lstrip().split(b"\n", 1)[0]
        try:
            json.loads(first)
        except ValueError:
            return "json"
        return "ndjson"
    return "json" if head.lstrip().startswith(b"[") else "text"


def _fits(entry: Format, head: bytes, columns: Columns | None) -> bool:
    if entry.table is not None:
        return columns is not None and table_kind(head) == entry.table
    seen = _outline(head)
    return columns is None and any(paths <= seen for paths in entry.paths)


@lru_cache(maxsize=8)
def _outline(head: bytes) -> frozenset[str]:
    return outline(head)


def _nearest(head: bytes, declared: str | None) -> str:
    near = [entry for entry in formats().values() if entry.paths and declared in (None, entry.name)]
    seen = _outline(head)
    misses = []
    for entry in near:
        for paths in entry.paths:
            missing = sorted(paths - seen)
            if missing and (declared is not None or paths & seen):
                misses.append(f"{entry.title} would have {' and '.join(missing)}")
    if misses:
        return f"This is not a known format: {'; '.join(misses)}."
    known = ", ".join(entry.title for entry in formats().values())
    return f"This is not a known format. Known: {known}."
