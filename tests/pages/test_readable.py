"""Numbers in the unit they read best in, and authors' sentences."""

from __future__ import annotations

import pytest

from mkdocs_dossiers.model.measurement import Operand, Series
from mkdocs_dossiers.pages.readable import exact, in_series, operand, prose, quantity, unit_of


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.0021, "s", "2.1\u00a0ms"),
        (0.002106312, "s", "2.106\u00a0ms"),
        (12.5, "s", "12.5\u00a0s"),
        (3e-8, "s", "30\u00a0ns"),
        (2_500_000.0, "ns", "2.5\u00a0ms"),
        (1536.0, "B", "1.5\u00a0KiB"),
        (79016.0, "orders", "79,016\u00a0orders"),
        (0.0, "s", "0\u00a0s"),
        (5.0, "wibbles", "5\u00a0wibbles"),
        (5.0, None, "5"),
        (None, "s", "–"),
    ],
)
def test_quantity(value: float | None, unit: str | None, shown: str) -> None:
    assert quantity(value, unit) == shown


def test_every_digit_is_at_hand() -> None:
    assert exact(0.0021063121234567, "s") == "0.0021063121234567\u00a0s"
    assert exact(3.0, "") == "3"
    assert exact(None, "s") == "–"


def test_a_side_keeps_its_interval_when_its_unit_changes() -> None:
    side = operand(Operand("a", 0.03, 0.029, 0.031, "s", 400))
    assert (side.unit, side.value, side.low, side.high) == ("ms", 30.0, 29.0, 31.0)
    assert operand(Operand("a", None, None, None, "s", 0)).unit == "s"


def test_a_series_has_one_unit() -> None:
    series = Series("a", "latency", "s", "sample", 3, 0.0008, 0.0021, 0.0022, 1.5, None, None, None)
    assert unit_of(series) == "ms"
    assert [in_series(value, series) for value in (0.0008, 0.0021, 1.5, None)] == ["0.8", "2.1", "1,500", "–"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Run `mkdocs serve` now", "Run <code>mkdocs serve</code> now"),
        ("`a` and `b`", "<code>a</code> and <code>b</code>"),
        ("one ` only", "one &#96; only"),
        ("``two``", "&#96;&#96;two&#96;&#96;"),
        ("`<b>`", "<code>&#60;b&#62;</code>"),
        ("` a `", "&#96; a &#96;"),
        ("`</code>`|x", "<code>&#60;/code&#62;</code>&#124;x"),
        ("a\n\n`b`\n\nc", "a <code>b</code> c"),
    ],
)
def test_prose(text: str, shown: str) -> None:
    assert str(prose(text)) == shown
