"""What is read as JSON is what the YAML reader would have read, and nothing it would refuse."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.model.problem import Refused, Scope
from mkdocs_dossiers.read import yaml_document
from mkdocs_dossiers.read.plain_json import read_plain
from mkdocs_dossiers.read.yaml_document import read_yaml_text

ENVIRONMENT = Path(__file__).parents[1] / "environment/example.json"
PIECES = [
    *'{}[]:,"\\ \n\t',
    *(
        '"a"',
        '"a":1',
        "-0",
        "1E+5",
        "1e999",
        ".5",
        "01",
        "NaN",
        "null",
        "~",
        '"\\n"',
        '"\\""',
        '"\\\\"',
        "# c",
    ),
    *('"<<":', "&a", "*a", "!!x", "? ", "- ", "---", "'q'", "%Y", "µ", "\u2028", "\x7f", "[" * 40, "9" * 50),
]


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_document, "read_plain", lambda _: None)
    monkeypatch.setattr(yaml_document, "read_plain_yaml", lambda _: None)


def as_yaml(text: str) -> Any:
    try:
        return read_yaml_text(text, "x", Scope("workspace")).data
    except Refused:
        return Refused


@pytest.mark.usefixtures("slowly")
def test_mutations_are_read_the_same_or_left_to_yaml() -> None:
    chance = random.Random(5)
    base = json.dumps(
        {"a": [1, {"b": 'x"y', "c": [[], {}]}], "d": {"e": 1.5, "f": None, "g": True}}, indent=1
    )
    taken = 0
    for _ in range(3000):
        letters = list(base)
        for _ in range(chance.randint(1, 2)):
            letters[chance.randrange(len(letters))] = chance.choice(PIECES)
        text = "".join(letters)
        expected, found = as_yaml(text), read_plain(text)
        if found is not None and expected is not Refused:
            taken += 1
            assert repr(found) == repr(expected), text
        elif found is not None:
            with pytest.raises(Refused):  # for a character, before the text is looked at as JSON
                yaml_document._Reader("x", Scope("workspace")).decode(text.encode())
    assert taken > 100


@pytest.mark.usefixtures("slowly")
def test_a_captured_environment_is_read_the_same() -> None:
    text = ENVIRONMENT.read_text(encoding="utf-8")
    assert repr(read_plain(text)) == repr(as_yaml(text))


def test_positions_are_those_of_the_yaml_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    text = ENVIRONMENT.read_text(encoding="utf-8")
    fast = read_yaml_text(text, "x", Scope("workspace"))
    monkeypatch.setattr(yaml_document, "read_plain", lambda _: None)
    monkeypatch.setattr(yaml_document, "read_plain_yaml", lambda _: None)
    slow = read_yaml_text(text, "x", Scope("workspace"))
    assert fast.data == slow.data
    assert dict(fast.values) == dict(slow.values)
    assert dict(fast.keys) == dict(slow.keys)
    assert fast.lines == slow.lines


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "' + "x" * 20_001 + '"}',
        '{"a": 1, "a": 2}',
        "{" * 2000,
        '{"a": NaN}',
        '{"a": "\\u202e"}',
        "[1]",
        "a: 1",
        "",
    ],
)
def test_what_is_odd_is_left_to_yaml(text: str) -> None:
    assert read_plain(text) is None
