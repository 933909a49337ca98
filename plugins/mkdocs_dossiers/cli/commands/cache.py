"""``dossier cache``: what was measured before."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from mkdocs_dossiers.cli.place import CannotRun

if TYPE_CHECKING:
    from mkdocs_dossiers.cache.store import Cache

_SIZE = re.compile(r"(?P<number>[0-9]{1,15})\s*(?P<unit>B|kB|MB|GB)?")
_BYTES = {None: 1, "B": 1, "kB": 1000, "MB": 1000**2, "GB": 1000**3}


@click.group(
    invoke_without_command=True,
    epilog="Examples:\n\n\b\n  dossier cache\n  dossier cache prune 100MB\n  dossier cache clear",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it."
)
@click.pass_context
def command(context: click.Context, form: str) -> None:
    """Look at what was measured before and at finished pages, and make room.

    The gate measures the same bytes once: what it found is kept by content. mkdocs build keeps finished pages beside
    it. The folder is ~/.cache/mkdocs-dossiers, or what DOSSIER_CACHE names; DOSSIER_CACHE=off keeps nothing. An audit,
    a trace and dossier verify never use it.
    """
    if context.invoked_subcommand is not None:
        return
    from mkdocs_dossiers.cache.store import Unreadable

    told: dict[str, object] = {}
    for number, cache in enumerate(_caches()):
        try:
            found = cache.summary()
        except Unreadable as error:
            raise _unreadable(cache, error) from None
        oldest = (
            None if found.oldest is None else datetime.fromtimestamp(found.oldest, UTC).date().isoformat()
        )
        if form == "json":
            here = {
                "file": str(cache.file),
                "entries": found.entries,
                "bytes": found.size,
                "last_used": oldest,
            }
            told |= {"pages": here} if number else here
        elif found.entries:
            click.echo(
                f"{found.entries:,} entries with {_readable(found.size)} in {cache.file}\n"
                f"({_readable(found.file_size)} on disk). The oldest was last used on {oldest}."
            )
        elif not number:
            click.echo(f"Nothing is kept yet in {cache.file}")
    if form == "json":
        click.echo(json.dumps(told, indent=2))


@command.command(epilog="Example:\n\n\b\n  dossier cache prune 100MB")
@click.argument("size", metavar="SIZE")
def prune(size: str) -> None:
    """Keep at most SIZE (such as 100MB) of measurements and of pages each, and what was used last."""
    from mkdocs_dossiers.cache.store import Unreadable

    match = _SIZE.fullmatch(size.strip())
    if match is None:
        raise click.UsageError(f"{size[:40]!r} is no size. Write a number and B, kB, MB or GB: 100MB.")
    for cache in _caches():
        try:
            gone = cache.prune(int(match["number"]) * _BYTES[match["unit"]])
            left = cache.summary()
        except Unreadable as error:
            raise _unreadable(cache, error) from None
        click.echo(
            f"{cache.file.name}: {gone:,} entries removed; {left.entries:,} with {_readable(left.size)} are left.",
            err=True,
        )


@command.command()
def clear() -> None:
    """Forget everything."""
    for cache in _caches():
        try:
            cache.clear()
        except OSError as error:
            raise CannotRun(f"{cache.file} cannot be removed: {error.strerror}.") from None
        click.echo(f"{cache.file} is empty.", err=True)


def _caches() -> list[Cache]:
    """That of measurements, then that of finished pages."""
    from mkdocs_dossiers.cache.place import FOLDER, usual_cache
    from mkdocs_dossiers.cache.store import FILE, PAGES

    found = [cache for name in (FILE, PAGES) if (cache := usual_cache(name)) is not None]
    if not found:
        raise CannotRun(f"There is no cache: {FOLDER} is off, or this user has no home folder.")
    return found


def _unreadable(cache: Cache, error: Exception) -> CannotRun:
    return CannotRun(f"{cache.file} cannot be read: {error}. Remove it with `dossier cache clear`.")


def _readable(size: int) -> str:
    for unit, scale in (("GB", 1000**3), ("MB", 1000**2), ("kB", 1000)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}"
    return f"{size} B"
