"""The YAML reader against arbitrary text."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_dossiers.model.document import Document, Pointer
from mkdocs_dossiers.model.problem import Refused, Scope
from mkdocs_dossiers.read.yaml_document import read_yaml, read_yaml_text

PROFILE = settings(max_examples=150, deadline=None, database=None, derandomize=True)
PRINTABLE = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x2FF, exclude_characters="\x7f\xad"), max_size=12
)
PRINTABLE_CLEAN = PRINTABLE.filter(lambda text: not any(0x7F <= ord(char) <= 0x9F for char in text))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | PRINTABLE_CLEAN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PRINTABLE_CLEAN, inner, max_size=4),
    max_leaves=20,
)
YAML_LIKE = st.text(
    st.sampled_from(list("ab1-+.:,?!&*#|>@%`'\"[]{}<= \n\t\\~/é\x00\u202e\u2028")), max_size=60
)


@pytest.fixture(scope="module")
def file() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "dossier.yaml"


def outcome(text: str) -> Document | Refused:
    try:
        return read_yaml_text(text, "f")
    except Refused as refused:
        return refused


def same(one: Any, other: Any) -> bool:
    """Equality that knows 1 from True and 1.0."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def pointers(value: Any, above: Pointer = ()) -> Iterator[Pointer]:
    yield above
    if isinstance(value, dict):
        for key, item in value.items():
            yield from pointers(item, (*above, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from pointers(item, (*above, index))


@given(st.text(max_size=200) | YAML_LIKE | st.text(st.characters(), max_size=20))
@PROFILE
def test_any_text_is_a_document_or_refused(text: str) -> None:
    found = outcome(text)
    if isinstance(found, Refused):
        problem = found.problem
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message
        assert problem.fix


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe\x00")
@PROFILE
def test_any_bytes_are_a_document_or_refused(file: Path, raw: bytes) -> None:
    file.write_bytes(raw)
    with contextlib.suppress(Refused):
        assert isinstance(read_yaml(file, "f", Scope("workspace")), Document)


@given(VALUES)
@PROFILE
def test_what_another_program_dumps_reads_the_same(value: Any) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_style='"', width=10_000)
    plain = yaml.safe_load(text)
    found = outcome(json.dumps(value, ensure_ascii=False))
    assert isinstance(found, Document)
    assert same(found.data, value)
    assert same(plain, value)


@given(
    st.dictionaries(
        PRINTABLE_CLEAN, st.booleans() | st.integers() | PRINTABLE_CLEAN | st.lists(st.booleans())
    )
)
@PROFILE
def test_block_style_reads_the_same(value: dict[str, Any]) -> None:
    class Quoting(yaml.SafeDumper):
        """Quotes text, so that the two schemas' differences about plain text do not matter."""

    Quoting.add_representer(
        str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
    )
    found = outcome(yaml.dump(value, Dumper=Quoting, allow_unicode=True, default_flow_style=False))
    assert isinstance(found, Document)
    assert same(found.data, value)


@given(VALUES)
@PROFILE
def test_every_value_and_key_has_a_place(value: Any) -> None:
    document = read_yaml_text(json.dumps(value, ensure_ascii=False, indent=1), "f")
    expected = set(pointers(document.data))
    assert set(document.values) == expected
    assert set(document.keys) == {pointer for pointer in expected if pointer and isinstance(pointer[-1], str)}
