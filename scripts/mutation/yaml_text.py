"""A YAML text with the place of every value, to change one and leave every other byte alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml

_NAMES = re.compile(r"\A(?:[&!]\S*\s+)+")
"""Anchors and tags in front of a value."""
Pointer: TypeAlias = tuple[str | int, ...]


class YamlText:
    """``text`` and its nodes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._root = yaml.compose(text, Loader=yaml.SafeLoader)
        self.data: Any = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts, nothing else

    def nodes(self) -> Iterator[tuple[Pointer, yaml.Node | None, yaml.Node]]:
        """Every value with its pointer and its key, in the order of the text."""

        def walk(
            pointer: Pointer, key: yaml.Node | None, node: yaml.Node
        ) -> Iterator[tuple[Pointer, yaml.Node | None, yaml.Node]]:
            yield pointer, key, node
            if isinstance(node, yaml.MappingNode):
                for inner, value in node.value:
                    yield from walk((*pointer, inner.value), inner, value)
            elif isinstance(node, yaml.SequenceNode):
                for index, value in enumerate(node.value):
                    yield from walk((*pointer, index), None, value)

        if self._root is not None:
            yield from walk((), None, self._root)

    def _find(self, wanted: Pointer) -> tuple[yaml.Node | None, yaml.Node]:
        for pointer, key, node in self.nodes():
            if pointer == wanted:
                return key, node
        raise KeyError(wanted)

    def source(self, *pointer: str | int) -> str:
        """A value as written, with its quotes."""
        start, end = self._span(pointer)
        return self.text[start:end]

    def _span(self, pointer: Pointer) -> tuple[int, int]:
        _, node = self._find(pointer)
        start, end = node.start_mark.index, node.end_mark.index
        start = end - len(_NAMES.sub("", self.text[start:end]))
        return start, start + len(self.text[start:end].rstrip())

    def replaced(self, pointer: Pointer, new: str) -> str:
        """The text with another value there."""
        start, end = self._span(pointer)
        return self.text[:start] + new + self.text[end:]

    def key_replaced(self, pointer: Pointer, new: str) -> str:
        """The text with another key there."""
        key, _ = self._find(pointer)
        if key is None:
            raise KeyError(pointer)
        return self.text[: key.start_mark.index] + new + self.text[key.end_mark.index :]

    def lines(self, *pointer: str | int) -> tuple[int, int]:
        """Where the lines of an entry of a block begin and end."""
        key, node = self._find(pointer)
        start = self.text.rfind("\n", 0, (key or node).start_mark.index) + 1
        end = self.text.find("\n", self._span(pointer)[1])
        return start, len(self.text) if end < 0 else end + 1

    def without(self, *pointer: str | int) -> str:
        """The text without an entry of a block."""
        start, end = self.lines(*pointer)
        return self.text[:start] + self.text[end:]
