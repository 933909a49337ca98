"""Whether something moved, against intervals worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_dossiers.judge.movement import Move, Reading, movement, together

BEFORE = Reading(10.0, 9.0, 11.0, "ms")


def after(value: float, low: float | None, high: float | None, unit: str = "ms") -> Reading:
    return Reading(value, low, high, unit)


def test_a_change_is_a_ratio_between_the_ends_that_the_intervals_leave() -> None:
    found = movement(BEFORE, after(20.0, 18.0, 22.0), upper=True)
    assert found.word is Move.MOVED
    assert found.better is False
    assert (found.delta, found.unit, found.relative) == (100.0, "%", True)
    assert found.low == pytest.approx((18 / 11 - 1) * 100)
    assert found.high == pytest.approx((22 / 9 - 1) * 100)
    assert found.clarity == pytest.approx(math.log(2) / (math.log(2) - math.log(18 / 11)))
    assert found.clarity > 1


def test_intervals_that_meet_tell_nothing() -> None:
    found = movement(BEFORE, after(12.0, 10.9, 13.0))
    assert found.word is Move.UNKNOWN
    assert found.clarity < 1
    assert movement(BEFORE, after(12.0, 11.1, 13.0)).word is Move.MOVED


def test_only_a_narrow_interval_shows_that_nothing_moved() -> None:
    narrow = Reading(10.0, 9.9, 10.1, "ms")
    assert movement(narrow, after(10.05, 9.95, 10.15)).word is Move.STILL
    assert movement(BEFORE, after(10.0, 9.0, 11.0)).word is Move.UNKNOWN
    assert movement(narrow, after(10.2, 10.0, 10.5)).word is Move.UNKNOWN  # up to 6.1 %


def test_shares_and_what_may_be_negative_differ_by_a_difference() -> None:
    share = movement(Reading(90.0, 89.0, 91.0, "%"), after(95.0, 94.0, 96.0, "%"), upper=False)
    assert (share.delta, share.low, share.high, share.relative) == (5.0, 3.0, 7.0, False)
    assert share.better is True
    below = movement(Reading(-1.0, -2.0, 0.5, "ms"), after(4.0, 3.0, 5.0))
    assert (below.delta, below.low, below.high, below.relative) == (5.0, 2.5, 7.0, False)


def test_what_has_no_interval_is_not_judged() -> None:
    fact = Reading(0.0, None, None, "orders", interval=False)
    assert movement(fact, replace(fact, value=5.0)).word is Move.UNKNOWN
    assert movement(BEFORE, replace(BEFORE, value=None)).delta is None


def test_an_open_end_can_still_show_a_move_and_never_that_there_is_none() -> None:
    assert movement(BEFORE, after(20.0, 18.0, None)).word is Move.MOVED
    assert movement(BEFORE, after(20.0, None, 30.0)).word is Move.UNKNOWN
    assert movement(BEFORE, after(10.0, None, None)).word is Move.UNKNOWN


def test_errors_of_both_sides_add_up() -> None:
    assert together(BEFORE, BEFORE) == pytest.approx(0.9)
    assert together(BEFORE, replace(BEFORE, confidence=0.99)) == pytest.approx(0.94)


ends = st.lists(st.floats(0.01, 1e6), min_size=3, max_size=3).map(sorted)


@given(ends, ends)
def test_turning_the_sides_around_turns_the_answer_around(one: list[float], other: list[float]) -> None:
    a, b = (Reading(middle, low, high, "ms") for low, middle, high in (one, other))
    there, back = movement(a, b, upper=True), movement(b, a, upper=True)
    assert (there.word is Move.MOVED) == (back.word is Move.MOVED)
    if there.word is Move.MOVED:
        assert there.better is not back.better
        assert there.clarity == pytest.approx(back.clarity, rel=1e-6)
    assert (there.clarity > 1) == (there.word is Move.MOVED) or there.clarity == pytest.approx(1)
