"""Changes a YAML document in place: one entry or one value, and every other byte stays.

The new text is put in where the old one ends. The result is read again with the reader everything else reads with,
and refused when it is not exactly the old document with the change: then the author is told what to write by hand.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from mkdocs_dossiers.author.entry import Value, entry_lines, flow
from mkdocs_dossiers.author.spans import Span, spans
from mkdocs_dossiers.model.document import Pointer, Position
from mkdocs_dossiers.model.problem import Problem, Refused, Severity
from mkdocs_dossiers.read.yaml_document import RULE, WORKSPACE, read_yaml_text

_BOM = "\ufeff"
_END = re.compile(r"\r\n|\n|\r")
_STEP = 2
"""Columns a level is indented where the document shows none."""


class CannotEdit(Refused):
    """A document that cannot be changed in place. ``paste`` is what to write into it by hand."""

    def __init__(self, problem: Problem, paste: str) -> None:
        super().__init__(problem)
        self.paste = paste


def set_value(
    raw: bytes,
    path: str,
    pointer: Pointer,
    value: Value,
    *,
    before: Sequence[str] = (),
    comment: Sequence[str] = (),
) -> bytes:
    """The document with a value at a pointer, whether something stands there or not.

    ``path`` is what messages call the document. A mapping on the way that is missing, or has nothing in it, is made;
    a new key of the document itself goes before the first of the keys ``before`` that there is. ``comment`` is written
    above a new entry, and not when one is replaced. Raises :class:`CannotEdit`, and
    :class:`~mkdocs_dossiers.model.problem.Refused` for a document that cannot be read.
    """
    return _Edit(raw, path, pointer, value).done(before, comment)


def insert(
    raw: bytes,
    path: str,
    pointer: Pointer,
    value: Value,
    *,
    before: Sequence[str] = (),
    comment: Sequence[str] = (),
    in_line: bool = False,
) -> bytes:
    """As :func:`set_value`, but refused where something stands already.

    With ``in_line``, the value stands in one line, where the mapping it goes into is there.
    """
    edit = _Edit(raw, path, pointer, value, in_line)
    if pointer in edit.document.values:
        edit.refuse(f"There is {_named(pointer)} already.", "Choose another name, or change it by hand.")
    return edit.done(before, comment)


def update(raw: bytes, path: str, pointer: Pointer, values: Mapping[str, Value]) -> bytes:
    """The document with some keys of a mapping set, and its other keys and comments as they are."""
    for key, value in values.items():
        document = read_yaml_text(_text(raw), path)
        if (*pointer, key) not in document.values or not _same(document.find(*pointer, key), value):
            raw = set_value(raw, path, (*pointer, key), value)
    return raw


def _text(raw: bytes) -> str:
    """The text; bytes that are none become characters the reader refuses, with their place."""
    return raw.decode("utf-8", "surrogateescape").removeprefix(_BOM)


class _Edit:
    def __init__(self, raw: bytes, path: str, pointer: Pointer, value: Value, in_line: bool = False) -> None:
        self.bom = _BOM if raw.startswith(_BOM.encode()) else ""
        self.text = _text(raw)
        self.document = read_yaml_text(self.text, path)
        self.pointer, self.value = pointer, value
        self.deep = len(pointer) - (2 if in_line else 0)
        self.spans = spans(self.text)
        ends = _END.search(self.text)
        self.newline = ends[0] if ends else "\n"
        self.step = _step(self.text, self.spans)

    def refuse(self, message: str, fix: str, at: Pointer | None = None) -> NoReturn:
        place: Position = self.document.at(*(self.pointer if at is None else at))
        problem = Problem(
            RULE, Severity.ERROR, self.document.path, place.line, place.column, message, fix, WORKSPACE
        )
        raise CannotEdit(problem, self.paste())

    def paste(self) -> str:
        """The change as an author writes it: the keys on the way, and the value."""
        value = self.value
        for step in reversed(self.pointer[1:]):
            value = {str(step): value}
        if not self.pointer:
            return flow(value)
        return "\n".join(entry_lines(str(self.pointer[0]), value, 0, _STEP, levels=self.deep))

    def done(self, before: Sequence[str], comment: Sequence[str]) -> bytes:
        wanted = self.wanted()
        made = self.replaced() if self.pointer in self.spans else self.inserted(before, comment)
        try:
            found = read_yaml_text(made, self.document.path).data
        except Refused as refused:
            self.by_hand(f"it could not be read any more: {refused.problem.message}")
        if not _same(found, wanted):
            self.by_hand("it would say something else in another place, perhaps through an anchor")
        return f"{self.bom}{made}".encode()

    def by_hand(self, why: str) -> NoReturn:
        self.refuse(
            f"{_named(self.pointer)} cannot be written into this document: {why.rstrip('.')}.",
            "Write it by hand.",
        )

    def wanted(self) -> Any:
        """The document's data with the change. Refuses a way that leads through something else than mappings."""
        data = copy.deepcopy(self.document.data)
        if data is None or not self.pointer:
            self.refuse("The document is empty.", "Write its first lines by hand.", ())
        place = data
        for depth, step in enumerate(self.pointer):
            last = depth == len(self.pointer) - 1
            if isinstance(place, list) and isinstance(step, int) and step < len(place):
                pass
            elif not isinstance(place, dict) or not isinstance(step, str):
                at = self.pointer[:depth]
                self.refuse(f"{_named(at)} is no mapping.", "Make it one, or remove it.", at)
            elif not last and place.get(step) is None:
                place[step] = {}
            if last:
                place[step] = copy.deepcopy(self.value)
            else:
                place = place[step]
        return data

    # Where something stands.

    def replaced(self) -> str:
        span = self.spans[self.pointer]
        if span.key is not None and not self.in_flow(self.pointer):
            return self.replaced_in_block(span, span.key)
        return self.splice(span.start, span.end, flow(self.value, self.quoted(span)))

    def replaced_in_block(self, span: Span, key: tuple[int, int]) -> str:
        """A value behind its key. In one line it leaves what follows it there; in several it takes the line."""
        column = self.column(key[0])
        written = self.text[key[0] : key[1]]
        lines = entry_lines("k", self.value, column, self.step)
        first = lines[0][column + 2 :].strip()
        one_line = _END.search(self.text[span.start : span.end]) is None
        if one_line and len(lines) == 1:
            blank = "" if span.start > key[1] + 1 else " "
            return self.splice(span.start, span.end, blank + first)
        colon = self.text.index(":", key[1])
        after = self.after_line(span.end)
        head = f"{written}{self.text[key[1] : colon]}:{' ' if first else ''}{first}"
        if one_line:
            # What stands behind the value is a comment, and stays behind the key.
            head += self.text[span.end : self.line_end(span.end)].rstrip()
        block = self.newline.join([head, *lines[1:]])
        return self.splice(key[0], after, f"{block}{self.newline if self.ended(after) else ''}")

    # Where nothing stands.

    def inserted(self, before: Sequence[str], comment: Sequence[str]) -> str:
        """Make the first missing thing on the way, with all that is below it."""
        depth = next(depth for depth in range(len(self.pointer)) if not self.holds(self.pointer[: depth + 1]))
        above, key, value = self.pointer[:depth], str(self.pointer[depth]), self.value
        for step in reversed(self.pointer[depth + 1 :]):
            value = {str(step): value}
        span = self.spans.get((*above, key))
        if span is not None:
            # It is there and holds nothing: an empty mapping or null.
            inner = {str(self.pointer[depth + 1]): value[str(self.pointer[depth + 1])]}
            return self.filled((*above, key), span, inner, comment)
        holder = self.spans[above]
        if holder.kind != "mapping":
            self.refuse(f"{_named(above)} is no mapping of its own.", "Write it by hand.", above)
        if holder.flow:
            return self.in_braces(holder, key, value)
        return self.in_block(
            above, holder, self.lines_of(key, value, holder, comment, self.deep - depth), before
        )

    def holds(self, pointer: Pointer) -> bool:
        """Whether something with something in it stands there."""
        span = self.spans.get(pointer)
        return span is not None and self.document.find(*pointer) not in (None, {})

    def lines_of(
        self, key: str, value: Value, holder: Span, comment: Sequence[str], levels: int
    ) -> list[str]:
        first = self.spans[holder.children[0]].key
        column = self.column(first[0]) if first is not None else 0
        return entry_lines(key, value, column, self.step, comment, levels)

    def in_braces(self, holder: Span, key: str, value: Value) -> str:
        pair = flow({key: value}, self.quoted(holder))[1:-1]
        if not holder.children:
            return self.splice(holder.start + 1, holder.start + 1, pair)
        end = max(self.spans[child].end for child in holder.children)
        return self.splice(end, end, f", {pair}")

    def in_block(self, above: Pointer, holder: Span, lines: list[str], before: Sequence[str]) -> str:
        following = [(*above, key) for key in before if (*above, key) in self.spans] if not above else []
        if following:
            key = min((self.spans[each].key or (0, 0))[0] for each in following)
            at = self.above_comments(self.line_start(key))
            return self.splice(at, at, "".join(f"{line}{self.newline}" for line in [*lines, ""]))
        column = len(lines[0]) - len(lines[0].lstrip())
        return self.put_after(self.after_comments(self.after_line(holder.end), column), lines)

    def filled(self, pointer: Pointer, span: Span, value: dict[str, Value], comment: Sequence[str]) -> str:
        """Put entries where nothing is: ``data:``, ``data: {}`` or ``data: null``."""
        if span.key is None or self.in_flow(pointer):
            return self.splice(span.start, span.end, flow(value, self.quoted(span)))
        column = self.column(span.key[0])
        (name, inner), *_ = value.items()
        levels = self.deep - len(pointer)
        lines = entry_lines(name, inner, column + self.step, self.step, comment, levels)
        start = len(self.text[: span.start].rstrip(" ")) if span.end > span.start else span.end
        text, end = self.text, self.after_line(span.end)
        self.text = text[:start] + text[span.end :]
        end = self.after_comments(end - (span.end - start), column + 1)
        return self.put_after(end, lines)

    def put_after(self, at: int, lines: list[str]) -> str:
        block = self.newline.join(lines) + self.newline
        return self.splice(at, at, block if self.ended(at) else f"{self.newline}{block}")

    # Places in the text.

    def splice(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]

    def ended(self, at: int) -> bool:
        """Whether a new line begins here."""
        return at == 0 or self.text[at - 1] in "\r\n"

    def line_start(self, at: int) -> int:
        ends = [found.end() for found in _END.finditer(self.text, 0, at)]
        return ends[-1] if ends else 0

    def line_end(self, at: int) -> int:
        found = _END.search(self.text, at)
        return found.start() if found else len(self.text)

    def after_line(self, at: int) -> int:
        found = _END.search(self.text, at)
        return found.end() if found else len(self.text)

    def column(self, at: int) -> int:
        return at - self.line_start(at)

    def after_comments(self, at: int, column: int) -> int:
        """Past the comments that follow and are indented at least so far."""
        kept = at
        while at < len(self.text):
            end = self.after_line(at)
            line = self.text[at:end]
            bare = line.strip()
            if bare.startswith("#") and len(line) - len(line.lstrip(" ")) >= column and column:
                kept = end
            elif bare:
                break
            at = end
        return kept

    def above_comments(self, at: int) -> int:
        """Before the comments that stand right above a line."""
        while at > 0:
            start = (
                self.line_start(at - 1) if not self.text[:at].endswith("\r\n") else self.line_start(at - 2)
            )
            if not self.text[start:at].lstrip().startswith("#"):
                break
            at = start
        return at

    def in_flow(self, pointer: Pointer) -> bool:
        """Whether a value stands between braces."""
        return any(self.spans[pointer[:depth]].flow for depth in range(len(pointer)))

    def quoted(self, span: Span) -> bool:
        """Whether texts are written in quotes all around, as in JSON."""
        keys = [key for child in span.children if (key := self.spans[child].key) is not None]
        return bool(keys) and all(self.text[start] == '"' for start, _ in keys)


def _step(text: str, found: Mapping[Pointer, Span]) -> int:
    """By how much the document indents a level: what its first nested mapping shows."""

    def column(at: int) -> int:
        return at - max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) - 1

    for span in found.values():
        inner = found[span.children[0]] if span.children else None
        if span.kind == "mapping" and not span.flow and span.key and inner is not None and inner.key:
            step = column(inner.key[0]) - column(span.key[0])
            if step > 0:
                return step
    return _STEP


def _named(pointer: Pointer) -> str:
    return ".".join(map(str, pointer))[:120] or "The document"


def _same(one: Any, other: Any) -> bool:
    """Whether two pieces of data are the same, whatever the order of their keys; 1 is not 1.0, nor true."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
