"""Where something stands in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 4000
"""Characters of a text that are read; the schema allows no more."""
SENTENCE = 400
"""Characters of a claim's sentence that are read; the schema allows no more."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text, from ``start`` up to ``end``."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether two pieces share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Found(Span):
    """Words that were looked for, as they are written."""

    text: str


def find(pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    """Every place where a pattern stands in a text."""
    return iter(_found(pattern, text[:LONGEST]))


@lru_cache(maxsize=4096)
def _found(pattern: re.Pattern[str], text: str) -> tuple[Found, ...]:
    """A claim says the same in each version, and the gate looks at all of them."""
    return tuple(Found(match.start(), match.end(), match[0]) for match in pattern.finditer(text))


def free(span: Span, taken: Iterable[Span]) -> bool:
    """Whether a piece shares nothing with others."""
    return not any(span.meets(other) for other in taken)


def phrase(*alternatives: str, behind: str = r"[\w-]") -> re.Pattern[str]:
    """A pattern for whole words in either case; a space stands for any run of blanks, or a hyphen.

    ``behind`` is what may not follow: by default neither a letter nor a hyphen.
    """
    joined = "|".join(alternative.replace(" ", r"[\s-]+") for alternative in alternatives)
    return re.compile(rf"(?<![\w-])(?:{joined})(?!{behind})", re.IGNORECASE)
