"""Finds what a tool wrote: the files that a run added or changed, and of those the ones in a known format."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_dossiers.author.refusal import Refusal
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from mkdocs_dossiers.model.dossier import Columns
from mkdocs_dossiers.model.measurement import RawFile

MOST_FILES = 20_000
"""Files of a folder that are looked over before a run."""
MOST_CANDIDATES = 30
"""New files that are looked into."""
_LISTED = 5
_SKIPPED = frozenset({"__pycache__", "node_modules", "venv"})

Seen = Mapping[str, tuple[int, int, int]]
"""Files by their path from the folder, each with what changes when it is written: time, size, inode."""


@dataclass(frozen=True, slots=True)
class Output:
    """A raw file a tool wrote, and what is in it."""

    file: Path
    raw: RawFile


def seen_in(folder: Path) -> Seen | None:
    """The files below a folder, but for hidden folders; None where there are too many to look over."""
    found: dict[str, tuple[int, int, int]] = {}
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _SKIPPED]
        for name in files:
            path = Path(place) / name
            mark = mark_of(path)
            if mark is not None:
                found[path.relative_to(folder).as_posix()] = mark
        if len(found) > MOST_FILES:
            return None
    return found


def mark_of(file: Path) -> tuple[int, int, int] | None:
    """What changes when a file is written; None where there is none."""
    try:
        found = file.lstat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def named_output(
    file: Path, shown: str, before: tuple[int, int, int] | None, columns: Columns | None, form: str | None
) -> Output:
    """The file the author said the tool writes. Raises :class:`Refusal` when this run did not write it."""
    now = mark_of(file)
    if now is None:
        raise Refusal(f"The command did not write {shown}.", "Correct --output, or the command.")
    if now == before:
        raise Refusal(
            f"{shown} is older than this run: the command did not write it.",
            "Correct --output, or the command. dossier add takes a file that exists.",
        )
    return Output(file, looked_into(file, shown, columns, form))


def found_output(folder: Path, before: Seen, columns: Columns | None, form: str | None) -> Output:
    """The one file in a known format that was added or changed. Raises :class:`Refusal` when there is not one."""
    after = seen_in(folder) or {}
    changed = sorted(path for path, mark in after.items() if before.get(path) != mark)
    if len(changed) > MOST_CANDIDATES:
        raise Refusal(
            f"The command wrote {len(changed):,} files.", "Say which holds the results: --output FILE."
        )
    found, missed = [], []
    for path in changed:
        try:
            found.append(Output(folder / path, looked_into(folder / path, path, columns, form)))
        except Refusal as refusal:
            missed.append((path, refusal))
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(output.file.relative_to(folder).as_posix() for output in found[:_LISTED])
        raise Refusal(
            f"The command wrote {len(found)} files of results: {names}.",
            "Say which this dataset is: --output FILE. dossier add takes the others.",
        )
    if len(missed) == 1:
        raise missed[0][1]
    if missed:
        names = ", ".join(path for path, _ in missed[:_LISTED])
        raise Refusal(
            f"The command wrote {len(missed)} files, none of which is in a known format: {names}.",
            "Say which holds the results with --output FILE; for a plain table, also --metric NAME=COLUMN:UNIT.",
        )
    raise Refusal(
        f"The command wrote no file in {folder}.",
        "Say where the results are: --output FILE, or --output - when it prints them.",
    )


def looked_into(file: Path, shown: str, columns: Columns | None, form: str | None) -> RawFile:
    """What is in a raw file. Raises :class:`Refusal` where that cannot be told."""
    from mkdocs_dossiers.measure.format import formats

    if file.is_symlink():
        raise Refusal(f"{shown} is a link.", "Name the file itself.")
    try:
        raw = inspect_file(file, columns, form)
    except NotReadable as error:
        raise Refusal(f"{shown}: {error.message}", error.fix) from None
    if raw.format is not None and formats()[raw.format].table is not None and columns is None:
        names = ", ".join(dict.fromkeys(series.metric for series in raw.series))
        first = raw.series[0].metric if raw.series else "latency_s"
        raise Refusal(
            f"{shown} is a plain table, which does not say what its columns mean. Its columns of numbers: {names}.",
            f"Say it for each metric: --metric NAME=COLUMN:UNIT, such as --metric latency={first}:s.",
        )
    return raw
