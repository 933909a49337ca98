"""Plain data as YAML text, the way the dossiers here are written.

Texts stand without quotes where every YAML reader takes them for the same text, otherwise in double quotes; short
lists and small mappings stand in one line; long texts are folded.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Value: TypeAlias = Any
"""Mappings with text keys, sequences, text, numbers, True, False and None."""

WIDTH = 110
"""Columns after which a text is folded, and a mapping gets a line for each key."""

MOST = 1000
"""Columns of a line that is asked for."""

_PLAIN = re.compile(r"[A-Za-z0-9_./][^\x00-\x1f\x7f-\x9f]*")
_TAKEN = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|[-+]?[0-9][0-9_]*|0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+"
    r"|[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:e[-+]?[0-9]+)?|[-+]?\.(?:inf|nan)|[-+]?[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?",
    re.IGNORECASE,
)
"""Words some reader of YAML takes for something else than text."""
_BREAKS = re.compile(r":(?:\s|$)|\s#|^\.\.\.|\s$|[\u0085\u2028\u2029\ufeff]")
_FLOW = re.compile(r"[,\[\]{}]")


def entry_lines(
    key: str, value: Value, indent: int, step: int, comment: Sequence[str] = (), levels: int = 1
) -> list[str]:
    """The lines of ``key: value`` at an indentation, each level ``step`` deeper, under lines of comment.

    The first ``levels`` levels of mappings get a line for each key, however small they are; with none, a small one
    stands in one line, and below none one of any length.
    """
    pad = " " * indent
    lines = [f"{pad}# {line}".rstrip() for line in comment]
    name = scalar(key)
    if (
        isinstance(value, Mapping)
        and levels < 1
        and _is_small(value, WIDTH - indent - len(name) - 2 if levels == 0 else MOST)
    ):
        return [*lines, f"{pad}{name}: {flow(value)}"]
    if isinstance(value, Mapping) and value:
        return [*lines, f"{pad}{name}:", *_below(value, indent + step, step, max(levels - 1, 0))]
    return [*lines, *_leaf(name, value, indent, step)]


def _below(mapping: Mapping[str, Value], indent: int, step: int, levels: int) -> Iterator[str]:
    for key, value in mapping.items():
        yield from entry_lines(key, value, indent, step, levels=levels)


def _is_small(mapping: Mapping[str, Value], room: int) -> bool:
    """Whether a mapping holds no other, and has room in one line."""
    return len(flow(mapping)) <= room and not any(isinstance(each, Mapping) for each in mapping.values())


def _leaf(name: str, value: Value, indent: int, step: int) -> list[str]:
    pad = " " * indent
    if isinstance(value, str):
        line = f"{pad}{name}: {scalar(value)}"
        return (
            [line]
            if len(line) <= WIDTH or not _folds(value)
            else [f"{pad}{name}: >-", *_folded(value, indent + step)]
        )
    line = f"{pad}{name}: {flow(value)}"
    if (
        isinstance(value, list | tuple)
        and len(line) > WIDTH
        and not any(isinstance(each, Mapping) for each in value)
    ):
        return [f"{pad}{name}:", *(f"{pad}{' ' * step}- {flow(each)}" for each in value)]
    return [line]


def _folds(text: str) -> bool:
    """Whether folding and unfolding gives the text back."""
    return text.isprintable() and text == " ".join(text.split(" ")) and "" not in text.split(" ")


def _folded(text: str, indent: int) -> list[str]:
    wrapped = textwrap.wrap(
        text, WIDTH - indent, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    )
    return [f"{' ' * indent}{line}" for line in wrapped]


def scalar(value: Value, in_flow: bool = False) -> str:
    """A text, number, truth value or null in one line."""
    if not isinstance(value, str):
        return json.dumps(value)
    plain = _PLAIN.fullmatch(value) and not _TAKEN.fullmatch(value) and not _BREAKS.search(value)
    if plain and not (in_flow and _FLOW.search(value)):
        return value
    return json.dumps(value, ensure_ascii=False)


def flow(value: Value, quoted: bool = False) -> str:
    """Any value in one line: ``{a: 1, b: [x, y]}``; ``quoted`` with every text in quotes, as JSON has it."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_text(key, quoted)}: {flow(each, quoted)}" for key, each in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(flow(each, quoted) for each in value)}]"
    return _text(value, quoted)


def _text(value: Value, quoted: bool) -> str:
    return json.dumps(value, ensure_ascii=False) if quoted else scalar(value, in_flow=True)
