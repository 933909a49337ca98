"""Changes a recipe in place: a step that measures a dataset, and another commit to check out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs_dossiers.author.edit import set_value
from mkdocs_dossiers.author.entry import entry_lines
from mkdocs_dossiers.author.spans import Span, spans
from mkdocs_dossiers.model.document import Document, Pointer
from mkdocs_dossiers.model.problem import Refused
from mkdocs_dossiers.read.yaml_document import read_yaml_text

STEPS: Pointer = ("reproduce", "steps")


def with_step(raw: bytes, path: str, step: Mapping[str, Any]) -> bytes:
    """The document with one more step at the end of its recipe; every other byte stays.

    ``path`` is what messages call the document. Raises :class:`~mkdocs_dossiers.author.edit.CannotEdit` for a document
    that cannot be changed in place, and :class:`~mkdocs_dossiers.model.problem.Refused` for one that cannot be read.
    """
    text = raw.decode("utf-8")
    document = read_yaml_text(text, path)
    steps = document.find(*STEPS)
    known = list(steps) if isinstance(steps, list) else []
    made = _appended(text, spans(text), step) if known else None
    if made is not None and _says(made, path, document, [*known, dict(step)]):
        return made.encode()
    return set_value(raw, path, STEPS, [*known, dict(step)], before=("waivers",))


def with_commit(raw: bytes, path: str, old: str, new: str) -> bytes:
    """The document whose recipe checks out another commit, wherever it named the old one."""
    document = read_yaml_text(raw.decode("utf-8"), path)
    steps = document.find(*STEPS)
    for place, step in enumerate(steps if isinstance(steps, list) else []):
        run = step.get("run") if isinstance(step, Mapping) else None
        if isinstance(run, str) and old in run:
            raw = set_value(raw, path, (*STEPS, place, "run"), run.replace(old, new))
    return raw


def _appended(text: str, found: Mapping[Pointer, Span], step: Mapping[str, Any]) -> str | None:
    """The text with the step below the last one, indented as that; None where steps do not stand in lines."""
    holder = found.get(STEPS)
    if holder is None or holder.flow or not holder.children:
        return None
    last = found[holder.children[-1]]
    line = text[text.rfind("\n", 0, last.start) + 1 : last.start]
    dash = re.fullmatch(r"( *)-( +)(?:&\S+ +)?", line)
    if dash is None:
        return None
    newline = "\r\n" if "\r\n" in text else "\n"
    end = text.find("\n", _end(found, holder.children[-1]))
    end = end + 1 if end >= 0 else len(text)
    lines = _lines(step, len(dash[1]), len(dash[2]) + 1)
    before = "" if text[:end].endswith("\n") else newline
    return text[:end] + before + "".join(f"{each}{newline}" for each in lines) + text[end:]


def _end(found: Mapping[Pointer, Span], pointer: Pointer) -> int:
    """Where a value ends, with all that is in it."""
    return max(span.end for at, span in found.items() if at[: len(pointer)] == pointer)


def _lines(step: Mapping[str, Any], indent: int, width: int) -> Sequence[str]:
    lines = [line for key, value in step.items() for line in entry_lines(key, value, indent + width, 2)]
    first = f"{' ' * indent}-{' ' * (width - 1)}{lines[0].lstrip()}"
    return [first, *lines[1:]]


def _says(text: str, path: str, document: Document, steps: list[Any]) -> bool:
    """Whether the new text is the old document with these steps, and nothing else changed."""
    try:
        found = read_yaml_text(text, path).data
    except Refused:
        return False
    wanted = {**document.data, "reproduce": {**document.data["reproduce"], "steps": steps}}
    return bool(found == wanted)
