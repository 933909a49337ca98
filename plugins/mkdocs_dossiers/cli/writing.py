"""Where a report goes: to standard output, and to files."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

import click

from mkdocs_dossiers.cli.place import CannotRun
from mkdocs_dossiers.model.printable import plain_text


def files_of(outputs: tuple[str, ...], formats: tuple[str, ...]) -> dict[str, Path]:
    """The files given as FORMAT=FILE, by format."""
    files = {}
    for text in outputs:
        form, equals, file = text.partition("=")
        if form not in formats or not equals or not file or form in files:
            raise click.UsageError(
                f"--output {text[:80]!r}: write FORMAT=FILE, each format once: {', '.join(formats)}."
            )
        files[form] = Path(file)
    return files


def to_stdout(text: str, machine: bool) -> None:
    """Print a report: for programs always as UTF-8, for people in whatever the terminal takes.

    Raises a click exception when standard output is closed or takes no more.
    """
    if sys.stdout is None:
        raise CannotRun("Standard output is closed, so the report cannot be printed.")
    if not machine and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        click.echo(plain_text(text).encode() if machine else text)
    except BrokenPipeError:
        raise
    except OSError as error:
        _forget_stdout()
        raise CannotRun(f"The report cannot be printed: {error.strerror}.") from None


def _forget_stdout() -> None:
    """Give up what could not be written, or Python tries once more when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def to_file(text: str, file: Path) -> None:
    """Write a report as UTF-8 without colours; the file is the old or the new one, never half of it.

    Raises a click exception when it cannot be written.
    """
    raw = f"{plain_text(click.unstyle(text))}\n".encode()
    try:
        if file.exists() and not stat.S_ISREG(file.stat().st_mode):
            file.write_bytes(raw)
            return
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:40]}.")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(raw)
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CannotRun(f"{file} cannot be written: {error.strerror}.") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
