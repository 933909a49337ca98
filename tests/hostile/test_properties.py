"""Sound documents, damaged at random: the gate ends in problems that have a place, the same ones twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_dossiers.cli.output.reports import formats, render_as
from tests.gates import run_gate
from tests.hostile.places import DOCUMENTS, make_small
from tests.hostile.sound import reported
from tests.workspace import Example

FEW = settings(max_examples=4, deadline=None, database=None, derandomize=True)
SIGNS = [b"\n", b": ", b"- ", b"&a ", b"*a", b"[", b"'", b"\t", b"#", b"? "]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=30),
    st.sampled_from(
        ["<= 3 ms", "p99.99", "../x", "-x", "'; --", "{{ 7 * 7 }}", "<script>", "demo@1.0", "1" * 400]
    ),
    st.lists(st.none(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Example:
    return make_small(tmp_path_factory.mktemp("properties") / "workspace")


def shown(example: Example, kind: str, raw: bytes) -> None:
    """The gate on a workspace with this document; the sound one is put back."""
    file = example.root / DOCUMENTS[kind]
    before = file.read_bytes()
    try:
        file.write_bytes(raw)
        first = reported(example.root, forms=formats())
        again = run_gate(example.root)
        for form in ("text", "json"):
            assert render_as(form, first, False, None, "") == render_as(form, again, False, None, "")
    finally:
        file.write_bytes(before)


def pointers(value: object, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [(*above, key) for key, _ in items]
    return found + [more for key, item in items for more in pointers(item, (*above, key))]


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_any_value_in_any_place(small: Example, kind: str) -> None:
    text = (small.root / DOCUMENTS[kind]).read_text()
    places = pointers(yaml.load(text, Loader=yaml.CBaseLoader))  # noqa: S506 - makes text only

    @given(st.lists(st.tuples(st.sampled_from(places), VALUES, st.booleans()), min_size=1, max_size=3))
    @FEW
    def holds(changes: list[tuple[tuple[str | int, ...], object, bool]]) -> None:
        data = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - makes text only
        for pointer, value, gone in changes:
            target = data
            try:
                for step in pointer[:-1]:
                    target = target[step]
                if gone:
                    del target[pointer[-1]]
                else:
                    target[pointer[-1]] = value
            except (KeyError, IndexError, TypeError):
                continue  # an earlier change took the place away
        shown(small, kind, json.dumps(data, indent=1).encode())

    holds()


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_any_damage_to_the_text(small: Example, kind: str) -> None:
    raw = (small.root / DOCUMENTS[kind]).read_bytes()

    @given(
        st.integers(0, len(raw)),
        st.integers(0, 40),
        st.one_of(st.binary(max_size=4), st.sampled_from(SIGNS)),
    )
    @FEW
    def holds(start: int, gone: int, put: bytes) -> None:
        shown(small, kind, raw[:start] + put + raw[start + gone :])

    holds()


def test_the_fuzzer_s_damage_is_the_same_for_the_same_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "scripts"))
    from fuzzing.damage import changed  # type: ignore[import-not-found, unused-ignore]

    damage: Callable[[bytes, Random], bytes] = changed
    sound = b'{"a": [1, 2, {"b": "c"}], "d": null}\n' * 3
    once = [damage(sound, Random(seed)) for seed in range(200)]
    assert once == [damage(sound, Random(seed)) for seed in range(200)]
    assert len(set(once)) > 100
