"""The outline of a JSON file from its first bytes."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_dossiers.measure.outline import MAX_DEPTH, outline

KEYS = st.text(st.sampled_from('abc{}[]:,"\\ é'), min_size=1, max_size=4)
TREES = st.recursive(
    st.none() | st.integers() | KEYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def paths(value: Any, above: str = "") -> Iterator[str]:
    """The same by a real JSON reader: keys as they are escaped in the file."""
    if isinstance(value, dict):
        for key, item in value.items():
            name = json.dumps(key, ensure_ascii=False)[1:-1]
            path = f"{above}.{name}" if above else name
            yield path
            yield from paths(item, path)
    elif isinstance(value, list):
        for item in value:
            yield from paths(item, above + "[]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1}', {"a"}),
        ('{"a": {"b": [{"c": 1}, {"d": 2}]}}', {"a", "a.b", "a.b[].c", "a.b[].d"}),
        ('[{"a": 1}]', {"[].a"}),
        ('[[{"a": 1}]]', {"[][].a"}),
        ('{"a": "b: {c}", "d": 1}', {"a", "d"}),
        ('{"a\\"b": 1}', {'a\\"b'}),
        ('  \n {"a"\n :1}', {"a"}),
        ('{"a": 1', {"a"}),
        ('{"a": {"b', {"a"}),
        ('{"a": 1}{"b": 2}', {"a"}),
        ("{}", set()),
        ("[]", set()),
        ("text", set()),
        ("", set()),
        ('"a": 1', set()),
        ("<a/>", set()),
    ],
)
def test_key_paths(text: str, expected: set[str]) -> None:
    assert outline(text.encode()) == expected


@given(TREES)
@settings(max_examples=80, deadline=None, database=None, derandomize=True)
def test_the_same_as_by_a_json_reader(value: Any) -> None:
    wrapped = {"top": value}
    assert outline(json.dumps(wrapped, ensure_ascii=False).encode()) == set(paths(wrapped))


@given(st.binary(max_size=100) | st.text(st.sampled_from('{}[]":,\\ a1'), max_size=60).map(str.encode))
@settings(max_examples=100, deadline=None, database=None, derandomize=True)
def test_any_bytes_have_an_outline(head: bytes) -> None:
    assert isinstance(outline(head), frozenset)


def test_the_depths_are_left_out() -> None:
    deep = '{"a":' * 40 + "1" + "}" * 40
    assert len(outline(deep.encode())) == MAX_DEPTH


@pytest.mark.parametrize(
    "head",
    [
        b"{" + b" " * 2000,
        b'{"' + b'\\"' * 2000,
        b'{"a":' + b"\n" * 2000 + b'"',
        b"{" + b'"' * 2001,
        b"[" * 2000,
    ],
    ids=["spaces", "an open string", "an open string after line ends", "quotes", "brackets"],
)
def test_the_time_it_takes_grows_with_the_length_alone(head: bytes) -> None:
    """A head has 256 KiB: what takes a tenth of a second for 2 kB by squares takes minutes for that."""
    start = time.process_time()
    outline(head)
    assert time.process_time() - start < 0.1


def test_so_does_the_memory() -> None:
    """256 KiB of brackets must not take gigabytes for the paths to them."""
    tracemalloc.start()
    outline(b"[" * 4000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000
