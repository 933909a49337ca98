"""Text whose bytes were once read in the wrong encoding, read in the right one again, by ftfy.

Only runs of characters beyond ASCII can be such text, and each is mended on its own: so every character of the
mended line is known to stand where it stands in the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_BEYOND = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Mended:
    """A line mended: ``origin`` is the index in the file's line of each character, and of the end."""

    text: str
    origin: tuple[int, ...]


def mend(lines: Sequence[str]) -> tuple[tuple[Mended, ...], str | None]:
    """Every line mended, and the encoding that was wrong (None when nothing was)."""
    wrong = _wrong(lines)
    return tuple(_mended(line, wrong) for line in lines), wrong


def _wrong(lines: Sequence[str]) -> str | None:
    """The encoding that most runs were misread in, as far as ftfy is sure of one."""
    votes: Counter[str] = Counter()
    for line in lines:
        for run in _BEYOND.findall(line):
            if len(run) > 1 and (name := _misread(run)):
                votes[name] += 1
    return votes.most_common(1)[0][0] if votes else None


@lru_cache(maxsize=4096)
def _misread(run: str) -> str | None:
    from ftfy import fix_encoding_and_explain

    steps = fix_encoding_and_explain(run[:200]).explanation or []
    return next((step.parameter for step in steps if step.action == "encode"), None)


def _mended(line: str, wrong: str | None) -> Mended:
    if wrong is None or line.isascii():
        return Mended(line, tuple(range(len(line) + 1)))
    text, origin, end = "", list[int](), 0
    for found in _BEYOND.finditer(line):
        text += line[end : found.start()]
        origin.extend(range(end, found.start()))
        right = _right(found[0], wrong)
        text += right
        if len(right) == len(found[0]):
            origin.extend(range(found.start(), found.end()))
        else:
            origin.extend([found.start()] * len(right))
        end = found.end()
    text += line[end:]
    origin.extend(range(end, len(line) + 1))
    return Mended(text, tuple(origin))


@lru_cache(maxsize=4096)
def _right(run: str, wrong: str) -> str:
    """A run as it was meant; itself when it was not misread."""
    import ftfy.bad_codecs  # registers the codec "sloppy-windows-1252"

    ftfy.bad_codecs.ok()
    try:
        return run.encode(wrong).decode("utf-8")
    except (UnicodeError, LookupError):
        return ftfy.fix_encoding(run[:2000]) + run[2000:]
