"""Patterns from words of many languages: an alternation that prefers the longer word."""

from __future__ import annotations

import re


def any_of(words: str) -> str:
    """An alternation of words parted by blanks; ``_`` stands for a blank inside a word, ``~`` for any ending."""
    ordered = sorted(words.split(), key=len, reverse=True)
    return "|".join(re.escape(word).replace("_", r"\s").replace(r"\~", r"\w*") for word in ordered)


def whole(words: str) -> re.Pattern[str]:
    """A pattern that finds any of the words, whole where its language parts words by blanks."""
    parted: list[str] = []
    joined: list[str] = []
    for word in words.split():
        (joined if re.search(r"[\u3040-\u9fff]", word) else parted).append(word)
    pattern = rf"(?<!\w)(?:{any_of(' '.join(parted))})(?!\w)" if parted else ""
    if joined:
        pattern += ("|" if pattern else "") + any_of(" ".join(joined))
    return re.compile(pattern, re.IGNORECASE)
