"""What is read the fast way is what the reader that knows positions reads, and nothing it would refuse."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.model.problem import Refused, Scope
from mkdocs_dossiers.read.plain_yaml import ALIASES, DEPTH, LONGEST, LONGEST_TEXT, MOST, read_plain_yaml
from mkdocs_dossiers.read.yaml_document import _Reader
from tests.workspace import ENVIRONMENT

PIECES = [
    *"{}[]:,\"'\\ \n\t#&*!|>-?~%@`",
    *("a: ", "- ", "? ", "&a ", "*a", "<<: *a", "!!str ", "!x ", "--- ", "...\n", "\n---\n", "%YAML 1.2\n", "# c\n"),
    *("null", "~", "true", "No", "1e999", "-.inf", ".nan", "0x1f", "1_000", "+5", ".5", "5.", "9" * 400, "2026-11-21"),
    *('"\\u200b"', '"\\x07"', '"\\t"', "µ", "\u2028", "\x7f", "\x85", "\xad", "[" * 40, "{a: " * 40),
    *("|\n  x\n", ">-\n  x\n"),
]  # fmt: skip


def slowly(text: str) -> Any:
    reader = _Reader("x", Scope("workspace"))
    try:
        reader.parse(text)
    except Refused:
        return Refused
    return reader.root


def is_seen(text: str) -> bool:
    """Whether a text gets past what is looked at before it is read as anything."""
    try:
        _Reader("x", Scope("workspace")).decode(text.encode())
    except Refused:
        return False
    return True


def holds(text: str) -> bool:
    """Whether a text is read the fast way, which must then be the same."""
    found = read_plain_yaml(text)
    if found is None or not is_seen(text):
        return False
    assert json.dumps(found) == json.dumps(slowly(text)), text
    return True


def test_mutations_are_read_the_same_or_left_to_the_other_reader() -> None:
    chance = random.Random(5)
    base = (
        "a: &a [1, {b: 'x''y', c: [[], {}]}]\nd:\n  e: 1.5\n  f:\n  g: true\nh: *a\n"
        'i: "say \\"so\\""\nj: |\n  two\n  lines\nk: ["", null, no]\n'
    )
    taken = 0
    for _ in range(3000):
        letters = list(base)
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(letters))
            letters[place : place + chance.randint(0, 2)] = chance.choice(PIECES)
        taken += holds("".join(letters))
    assert 300 < taken < 2500


@pytest.mark.parametrize(
    "file", sorted((ENVIRONMENT.parents[2] / "dossiers").glob("*/*/dossier.yaml")), ids=str
)
def test_dossiers_are_read_the_fast_way(file: Path) -> None:
    assert holds(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "- a",
        "a: 1\na: 2",
        "a: 1\n---\nb: 2",
        "a: !!str 1",
        "!x {a: 1}",
        "<<: {a: 1}",
        "? [a]\n: 1",
        "a: *b",
        "a: .inf",
        "a: 1e999",
        'a: "\\u200b"',
        '"\\u200b": a',
        "a: \x07",
        "a: 1\r\n",
        "a:\t1",
        "a: [",
        f"a: {'[' * (DEPTH + 1)}{']' * (DEPTH + 1)}",
        f"{'k' * (LONGEST + 1)}: 1",
        f"a: {'x' * (LONGEST_TEXT + 1)}",
        "a: &b 1\nc: [" + "*b, " * ALIASES + "*b]",
        f"a: [{'1, ' * MOST}]",
        "a: &a [" + "1, " * 1000 + "]\nb: &b [" + "*a, " * 12 + "]\nc: 1",
        "a0: &a0 [x]\n" + "\n".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]" for n in range(18)),
    ],
)  # fmt: skip
def test_what_is_odd_is_left_to_the_other_reader(text: str) -> None:
    assert read_plain_yaml(text) is None


def test_an_alias_is_a_copy() -> None:
    found = read_plain_yaml("a: &a [1]\nb: *a")
    found["a"].append(2)
    assert found["b"] == [1]
