"""References and the order of versions."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_dossiers.model.reference import VERSION, Reference, version_key

VERSIONS = st.from_regex(VERSION, fullmatch=True).filter(str.isascii)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("demo", Reference("demo")),
        ("order-gateway@2026.11", Reference("order-gateway", "2026.11")),
        ("order-gateway@2026.11/ack-p99", Reference("order-gateway", "2026.11", "ack-p99")),
        ("a1@1.0-rc.1+x_2/b2", Reference("a1", "1.0-rc.1+x_2", "b2")),
    ],
)
def test_a_reference_reads_and_writes_the_same(text: str, reference: Reference) -> None:
    assert Reference.parse(text) == reference
    assert str(reference) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@",
        "demo@",
        "demo/claim",
        "demo@1.0/",
        "demo@1.0/a/b",
        "Demo",
        "demo@1.0/Ack",
        "-demo",
        "de--mo",
        "demo-",
        "demo@..",
        "demo@.1",
        "demo@1/..",
        "../demo",
        "demo @1",
        "demo@1.0\n",
        "demo@1.0/a ",
        "dé",
        "demo@1;x",
        "a_b",
    ],
)
def test_what_is_no_reference(text: str) -> None:
    assert Reference.parse(text) is None


@pytest.mark.parametrize(
    ("wide", "narrow", "covers"),
    [
        ("a", "a", True),
        ("a", "a@1", True),
        ("a", "a@1/c", True),
        ("a@1", "a@1/c", True),
        ("a@1/c", "a@1/c", True),
        ("a@1", "a@2/c", False),
        ("a@1/c", "a@1/d", False),
        ("a@1/c", "a@1", False),
        ("b", "a@1", False),
    ],
)
def test_a_reference_covers_its_parts(wide: str, narrow: str, covers: bool) -> None:
    one, other = Reference.parse(wide), Reference.parse(narrow)
    assert one is not None
    assert other is not None
    assert one.covers(other) is covers


@pytest.mark.parametrize(
    "ascending",
    [
        ["2026.9", "2026.10", "2026.11"],
        ["1.0-alpha", "1.0-beta", "1.0-rc1", "1.0-rc2", "1.0-rc10", "1.0", "1.0.1", "1.1-rc1", "1.1"],
        ["0.9", "0.10", "1", "1.0", "2", "10"],
        ["v1", "v2", "v10"],
        ["1.0-RC1", "1.0-rc2"],
    ],
)
def test_versions_are_in_the_order_people_mean(ascending: list[str]) -> None:
    for shuffled in itertools.islice(itertools.permutations(ascending), 24):
        assert sorted(shuffled, key=version_key) == ascending


@given(VERSIONS, VERSIONS)
@settings(max_examples=100, deadline=None, database=None, derandomize=True)
def test_any_two_versions_can_be_compared(one: str, other: str) -> None:
    assert (version_key(one) < version_key(other)) or (version_key(one) >= version_key(other))
