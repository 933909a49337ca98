"""Limits as people write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_dossiers.model.dossier import Assertion
from mkdocs_dossiers.read.assertion import parse_assertion


@pytest.mark.parametrize(
    ("text", "op", "number", "unit"),
    [
        ("<= 3 ms", "<=", 3.0, "ms"),
        ("<=3ms", "<=", 3.0, "ms"),
        ("  >=   5   x  ", ">=", 5.0, "x"),
        ("< 0.5 s", "<", 0.5, "s"),
        ("> 1e3 orders/s", ">", 1000.0, "orders/s"),
        ("== 0 errors", "==", 0.0, "errors"),
        (">= 99.9 %", ">=", 99.9, "%"),
        (">= 99.9%", ">=", 99.9, "%"),
        (">= 10_000 requests / s", ">=", 10000.0, "requests / s"),
        (">= 10,000 requests/s", ">=", 10000.0, "requests/s"),
        (">= 1,234,567.5 B", ">=", 1234567.5, "B"),
        (">= -1.5e-3 s", ">=", -0.0015, "s"),
        ("<= 3", "<=", 3.0, ""),
    ],
)
def test_a_limit_is_a_comparison_a_number_and_a_unit(text: str, op: str, number: float, unit: str) -> None:
    assert parse_assertion(text) == Assertion(op, number, unit, text.strip())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3 ms",
        "<=",
        "<= ms",
        "=< 3 ms",
        "<> 3 ms",
        "= 3 ms",
        "!= 3 ms",
        "<= .5 s",
        "<= nan ms",
        "<= inf ms",
        "about 3 ms",
        "<= - 3 ms",
        "≤ 3 ms",
        "<= 3 ms\nor 4 ms",
    ],
)
def test_what_is_no_limit(text: str) -> None:
    assert parse_assertion(text) is None


@pytest.mark.parametrize("text", ["<= 1,5 ms", "<= 2,50 ms", "<= 1,2345 ms", "<= 1,,000 ms", "<= 10,00,0 ms"])
def test_a_comma_that_groups_nothing_is_not_read_away(text: str) -> None:
    """In half of the world it is the decimal point: 1,5 ms would become 15 ms."""
    assert parse_assertion(text) is None


@pytest.mark.parametrize("text", ["<= 1e999 ms", "<= " + "9" * 400 + " ms"])
def test_a_limit_nothing_can_exceed_is_none(text: str) -> None:
    assert parse_assertion(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "<= " + "1" * 10_000 + "a\nb\nc",
        "<= 1 a" + " " * 10_000 + "\nb",
        "<=" + " " * 10_000,
        "<= 1" + "_" * 10_000,
    ],
    ids=["digits", "spaces", "no number", "underscores"],
)
def test_long_text_is_read_in_no_time(text: str) -> None:
    start = time.process_time()
    parse_assertion(text)
    assert time.process_time() - start < 0.2


@given(st.text(max_size=40) | st.from_regex(r"[<>=]{1,2} ?[-+0-9_,.e]{1,10} ?[a-z/%]{0,6}", fullmatch=True))
@settings(max_examples=200, deadline=None, database=None, derandomize=True)
def test_any_text_is_a_limit_or_none(text: str) -> None:
    found = parse_assertion(text)
    assert found is None or found.written == text.strip()
