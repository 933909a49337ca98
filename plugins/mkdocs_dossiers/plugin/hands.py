"""Several processes make the pages of one site.

This process and its copies (fork) each take a few files at a time, until none is left. What a copy makes it writes to
its place itself, and it hands over what the site as a whole needs of it: the same, in the same order, as when one
process makes everything. A copy that is lost takes nothing with it: what it had taken is made here.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any, Self

import msgspec

from mkdocs_dossiers.plugin.kept import Entry
from mkdocs_dossiers.plugin.made import Made
from mkdocs_dossiers.plugin.workshop import Workshop

AT_ONCE = 24
"""Files that are taken together."""
WORTH = 200
"""Files from which another process is worth its start."""
MEMORY = 1_000_000_000
"""Bytes that all processes may hold together."""
EACH = 120_000_000
"""Bytes a process comes to hold while it makes pages."""
WRITTEN = 0.5
"""Share of what a copy begins with that it comes to hold for itself: to use an object is to write to it."""
_HAPPENS = "mkdocs"
"""The logger everything is said to that happens while pages are made."""


class Said(msgspec.Struct, frozen=True, array_like=True):
    """A line of the log: of which logger, how bad, and what it says."""

    logger: str
    level: int
    text: str


class Done(msgspec.Struct, array_like=True):
    """A file that was made: what is left of it, and what was said meanwhile."""

    entry: Entry
    said: list[Said] = []


class _Part(msgspec.Struct, array_like=True):
    """What became of files that were taken together; ``failed`` where the next one could not be made."""

    number: int
    done: list[Done]
    failed: bool = False


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Part)


def processes() -> int:
    """How many processes may work at once: as many as there are processors for this one, and as fit into memory."""
    if not sys.platform.startswith("linux"):
        return 1  # a copy of a process with threads is safe nowhere else
    held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    copies = (MEMORY - held - EACH) // (held * WRITTEN + EACH)
    return max(1, min(len(os.sched_getaffinity(0)), 1 + int(copies)))


def made(workshop: Workshop, files: Sequence[Made], many: int, before: Callable[[], None]) -> list[Done]:
    """Make every file, ``many`` processes at once; what is left of each, in order.

    ``before`` is called before this process is copied. Raises what making the first file raised that failed.
    """
    parts = [files[start : start + AT_ONCE] for start in range(0, len(files), AT_ONCE)]
    with _Copies(workshop, parts, many - 1 if len(files) >= WORTH else 0, before) as copies:
        return copies.all()


@dataclass(slots=True)
class _Copies:
    workshop: Workshop
    parts: Sequence[Sequence[Made]]
    many: int
    before: Callable[[], None]
    _taken: Any = None
    """The number of the next part nobody has taken."""
    _lines: list[Connection] = field(default_factory=list)
    _processes: list[ForkProcess] = field(default_factory=list)
    _found: dict[int, list[Done]] = field(default_factory=dict)
    _failed: set[int] = field(default_factory=set)
    _last: list[Said] = field(default_factory=list)
    """What was said while the last file was made."""

    def __enter__(self) -> Self:
        if self.many < 1:
            return self
        self.before()
        context = get_context("fork")
        self._taken = context.Value("q", 0)
        for _ in range(self.many):
            line, other = context.Pipe(duplex=False)
            copy = context.Process(target=self._copy, args=(other,), daemon=True)
            with warnings.catch_warnings():  # threads that are there hold nothing that making pages needs
                warnings.simplefilter("ignore", DeprecationWarning)
                copy.start()
            other.close()
            self._lines.append(line)
            self._processes.append(copy)
        return self

    def __exit__(self, *_: object) -> None:
        for line in self._lines:
            line.close()
        for copy in self._processes:
            copy.terminate()
            copy.join()

    def all(self) -> list[Done]:
        """What is left of each file; a part of a copy that was lost or failed is made here."""
        while self._processes and (number := self._next()) is not None:
            try:
                self._make(number)
            except Exception:  # noqa: BLE001 - it is raised again below, unless another file before it fails, too
                self._failed.add(number)
                del self._found[number]
            self._heard()
        while self._lines:
            self._heard(wait=True)
        for number in range(len(self.parts)):
            if number not in self._found:
                self._make_aloud(number)
        return [done for number in range(len(self.parts)) for done in self._found[number]]

    def _next(self) -> int | None:
        """The next part, taken; None where there is none, or where one that was taken before could not be made."""
        with self._taken.get_lock():
            number: int = self._taken.value
            self._taken.value += 1
        return number if number < len(self.parts) and not self._failed else None

    def _make(self, number: int) -> None:
        """Make a part, and keep what is left of it as far as it gets."""
        found = self._found[number] = []
        self.workshop.expect(self.parts[number])
        for file in self.parts[number]:
            with _listening() as self._last:
                entry = self.workshop.make(file)
            found.append(Done(entry, self._last))
            self._heard()

    def _make_aloud(self, number: int) -> None:
        """Make a part; where that fails, what was said until then is said."""
        try:
            self._make(number)
        except BaseException:
            say([line for place in range(number + 1) for done in self._found[place] for line in done.said])
            say(self._last)
            raise

    def _heard(self, *, wait: bool = False) -> None:
        """Take what copies have handed over; with ``wait``, wait for at least one."""
        if wait:
            from multiprocessing.connection import wait as waiting

            waiting(self._lines)
        for line in list(self._lines):
            try:
                while line.poll():
                    part = _DECODER.decode(line.recv_bytes())
                    if part.failed:
                        self._failed.add(part.number)
                    else:
                        self._found[part.number] = part.done
            except (EOFError, OSError, msgspec.DecodeError):
                line.close()
                self._lines.remove(line)

    def _copy(self, line: Connection) -> None:
        """What a copy does: it ends without what the original would do at its end."""
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # the original says what there is to say, and ends its copies
        gc.freeze()
        for other in self._lines:
            other.close()
        self._lines = []
        with suppress(BrokenPipeError), line:
            while (number := self._next()) is not None:
                try:
                    self._make(number)
                    part = _Part(number, self._found.pop(number))
                except BaseException:  # noqa: BLE001 - it is raised again where the original makes this part
                    part = _Part(number, [], failed=True)
                    self._failed.add(number)
                line.send_bytes(_ENCODER.encode(part))
            self.workshop.kept_flushed()


class _Ear(logging.Handler):
    def __init__(self, said: list[Said]) -> None:
        super().__init__()
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(Said(record.name, record.levelno, record.getMessage()))


@contextmanager
def _listening() -> Iterator[list[Said]]:
    """What is said meanwhile, which nobody hears yet."""
    said: list[Said] = []
    logger = logging.getLogger(_HAPPENS)
    handlers, further = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [_Ear(said)], False
    try:
        yield said
    finally:
        logger.handlers, logger.propagate = handlers, further


def say(lines: Sequence[Said]) -> None:
    """Say what was said before, where everybody hears it."""
    for line in lines:
        logging.getLogger(line.logger).log(line.level, "%s", line.text)
