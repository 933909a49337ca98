"""JSON that reads the same as JSON and as YAML, read the fast way; where each value stands is looked up when asked.

Captured environments are written by programs, are five times as long as what people write, and nothing is wrong with
nearly all of them. A position is needed only to say where something is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn

from mkdocs_dossiers.model.document import Pointer, Position

LONGEST = 500
"""Characters of a text or a key; any longer one is read as YAML, which says what is too long."""
MOST = 10_000
"""Values, as counted by what parts them."""
DIGITS = 40
"""Characters of a number."""
DEPTH = 30
"""Collections inside each other."""
_NO_TEXT = re.compile(
    "[^\n\x20-\x7e\u00a1-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
"""What is no text, line ends of other systems, and other spaces."""
_ODD = re.compile(
    r'\\[^"\\]'  # escapes that YAML reads otherwise, or not
    rf'|"(?:[^"\\]|\\.){{{LONGEST + 1}}}'
)


class _Odd(ValueError):  # noqa: N818 - nothing is wrong
    """Not for here."""


def read_plain(text: str) -> Any:
    """The data of a JSON object; None where YAML has to have a look.

    Whatever is returned, the YAML reader takes the text and reads the same data.
    """
    if not text.startswith("{") or text.count(",") + text.count("{") > MOST or _is_odd(text):
        return None
    try:
        data = json.loads(
            text, object_pairs_hook=_object, parse_constant=_refuse, parse_float=_float, parse_int=_int
        )
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and _depth(data) <= DEPTH else None


def _is_odd(text: str) -> bool:
    """Whether there is anything in a text that YAML may read otherwise; of most texts that is seen at once."""
    if not text.replace("\n", "").isprintable() if text.isascii() else _NO_TEXT.search(text):
        return True
    if "\n:" in text.replace(" ", ""):  # a colon that is not beside its key
        return True
    if "\\" not in text:
        return max(map(len, text.split('"'))) > LONGEST
    return _ODD.search(_simple(text)) is not None


def _simple(text: str) -> str:
    """The text with escaped backslashes as plain characters, so that each backslash left begins an escape."""
    return text.replace("\\\\", "__") if "\\" in text else text


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Odd
    return found


def _refuse(text: str) -> NoReturn:
    raise _Odd(text)


def _float(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")) or len(text) > DIGITS:
        raise _Odd(text)
    return number


def _int(text: str) -> int:
    if len(text) > DIGITS:
        raise _Odd(text)
    return int(text)


def _depth(value: Any) -> int:
    """How many collections are inside each other."""
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [
            each
            for around in level
            for each in (around.values() if type(around) is dict else around)
            if type(each) is dict or type(each) is list
        ]
    return depth


class Places(Mapping[Pointer, Position]):
    """The positions in a document, found out when the first one is asked for."""

    def __init__(self, find: Callable[[], Mapping[Pointer, Position]]) -> None:
        self._find = find
        self._found: Mapping[Pointer, Position] | None = None

    def _all(self) -> Mapping[Pointer, Position]:
        if self._found is None:
            self._found = self._find()
        return self._found

    def __getitem__(self, pointer: Pointer) -> Position:
        return self._all()[pointer]

    def __iter__(self) -> Iterator[Pointer]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())
