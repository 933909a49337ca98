"""Equal parts of environments as one."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from mkdocs_dossiers.read import alike as module
from mkdocs_dossiers.read.alike import alike

EXAMPLE = json.loads((Path(__file__).parents[1] / "environment/example.json").read_text(encoding="utf-8"))


def test_a_machine_captured_twice_is_one() -> None:
    again = copy.deepcopy(EXAMPLE) | {"captured": {"at": "2027-01-01T00:00:00Z"}}
    one, other = alike(EXAMPLE), alike(again)
    assert (one, other) == (EXAMPLE, again)
    assert one["captured"] is not other["captured"]
    same = [name for name in one["fields"] if one["fields"][name] is other["fields"][name]]
    assert len(same) > len(one["fields"]) / 2


def test_what_is_equal_and_not_the_same_is_kept_apart() -> None:
    for values in ((1, 1.0, True), (0.0, -0.0), ("1", 1), ([1], [1.0]), ({"b": [1]}, {"b": [True]})):
        for value in values:
            assert repr(alike({"a": value})) == repr({"a": value})


def test_few_parts_are_known_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 10)
    for number in range(1000):
        assert alike({"a": {"b": number}, "c": {"d": [number]}}) == {"a": {"b": number}, "c": {"d": [number]}}
        assert len(module._KNOWN) <= 13
