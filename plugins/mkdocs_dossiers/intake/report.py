"""A report as it is read: bytes to lines, within limits, its broken encoding mended."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from mkdocs_dossiers.intake.mojibake import Mended, mend

MOST_BYTES = 2_000_000
"""A report a person wrote is not longer."""
MOST_LINES = 50_000
LONGEST_LINE = 5_000
"""Characters of a line; what is found in a line grows with its length."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class ReportError(Exception):
    """A report that cannot be read: where (counted from 1), why, and what to do about it."""

    def __init__(self, message: str, fix: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.fix, self.line, self.column = message, fix, line, column


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its SHA-256, its lines as they stand in the file, and the same mended."""

    sha256: str
    lines: tuple[str, ...]
    mended: tuple[Mended, ...]
    encoding: str | None
    """The encoding its bytes were once misread in; None when they were not."""


def read_report(file: Path) -> Report:
    """Read a report from a file. Raises :class:`ReportError`, also for what is no regular file."""
    return report_of(_bytes(file))


def _bytes(file: Path) -> bytes:
    # Opened without waiting, so that a pipe nobody writes to cannot hold the command up.
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ReportError(f"It cannot be opened: {reason}.", "Name a file that can be read.") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise ReportError("It is no regular file.", "Name a Markdown or text file.")
    with os.fdopen(descriptor, "rb") as stream:
        raw = stream.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise ReportError(
            f"It is larger than {MOST_BYTES:,} bytes.", "Give the report, without logs and pictures in it."
        )
    return raw


def report_of(raw: bytes) -> Report:
    """A report from its bytes. Raises :class:`ReportError`."""
    text = _decoded(raw).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        raise ReportError(
            f"It has more than {MOST_LINES:,} lines.", "Give the report, without logs in it.", MOST_LINES
        )
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            message = f"The line is longer than {LONGEST_LINE:,} characters."
            raise ReportError(message, "Wrap it, or leave out what is no prose.", number, LONGEST_LINE)
    mended, encoding = mend(lines)
    return Report(hashlib.sha256(raw).hexdigest(), tuple(lines), mended, encoding)


def _decoded(raw: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "utf-8")
    if encoding != "utf-16" and (place := raw.find(b"\0")) >= 0:
        line = raw.count(b"\n", 0, place) + 1
        column = place - raw.rfind(b"\n", 0, place)
        raise ReportError(
            "A NUL byte: this is no text.", "Give the report as Markdown or text.", line, column
        )
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            # What is no UTF-8 was most likely written on Windows; every byte means something there.
            return raw.decode("cp1252", "replace")
        line = raw.count(b"\n", 0, error.start) + 1
        raise ReportError(f"It is no {encoding}.", "Save it as UTF-8.", line) from None
