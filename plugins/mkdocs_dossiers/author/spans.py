"""Where each value of a YAML document begins and ends, in characters.

The reader of documents keeps where values begin, which is what messages need. To change a value in place its end is
needed too, and whether it stands in a block or between braces. The text is one the reader has accepted.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from mkdocs_dossiers.model.document import Pointer


@dataclass(slots=True)
class Span:
    """A value: ``text[start:end]``, without blanks and comments after it.

    ``kind`` is ``"mapping"``, ``"sequence"``, ``"scalar"`` or ``"alias"``; ``flow`` says that a collection stands
    between braces; ``key`` is where its key begins and ends, None outside of mappings; ``children`` are the pointers of
    what is in it, in order.
    """

    kind: str
    start: int
    end: int
    flow: bool = False
    key: tuple[int, int] | None = None
    children: list[Pointer] = field(default_factory=list)


def spans(text: str) -> dict[Pointer, Span]:
    """Every value of a document, by pointer."""
    return _Walk(text).walked()


@dataclass(slots=True)
class _Walk:
    text: str
    found: dict[Pointer, Span] = field(default_factory=dict)
    stack: list[Pointer] = field(default_factory=list)
    key: dict[Pointer, tuple[str, tuple[int, int]]] = field(default_factory=dict)

    def walked(self) -> dict[Pointer, Span]:
        for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self.close(event)
            elif isinstance(event, yaml.NodeEvent):
                self.take(event)
        return self.found

    def take(self, event: yaml.NodeEvent) -> None:
        start, end = _ends(event)
        above = self.found[self.stack[-1]] if self.stack else None
        is_key = above is not None and above.kind == "mapping" and self.stack[-1] not in self.key
        if is_key and isinstance(event, yaml.ScalarEvent):
            self.key[self.stack[-1]] = (event.value, (start, end))
            return
        span = Span("scalar", start, start + len(self.text[start:end].rstrip()))
        pointer: Pointer = ()
        if above is not None and above.kind == "mapping":
            name, span.key = self.key.pop(self.stack[-1])
            pointer = (*self.stack[-1], name)
        elif above is not None:
            pointer = (*self.stack[-1], len(above.children))
        if above is not None:
            above.children.append(pointer)
        self.found[pointer] = span
        if isinstance(event, yaml.AliasEvent):
            span.kind = "alias"
        elif isinstance(event, yaml.CollectionStartEvent):
            span.kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
            span.flow = bool(event.flow_style)
            self.stack.append(pointer)

    def close(self, event: yaml.Event) -> None:
        """A collection in a block ends with its last value; libyaml says where the next thing begins."""
        span = self.found[self.stack.pop()]
        if span.flow:
            span.end = _ends(event)[1]
        elif span.children:
            span.end = max(span.end, *(self.found[child].end for child in span.children))


def _ends(event: yaml.Event) -> tuple[int, int]:
    if event.start_mark is None or event.end_mark is None:
        raise ValueError("libyaml gives every event its place")
    return event.start_mark.index, event.end_mark.index
