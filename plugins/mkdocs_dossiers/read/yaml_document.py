"""YAML with the position of every value, for text written by strangers.

Opinionated: the YAML 1.2 core schema (``on``, ``1:30`` and dates stay text), no tags, no merge keys, no
duplicate keys, no non-finite numbers, few aliases, little depth. The events come from libyaml, whose
parser keeps no recursion, so nesting is bounded here before it can hurt.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

import yaml

from mkdocs_dossiers.model.document import MAX_BYTES, Document, Pointer, Position
from mkdocs_dossiers.model.problem import Problem, Refused, Scope, Severity
from mkdocs_dossiers.read.plain_json import Places, read_plain
from mkdocs_dossiers.read.plain_yaml import (
    CONTROL,
    INVISIBLE,
    NotFiniteError,
    TooLargeError,
    core,
    read_plain_yaml,
)
from mkdocs_dossiers.read.remembered import memory

MAX_DEPTH = 32
MAX_ALIASES = 64
MAX_VALUES = 200_000
MAX_ENTRIES = 10_000
"""Values in one collection; the longest list of the schemas has half of that."""
MAX_TEXT = 20_000
"""Characters of one text; the schemas ask for at most 4,000, a machine's longest setting is shorter too."""
MAX_KEY = 500

RULE = "shape/yaml"
WORKSPACE = Scope("workspace")


def read_yaml(file: Path, path: str, scope: Scope) -> Document:
    """Read one YAML (or JSON) file.

    ``path`` is what messages call the file. Raises :class:`Refused` with line, column and fix when the
    file is missing, too large, not UTF-8, not YAML, or uses what is not allowed here.
    """
    return _Reader(path, scope).document(_bytes(file, path, scope))


def read_yaml_bytes(raw: bytes, path: str, scope: Scope = WORKSPACE) -> Document:
    """As :func:`read_yaml`, from bytes that were read already."""
    return _Reader(path, scope).document(raw)


def read_yaml_text(text: str, path: str, scope: Scope = WORKSPACE) -> Document:
    """As :func:`read_yaml`, from text."""
    reader = _Reader(path, scope)
    try:
        raw = text.encode()
    except UnicodeEncodeError as error:
        reader.refuse("The text cannot be written as UTF-8.", "Save it as UTF-8.", _place(text, error.start))
    return reader.document(raw)


def _bytes(file: Path, path: str, scope: Scope) -> bytes:
    def refuse(message: str, fix: str) -> NoReturn:
        raise Refused(Problem(RULE, Severity.ERROR, path, 1, 1, message, fix, scope))

    try:
        if not os.path.lexists(file):
            refuse("The file does not exist.", f"Add {file.name}, or remove its folder.")
        if file.is_symlink() or not file.is_file():
            refuse(
                "This is not a regular file.", "Replace it with the document itself, not a link or device."
            )
        size = file.stat().st_size
        if size > MAX_BYTES:
            refuse(
                f"The file has {size:,} bytes; at most {MAX_BYTES:,} are read.",
                "Keep raw data in data/, and only the description here.",
            )
        return file.read_bytes()
    except OSError as error:
        refuse(f"The file cannot be read: {error.strerror}.", "Check that it exists and may be read.")


@dataclass
class _Frame:
    """A collection under construction."""

    pointer: Pointer
    value: dict[str, Any] | list[Any]
    key: str | None = None
    anchor: str | None = None


_NO_BLOCK = "This line does not fit the lines above it: its indentation is that of no block."
_IN_WORDS = {
    "while parsing a block mapping did not find expected key": (
        _NO_BLOCK,
        "Indent it like the keys it belongs with.",
    ),
    "while parsing a block collection did not find expected '-'": (
        "This line does not fit the list above it.",
        "Begin it with '- ' under the other dashes, or indent it like the keys it belongs with.",
    ),
    "mapping values are not allowed": (
        "A second value begins here: the line holds ': ' twice, or is indented deeper than the key above it.",
        "Put a text that holds ': ' in quotes; or indent the line like the keys it belongs with.",
    ),
    "could not find expected ':'": (
        "A key has no colon behind it, or a text of several lines is not indented.",
        "Write key: value; indent the further lines of a text deeper than its key.",
    ),
    "while scanning a quoted scalar": (
        "A quote is opened and not closed.",
        'Close it; inside double quotes write \\" for a quote.',
    ),
    "while parsing a flow": (
        "A { or [ is opened and not closed, or a comma is missing between its entries.",
        "Close it with } or ], and put commas between the entries.",
    ),
    "did not find expected hex": (
        "A backslash in double quotes begins no escape YAML knows.",
        "Use single quotes, or write two backslashes.",
    ),
    "unknown escape character": (
        "A backslash in double quotes begins no escape YAML knows.",
        "Use single quotes, or write two backslashes.",
    ),
    "cannot start any token": (
        "No value can begin with this character.",
        "Put the value in quotes.",
    ),
}
"""What libyaml says, and what an author can do about it."""


def _opens_a_quote(lines: Sequence[str], number: int) -> bool:
    """Whether a value in a line opens a double quote that the line does not close."""
    line = lines[number - 1] if number <= len(lines) else ""
    return re.search(r'(?:^|[:\-,\[{])\s*"[^"]*$', line[:1000].replace('\\"', "")) is not None


@dataclass
class _Reader:
    path: str
    scope: Scope
    values: dict[Pointer, Position] = field(default_factory=dict)
    keys: dict[Pointer, Position] = field(default_factory=dict)
    anchors: dict[str, Any] = field(default_factory=dict)
    stack: list[_Frame] = field(default_factory=list)
    root: Any = None
    aliases: int = 0
    documents: int = 0
    lines: tuple[str, ...] = ()

    def refuse(self, message: str, fix: str, place: Position) -> NoReturn:
        raise Refused(
            Problem(RULE, Severity.ERROR, self.path, place.line, place.column, message, fix, self.scope)
        )

    def document(self, raw: bytes) -> Document:
        text = self.decode(raw)
        self.lines = tuple(text.splitlines())
        remembered = memory()
        data = read_plain(text)
        if data is None and remembered is not None:
            data = remembered.data(raw)
        if data is None:
            data = read_plain_yaml(text)
            if data is not None and remembered is not None:
                remembered.keep(raw, data)
        if data is not None:
            return _placed_when_asked(self.path, self.scope, text, data, self.lines)
        self.parse(text)
        if remembered is not None:
            remembered.keep(raw, self.root)
        return Document(self.path, self.root, self.values, self.keys, self.lines)

    def parse(self, text: str) -> None:
        self.lines = tuple(text.splitlines())
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                self.take(event)
        except yaml.MarkedYAMLError as error:
            self.explain(error, text)
        except yaml.reader.ReaderError as error:
            self.refuse_character(text, str(error.reason))
        if self.documents == 0:
            self.refuse("The file is empty.", "Write the document, or remove the file.", Position(1, 1))

    def decode(self, raw: bytes) -> str:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            column = error.start - raw.rfind(b"\n", 0, error.start)
            self.refuse(
                f"Byte {error.start} is not UTF-8 text.", "Save the file as UTF-8.", Position(line, column)
            )
        invisible = None if text.isascii() else INVISIBLE.search(text)
        if invisible:
            self.refuse(
                f"The invisible character U+{ord(invisible[0]):04X} can make text read differently from what "
                "it is.",
                "Delete it.",
                _place(text, invisible.start()),
            )
        return text

    def refuse_character(self, text: str, reason: str) -> NoReturn:
        bad = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
        place = _place(text, bad.start()) if bad else Position(1, 1)
        self.refuse(f"A control character is not allowed here ({reason}).", "Delete it.", place)

    def explain(self, error: yaml.MarkedYAMLError, text: str) -> NoReturn:
        mark = error.problem_mark or error.context_mark
        place = Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
        lines = self.lines
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        bare = re.search(r":\s+(>=?\s*[-+0-9].*)$", line)
        if bare:
            self.refuse(
                "YAML reads a value that begins with '>' as the start of a text block.",
                f'Put it in quotes: "{bare[1].strip()}".',
                Position(place.line, bare.start(1) + 1),
            )
        if "control characters are not allowed" in str(error.problem):
            self.refuse_character(text, "control character")
        if "\t" in line[: place.column]:
            self.refuse("A tab stands where YAML wants spaces.", "Indent with spaces, not tabs.", place)
        told = f"{error.context or ''} {error.problem or ''}"
        message, fix = next(
            (said for key, said in _IN_WORDS.items() if key in told),
            (f"This is not YAML: {' '.join(told.split())}.", "Correct the YAML at this place."),
        )
        begins = error.context_mark.line + 1 if error.context_mark else 0
        odd = (number for number in range(place.line, 0, -1) if _opens_a_quote(lines, number))
        if number := next(odd, 0):
            column = lines[number - 1].index('"') + 1
            self.refuse(*_IN_WORDS["while scanning a quoted scalar"], Position(number, column))
        if error.context_mark and begins < place.line and message == _NO_BLOCK:
            above = next((each for each in reversed(lines[: place.line - 1]) if each.strip()), "")
            message = (
                f"This line does not fit the lines above it: it is indented by {place.column - 1}, the line above by "
                f"{len(above) - len(above.lstrip())}, and the block that begins in line {begins} by "
                f"{error.context_mark.column}."
            )
        elif begins and begins < place.line:
            message = f"{message.rstrip('.')} (what it belongs to begins in line {begins})."
        self.refuse(message, fix, place)

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        place = Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event, place)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self.open(event, place)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            frame = self.stack.pop()
            if frame.anchor:
                self.anchors[frame.anchor] = frame.value
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event, place)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.refuse("A second document begins here.", "Keep one document in one file.", place)

    def scalar(self, event: yaml.ScalarEvent, place: Position) -> None:
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            self.key(frame, event, place)
            return
        self.visible(event, place)
        if len(event.value) > MAX_TEXT:
            message = f"The text has {len(event.value):,} characters; at most {MAX_TEXT:,} are read."
            self.refuse(message, "Write it shorter, and keep raw data in data/.", place)
        if event.tag is not None:
            self.refuse(f"The tag {event.tag[:40]} is not allowed.", "Remove the tag.", place)
        value = event.value if event.style or not event.implicit[0] else self.plain(event.value, place)
        if event.anchor:
            self.anchors[event.anchor] = value
        self.put(value, place)

    def visible(self, event: yaml.ScalarEvent, place: Position) -> None:
        """Refuse characters nobody sees, when they are written as escapes too."""
        hidden = INVISIBLE.search(event.value) or CONTROL.search(event.value)
        if hidden:
            self.refuse(
                f"The text holds the invisible character U+{ord(hidden[0]):04X}.", "Write it without.", place
            )

    def key(self, frame: _Frame, event: yaml.ScalarEvent, place: Position) -> None:
        assert isinstance(frame.value, dict)  # noqa: S101 - the caller looked
        name = event.value
        self.visible(event, place)
        if len(name) > MAX_KEY:
            message = f"The key has {len(name):,} characters; at most {MAX_KEY:,} are read."
            self.refuse(message, "Name it in a few words.", place)
        if event.tag is not None:
            self.refuse(f"The tag {event.tag[:40]} is not allowed.", "Remove the tag.", place)
        if name == "<<" and not event.style:
            self.refuse("Merge keys are not allowed.", "Write the keys out.", place)
        if name in frame.value:
            first = self.keys[(*frame.pointer, name)]
            one, other = (self.lines[line - 1].strip() for line in (first.line, place.line))
            self.refuse(
                f"The key {name!r} stands here a second time; the first is in line {first.line}"
                f"{', and says the same' if one == other else ''}.",
                "Delete this line." if one == other and ":" in one[:-1] else "Keep one of the two.",
                place,
            )
        frame.key = name
        self.keys[(*frame.pointer, name)] = place

    def open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent, place: Position) -> None:
        if event.tag is not None:
            self.refuse(f"The tag {event.tag[:40]} is not allowed.", "Remove the tag.", place)
        if len(self.stack) >= MAX_DEPTH:
            self.refuse(
                f"Values are nested more than {MAX_DEPTH} deep.", "Follow the schema, which needs six.", place
            )
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        if self.stack and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None:
            self.refuse("A key must be plain text.", "Use a word as the key.", place)
        pointer = self.put(value, place)
        self.stack.append(_Frame(pointer, value, anchor=event.anchor))

    def alias(self, event: yaml.AliasEvent, place: Position) -> None:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            self.refuse(f"More than {MAX_ALIASES} aliases are used.", "Write the values out.", place)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            self.refuse("An alias cannot be a key.", "Write the key out.", place)
        if event.anchor not in self.anchors:
            near = difflib.get_close_matches(str(event.anchor)[:40], self.anchors, 1)
            self.refuse(
                f"There is no anchor &{str(event.anchor)[:40]} that is complete above this line.",
                f"Did you mean *{near[0]}?" if near else "Name a value that is complete above this line.",
                place,
            )
        self.copy(self.anchors[event.anchor], place)

    def copy(self, value: Any, place: Position) -> None:
        """Expand an alias as its own values, all at the alias's place."""
        if len(self.stack) > MAX_DEPTH:
            self.refuse(f"Aliases nest values more than {MAX_DEPTH} deep.", "Write the values out.", place)
        pointer = self.put(type(value)() if isinstance(value, dict | list) else value, place)
        if isinstance(value, dict | list):
            target = self.find(pointer)
            self.stack.append(_Frame(pointer, target))
            for key, item in value.items() if isinstance(value, dict) else enumerate(value):
                if isinstance(value, dict):
                    self.stack[-1].key = str(key)
                    self.keys[(*pointer, key)] = place
                self.copy(item, place)
            self.stack.pop()

    def find(self, pointer: Pointer) -> Any:
        value = self.root
        for step in pointer:
            value = value[step]
        return value

    def put(self, value: Any, place: Position) -> Pointer:
        if len(self.values) >= MAX_VALUES:
            self.refuse(
                f"The document has more than {MAX_VALUES:,} values.", "Keep raw data in data/.", place
            )
        if not self.stack:
            self.root = value
            self.values[()] = place
            return ()
        frame = self.stack[-1]
        if len(frame.value) >= MAX_ENTRIES:
            message = f"One mapping or list has more than {MAX_ENTRIES:,} values."
            self.refuse(message, "Keep raw data in data/.", place)
        if isinstance(frame.value, dict):
            assert frame.key is not None  # noqa: S101 - keys come before values
            pointer: Pointer = (*frame.pointer, frame.key)
            frame.value[frame.key] = value
            frame.key = None
        else:
            pointer = (*frame.pointer, len(frame.value))
            frame.value.append(value)
        self.values[pointer] = place
        return pointer

    def plain(self, text: str, place: Position) -> Any:
        """The value of an unquoted scalar under the YAML 1.2 core schema, decimal numbers only."""
        try:
            return core(text)
        except TooLargeError:
            self.refuse(f"{text[:40]} is too large for a number.", "Write a smaller number.", place)
        except NotFiniteError:
            self.refuse(
                f"{text[:40]} is not a finite number.", "Write a number, or leave the key out.", place
            )


def _placed_when_asked(path: str, scope: Scope, text: str, data: Any, lines: tuple[str, ...]) -> Document:
    """A document whose data is known, and that is read when a position in it is asked for."""

    @lru_cache(maxsize=1)
    def parsed() -> _Reader:
        reader = _Reader(path, scope)
        with suppress(Refused):  # a cache said otherwise; there is no position then
            reader.parse(text)
        return reader

    return Document(path, data, Places(lambda: parsed().values), Places(lambda: parsed().keys), lines)


def _place(text: str, offset: int) -> Position:
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
