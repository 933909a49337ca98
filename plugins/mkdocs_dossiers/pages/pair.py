"""A rule's example as people read it: what differs between the dossier that is refused and its twin."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from mkdocs_dossiers.check.example import (
    Add,
    Copy,
    Edit,
    Example,
    Git,
    Link,
    Move,
    Remove,
    Replace,
    Sign,
    Signed,
    Uncommitted,
    WithoutProgram,
    sound,
)

CONTEXT = 1
"""Lines shown before and after a difference."""
LONGEST = 24
"""Lines shown of one place."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a file, one per difference; ``text`` is empty when the file is not there."""

    file: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two dossiers: what was done that no file shows, and the lines in which it differs."""

    notes: tuple[str, ...]
    excerpts: tuple[Excerpt, ...]


def sides(example: Example) -> tuple[Side, Side]:
    """The refused dossier and its twin."""
    red, red_notes = _state(example.red)
    green, green_notes = _state(example.green)
    red_excerpts, green_excerpts = [], []
    for file in sorted({*red, *green}):
        one, other = red.get(file), green.get(file)
        if one != other:
            left, right = _differences(one, other)
            red_excerpts.append(_excerpt(file, left))
            green_excerpts.append(_excerpt(file, right))
    return Side(red_notes, tuple(red_excerpts)), Side(green_notes, tuple(green_excerpts))


def _excerpt(file: str, lines: list[str]) -> Excerpt:
    shown = lines if len(lines) <= LONGEST else [*lines[: LONGEST - 1], "…"]
    language = {"yaml": "yaml", "json": "json"}.get(file.rpartition(".")[2], "text")
    return Excerpt(file, "\n".join(shown), language)


def _differences(one: str | None, other: str | None) -> tuple[list[str], list[str]]:
    """The lines in which two texts differ, with a line around them; everything where one is missing."""
    left, right = (one or "").splitlines(), (other or "").splitlines()
    if one is None or other is None:
        return left, right
    found: tuple[list[str], list[str]] = ([], [])
    for group in SequenceMatcher(None, left, right, autojunk=False).get_grouped_opcodes(CONTEXT):
        for lines, source, start, end in (
            (found[0], left, group[0][1], group[-1][2]),
            (found[1], right, group[0][3], group[-1][4]),
        ):
            if lines:
                lines.append("…")
            lines.extend(source[start:end])
    return found


def _state(edits: tuple[Edit, ...]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The text of every file when everything is edited, and what else was done."""
    files = dict(sound())
    notes = []
    for edit in edits:
        left = isinstance(edit, Uncommitted)
        change = edit.change if isinstance(edit, Uncommitted | Signed) else edit
        note = _apply(files, change)
        if isinstance(edit, Signed):
            note = f"{edit.change.file} was changed after it was signed"
        if left:
            note = note or f"{_named(change)} was changed after the last commit"
        if note:
            notes.append(f"{note}.")
    return files, tuple(notes)


def _named(change: Edit) -> str:
    if isinstance(change, Git | Uncommitted | Signed | WithoutProgram):
        return "The repository"
    return change.file


def _apply(files: dict[str, str], change: Edit) -> str:
    """Make a change; what is to be said of it where no file shows it."""
    if isinstance(change, Replace):
        files[change.file] = files[change.file].replace(change.old, change.new)
    elif isinstance(change, Add):
        files[change.file] = change.text
    elif isinstance(change, Copy):
        files |= _moved(files, change.source, change.file)
        return f"{change.file} is a copy of {change.source}" if change.source in files else ""
    elif isinstance(change, Move):
        moved = _moved(files, change.source, change.file)
        _drop(files, change.source)
        files |= moved
        return f"{change.source} was moved to {change.file}"
    elif isinstance(change, Remove):
        _drop(files, change.file)
        return f"{change.file} is not there"
    elif isinstance(change, Link):
        return f"{change.file} is a link to {change.to}"
    elif isinstance(change, Sign):
        return f"{change.document} is signed"
    elif isinstance(change, WithoutProgram):
        return f"{change.name} is not installed"
    elif isinstance(change, Git):
        return f"git {' '.join(change.arguments)}" + (f" at {change.date}" if change.date else "")
    return ""


def _below(files: dict[str, str], place: str) -> list[str]:
    return [path for path in files if path == place or path.startswith(f"{place}/")]


def _moved(files: dict[str, str], source: str, target: str) -> dict[str, str]:
    return {target + path.removeprefix(source): files[path] for path in _below(files, source)}


def _drop(files: dict[str, str], place: str) -> None:
    for path in _below(files, place):
        del files[path]
