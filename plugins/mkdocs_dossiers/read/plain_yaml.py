"""YAML that nothing is wrong with, read the fast way: the data alone, without where each value stands.

Whatever looks odd here is left to the reader that says what is wrong, and where.
"""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Callable
from typing import Any

import yaml

MOST = 10_000
"""Values; a document of more is read the other way."""
LONGEST = 500
"""Characters of a key."""
LONGEST_TEXT = 20_000
DEPTH = 30
"""Collections inside each other."""
ALIASES = 64
_ODD = re.compile("[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no text, tabs, and line ends of other systems."""
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\x85"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
INVISIBLE, CONTROL = re.compile(f"[{_INVISIBLE}]"), re.compile(f"[{_CONTROL}]")
"""What no document may hold: characters nobody sees, and those that steer terminals."""
_HIDDEN = re.compile(f"[{_CONTROL}{_INVISIBLE}]")
"""What an escape in double quotes may put into a text."""
_NO_TEXT = "~nNtTfF+-.0123456789"
"""What a value begins with that may be something other than text."""
_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class NotFiniteError(ValueError):
    """A number that is none."""


class TooLargeError(NotFiniteError):
    """A number with too many digits before its point."""


class _Odd(ValueError):  # noqa: N818 - nothing is wrong
    """Not for here."""


def core(text: str) -> Any:
    """The value of an unquoted scalar under the YAML 1.2 core schema, decimal numbers only.

    Raises :class:`NotFiniteError`.
    """
    if text[:1] not in _NO_TEXT:
        return text
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text):
        return True
    if _FALSE.fullmatch(text):
        return False
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NOT_FINITE.fullmatch(text):
        raise NotFiniteError
    if _FLOAT.fullmatch(text):
        number = float(text)
        if not math.isfinite(number):
            raise TooLargeError
        return number
    return text


def read_plain_yaml(text: str) -> Any:
    """The data of a YAML mapping; None where the other reader has to have a look.

    Whatever is returned, that reader takes the text and reads the same data.
    """
    if not text.replace("\n", "").isprintable() if text.isascii() else _ODD.search(text):
        return None
    loader = yaml.CSafeLoader(text)
    try:
        return _mapping(loader.get_event)
    except (yaml.YAMLError, ValueError, KeyError):
        return None
    finally:
        loader.dispose()


def _mapping(event_of: Callable[[], Any]) -> dict[str, Any]:
    """The mapping that the events of a document make. Raises ValueError for anything odd."""
    if [type(event_of()) for _ in range(2)] != [yaml.StreamStartEvent, yaml.DocumentStartEvent]:
        raise _Odd
    building = _Building()
    event = event_of()
    if type(event) is not yaml.MappingStartEvent or event.tag is not None:
        raise _Odd
    while building.inside is not None:
        event = event_of()
        building.does[type(event)](event)
    if [type(event_of()) for _ in range(2)] != [yaml.DocumentEndEvent, yaml.StreamEndEvent]:
        raise _Odd
    return building.root


class _Building:
    """A document that is being read. Each way to take an event raises ValueError or KeyError for anything odd."""

    __slots__ = ("aliases", "anchors", "does", "inside", "key", "root", "stack", "values")

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self.inside: Any = self.root
        """The collection that is being read; None when all is read."""
        self.key: str | None = None
        """The key of it whose value is next."""
        self.stack: list[tuple[Any, str | None]] = []
        """The collections around it, each with the anchor of what is inside."""
        self.anchors: dict[str, Any] = {}
        self.values = self.aliases = 0
        self.does: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.mapping,
            yaml.SequenceStartEvent: self.sequence,
            yaml.MappingEndEvent: self.end,
            yaml.SequenceEndEvent: self.end,
            yaml.AliasEvent: self.alias,
        }

    def scalar(self, event: Any) -> None:
        """A key or a value."""
        value, style = event.value, event.style
        if event.tag is not None or (style == '"' and _HIDDEN.search(value)):
            raise _Odd
        inside = self.inside
        if self.key is None and type(inside) is dict:
            if value in inside or len(value) > LONGEST or value == "<<":
                raise _Odd
            self.key = value
            return
        if len(value) > LONGEST_TEXT:
            raise _Odd
        if not style and event.implicit[0]:
            value = core(value)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        self.put(value)

    def mapping(self, event: Any) -> None:
        """The beginning of one."""
        self.begin(event, {})

    def sequence(self, event: Any) -> None:
        """The beginning of one."""
        self.begin(event, [])

    def begin(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        """A collection inside."""
        if event.tag is not None or len(self.stack) >= DEPTH:
            raise _Odd
        around = self.inside
        self.put(value)
        self.stack.append((around, event.anchor))
        self.inside = value

    def end(self, event: Any) -> None:  # noqa: ARG002
        """All of a collection was read."""
        if not self.stack:
            self.inside = None
            return
        done = self.inside
        self.inside, anchor = self.stack.pop()
        if anchor is not None:
            self.anchors[anchor] = done

    def alias(self, event: Any) -> None:
        """A copy of what stands above."""
        self.aliases += 1
        value = self.anchors[event.anchor]
        self.values += _size(value, DEPTH - len(self.stack))
        if self.aliases > ALIASES or self.values > MOST:
            raise _Odd
        self.put(copy.deepcopy(value))

    def put(self, value: Any) -> None:
        """A value into the collection it belongs to."""
        self.values += 1
        if self.values > MOST:
            raise _Odd
        if type(self.inside) is list:
            self.inside.append(value)
        elif self.key is None:
            raise _Odd  # a key that is no text
        else:
            self.inside[self.key] = value
            self.key = None


def _size(value: Any, depth: int) -> int:
    """How many values are inside of one. Raises ValueError where they are deeper than so."""
    if depth <= 0:
        raise _Odd
    if isinstance(value, dict | list):
        inside = value.values() if isinstance(value, dict) else value
        return len(value) + sum(_size(each, depth - 1) for each in inside)
    return 0
