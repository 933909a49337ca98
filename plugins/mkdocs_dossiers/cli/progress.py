"""Progress for people: on stderr, only on a terminal, only after a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

DELAY = 1.0
"""Seconds before anything is shown."""


@contextmanager
def counting(what: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    """A function to call with how much is done, and of how much: ``Measuring 12 of 80 dossiers``."""
    start = time.monotonic()
    shown = False

    def show(done: int, total: int) -> None:
        nonlocal shown
        if sys.stderr.isatty() and time.monotonic() - start >= DELAY:
            shown = True
            click.echo(f"\r{what} {done:,} of {total:,} {unit}", err=True, nl=False)

    try:
        yield show
    finally:
        if shown:
            click.echo("\r\033[K", err=True, nl=False)
