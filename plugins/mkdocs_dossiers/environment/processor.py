"""Names of processors, which every tool writes a little differently."""

from __future__ import annotations

import re

_DROPPED = re.compile(
    r"\([^()]*\)|[®™]|^\d+\s*x\s+|\b\d+(?:st|nd|rd|th) gen\b|@?\s*\b\d+(?:\.\d+)?\s?[gm]hz\b|@"
    r"|\b(?:\d+|dual|quad|six|eight|twelve|sixteen)-cores?\b|\bcores?(?=\s*\d+\s*$)|\bwith radeon.*$"
    r"|\b(?:cpu|processor|apu)\b"
)
"""Trade marks, clock rates, numbers of cores, generations and code names: tools leave them out or put them in."""
_WORD = re.compile(r"[a-z0-9]+(?:[-.+][a-z0-9]+)*")
_NO_MODEL = re.compile(r"implementer|armv?\d|aarch64|x86|amd64|i[3-6]86|unknown|virtual|part\b|rev\b")
"""What is written where nobody knows the model."""


def same_processor(one: str, other: str) -> bool | None:
    """Whether two names may mean one model; None where either names no model.

    A name may leave out words, but nothing with a digit in it: ``AMD EPYC 7763`` is not ``AMD EPYC``.
    """
    first, second = _words(one), _words(other)
    if first is None or second is None:
        return None
    left_out = first ^ second
    return (first <= second or second <= first) and not any(
        char.isdigit() for word in left_out for char in word
    )


def _words(name: str) -> frozenset[str] | None:
    folded = name.casefold()
    if _NO_MODEL.search(folded):
        return None
    return frozenset(_WORD.findall(_DROPPED.sub(" ", folded))) or None
