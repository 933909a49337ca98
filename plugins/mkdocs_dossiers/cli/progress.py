"""Progress for people: on stderr, only on a terminal, only after a second."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from mkdocs_dossiers.model.printable import printable
from mkdocs_dossiers.model.telling import telling

DELAY = 1.0
"""Seconds before anything is shown."""


@contextmanager
def counting(what: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    """A function to call with how much is done, and of how much: ``Measuring 12 of 80 dossiers``.

    What is long about one of them is said behind it: ``Measuring 0 of 1 dossiers: reading data/load.csv, 43 %``.
    """
    start = time.monotonic()
    shown = False
    line = ""

    def write(text: str) -> None:
        nonlocal shown
        if sys.stderr.isatty() and time.monotonic() - start >= DELAY:
            shown = True
            click.echo(f"\r{text}\033[K", err=True, nl=False)

    def show(done: int, total: int) -> None:
        nonlocal line
        line = f"{what} {done:,} of {total:,} {unit}"
        write(line)

    def tell(doing: str, part: float | None) -> None:
        text = f"{line or what}: {printable(doing)}" + (f", {part:.0%}".replace("%", " %") if part else "")
        write(text[: shutil.get_terminal_size().columns - 1])

    try:
        with telling(tell if sys.stderr.isatty() else None):
            yield show
    finally:
        if shown:
            click.echo("\r\033[K", err=True, nl=False)
