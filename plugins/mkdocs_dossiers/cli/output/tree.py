"""A tree for people, for terminals of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_dossiers.model.printable import printable

WIDTH = 80
LABEL = 12
"""Columns of a label, where text follows it."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing: a label with text, lines that are kept as they are, and what is below it.

    ``colour`` is a terminal's colour for the text. Everything may come from strangers.
    """

    label: str
    text: str = ""
    kept: tuple[str, ...] = ()
    below: tuple[Node, ...] = ()
    colour: str | None = None


def render(title: str, lead: str, nodes: Sequence[Node]) -> str:
    """The tree below a title, with a sentence under it."""
    import click

    lines = [click.style(printable(title), bold=True)]
    lines += textwrap.wrap(printable(lead), WIDTH - 2, initial_indent="  ", subsequent_indent="  ")
    return "\n".join([*lines, *_below(nodes, "")])


def _below(nodes: Sequence[Node], bar: str) -> list[str]:
    lines: list[str] = []
    for index, node in enumerate(nodes):
        last = index == len(nodes) - 1
        first, rest = bar + ("└─ " if last else "├─ "), bar + ("   " if last else "│  ")
        lines += _own(node, first, rest)
        lines += _below(node.below, rest)
    return lines


def _own(node: Node, first: str, rest: str) -> list[str]:
    import click

    bar = "│  " if node.below else "   "
    label = printable(node.label)
    lead = f"{label:<{LABEL}} " if node.text else label
    room = max(WIDTH - len(first) - len(lead), 24)
    words = textwrap.wrap(printable(node.text), room, break_long_words=False, break_on_hyphens=False) or [""]
    if node.colour is not None:
        words = [click.style(line, fg=node.colour, bold=True) for line in words]
    lines = [f"{first}{lead}{words[0]}".rstrip()]
    lines += [f"{rest}{bar}{' ' * max(len(lead) - 3, 0)}{line}" for line in words[1:]]
    lines += [f"{rest}{bar}{printable(line)}" for line in node.kept]
    return lines
