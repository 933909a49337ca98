from __future__ import annotations

import pytest

from mkdocs_dossiers.charts import Estimate, Limit, words
from mkdocs_dossiers.charts.axis import axis


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (3.0, "3"),
        (2.6149, "2.615"),
        (0.00012346, "0.0001235"),
        (52_010.4, "52,010"),
        (-1234.5, "-1,234"),
        (1.5e-9, "1.500e-09"),
        (1e300, "1.000e+300"),
    ],
)
def test_number(value: float, text: str) -> None:
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (2.55, 2.7, "2.55 to 2.70 ms"),
        (3, 4, "3 to 4 ms"),
        (None, 4, "up to 4 ms, no lower bound"),
        (3, None, "from 3 ms, no upper bound"),
        (None, None, "unbounded"),
    ],
)
def test_interval(low: float | None, high: float | None, text: str) -> None:
    assert words.interval(Estimate(3, low, high), "ms") == text


def test_limit() -> None:
    assert words.limit(Limit("<=", 3), "ms") == "limit ≤ 3 ms"
    assert words.spoken_limit(Limit(">=", 5), "x") == "at least 5 x"
    assert words.limit(Limit(">", 5), "") == "limit > 5"


def test_share_and_percent() -> None:
    assert words.share(72, 1000) == "7.2 %"
    assert words.share(1, 3000) == "0.033 %"
    assert words.share(0, 0) == "0 %"
    assert words.percent(0.999) == "99.9 %"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\u202eb\u2066c", "abc"),
        ("a\x00b\nc\td", "a b c d"),
        ("\ud800x", "x"),
        ("a" * 100, "a" * 39 + "…" + "a" * 20),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert words.clean(text) == cleaned


def test_axis_stretches_for_what_is_near_only() -> None:
    assert axis([1, 2], [3, 100]).end == pytest.approx(3.06)
    assert axis([1, 2], [None, float("nan")]).end == pytest.approx(2.03)


def test_axis_never_is_a_point() -> None:
    assert axis([5]).start < 5 < axis([5]).end
    assert axis([0]).start < axis([0]).end
    assert axis([]).start < axis([]).end


def test_axis_stays_above_zero_and_starts_there_if_cheap() -> None:
    assert axis([0.01, 5]).start == 0
    assert axis([1, 5], zero=True).start == 0
    assert axis([4, 5], zero=True).start > 0
