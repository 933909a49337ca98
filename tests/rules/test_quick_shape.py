"""The quick look at a document finds nothing right that the reference implementation finds wrong."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_dossiers.check.shape import fits, schema_folder, schema_of, validator

ENVIRONMENT = Path(__file__).parents[1] / "environment" / "example.json"
KINDS = sorted(
    entry.name.removesuffix(".schema.json")
    for entry in schema_folder().iterdir()
    if entry.name.endswith(".schema.json")
)
ODD = [
    "",
    " ",
    "\x1c",
    "\x85",
    "\u00a0",
    "\u200b",
    "a\n",
    "2026-11-21\n",
    "\ud800",
    "\u0665",
    "١",
    "0" * 5000,
    "p00.0",
    "p99",
]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([0, -1, 1.0, 2**70, 1e308, float("nan"), float("inf")])
    | st.floats()
    | st.sampled_from(ODD)
    | st.text(max_size=5)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


def places(value: Any, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The way to everything in a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(found for key, each in inner for found in places(each, (*way, key)))]


def examples(kind: str) -> list[Any]:
    listed = list(schema_of(kind).get("examples", []))
    return [*listed, json.loads(ENVIRONMENT.read_text())] if kind == "environment" else listed


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_schema_gives_as_an_example_fits(kind: str) -> None:
    assert examples(kind)
    assert all(fits(kind, example) for example in examples(kind))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_both_say_the_same_of_a_damaged_document(kind: str, data: st.DataObject) -> None:
    document = copy.deepcopy(data.draw(st.sampled_from(examples(kind))))
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from([place for place in places(document) if place]))
        holder = document
        for step in way:
            holder = holder[step]
        change = data.draw(st.sampled_from(["replace", "remove", "add"]))
        if change == "remove" and isinstance(holder, dict):
            del holder[last]
        elif change == "add" and isinstance(holder, dict):
            holder[data.draw(st.text(max_size=3) | st.sampled_from(ODD))] = data.draw(VALUES)
        else:
            holder[last] = data.draw(VALUES)
        if not document:
            break
    wrong = next(validator(kind).iter_errors(document), None)
    assert not (fits(kind, document) and wrong), f"{json.dumps(document)}: {wrong and wrong.message}"


def test_a_line_end_is_no_end() -> None:
    assert not fits("waiver", {**examples("waiver")[0], "date": "2026-11-21\n"})
