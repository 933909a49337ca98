"""Units: a closed list, exact factors, nothing mixed."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from units_by_pint import MEASURE, of, table, words

from mkdocs_dossiers.measure.unit_table import FILE, named
from mkdocs_dossiers.measure.units import NOUNS, UnitError, factor, known


@pytest.mark.parametrize(
    ("source", "target", "times"),
    [
        ("s", "ms", Fraction(1000)),
        ("ms", "s", Fraction(1, 1000)),
        ("ns", "us", Fraction(1, 1000)),
        ("µs", "ns", Fraction(1000)),  # U+00B5
        ("\u03bcs", "us", Fraction(1)),  # U+03BC
        ("min", "s", Fraction(60)),
        ("h", "min", Fraction(60)),
        ("day", "h", Fraction(24)),
        ("seconds", "second", Fraction(1)),
        ("KiB", "B", Fraction(1024)),
        ("MiB", "KiB", Fraction(1024)),
        ("GiB", "B", Fraction(1024**3)),
        ("TiB", "GiB", Fraction(1024)),
        ("kB", "B", Fraction(1000)),
        ("MB", "MiB", Fraction(10**6, 1024**2)),
        ("bit", "B", Fraction(1, 8)),
        ("Gbit/s", "MB/s", Fraction(125)),
        ("MiB / s", "KiB/s", Fraction(1024)),
        ("kHz", "Hz", Fraction(1000)),
        ("%", "x", Fraction(1, 100)),
        ("x", "%", Fraction(100)),
        ("J", "mJ", Fraction(1000)),
        ("kW", "W", Fraction(1000)),
        ("orders", "order", Fraction(1)),
        ("orders", "requests", Fraction(1)),
        ("orders/s", "requests/min", Fraction(60)),
        ("ops/s", "transactions/s", Fraction(1)),
        ("queries/s", "query/s", Fraction(1)),
        ("s/op", "ms/op", Fraction(1000)),
        ("J/order", "mJ/order", Fraction(1000)),
    ],
)
def test_units_convert_exactly(source: str, target: str, times: Fraction) -> None:
    found = factor(source, target)
    assert Fraction(found.top, found.bottom) == times


@pytest.mark.parametrize(
    ("source", "target"),
    [("s", "B"), ("ms", "%"), ("orders", "orders/s"), ("orders", "x"), ("s", "Hz"), ("B", "B/s"), ("J", "W")],
)
def test_different_things_are_not_converted(source: str, target: str) -> None:
    with pytest.raises(UnitError, match="measure different things"):
        factor(source, target)


@pytest.mark.parametrize(
    "unit",
    [
        "",
        " ",
        "furlong",
        "kb",
        "S",
        "MS",
        "sec.",
        "m/s/s",
        "ms²",
        "ms**2",
        "s^2",
        "1/s",
        "2 s",
        "s s",
        "°C",
        "widgets",
    ],
)
def test_unknown_units_are_named(unit: str) -> None:
    assert not known(unit)
    with pytest.raises(UnitError, match="is not a unit"):
        factor(unit, "s")


@pytest.mark.parametrize(
    "unit",
    [
        "__import__('os')",
        "s; DROP TABLE x",
        "s' OR '1",
        "{{ 7*7 }}",
        "s\n",
        "s\x00",
        "-s",
        "s--",
        "%%",
        "nan",
        "inf",
        "count" + "_a" * 2000,
        "a" * 8000,
        "kilo" * 500 + "s",
        "s" * 8000,
        "delta_s",
        "pi",
        "ms/" + "k" * 3000,
    ],
)
def test_hostile_units_are_refused_at_once(unit: str) -> None:
    start = time.process_time()
    if unit != "s\n":  # white space around a unit is no part of it
        assert not known(unit)
    assert time.process_time() - start < 0.1


def test_a_project_may_count_its_own_things() -> None:
    assert not known("fills/s")
    assert known("fills/s", ("fill",))
    assert factor("fills/s", "orders/s", ("fill",)) == factor("s", "s")


def test_counting_one_thing_does_not_leak_into_another_project() -> None:
    known("fills/s", ("fill",))
    assert not known("fills/s")


@given(st.text(max_size=20) | st.from_regex(r"[A-Za-zµ%]{1,8}(/[A-Za-z]{1,6})?", fullmatch=True))
@settings(max_examples=150, deadline=None, database=None, derandomize=True)
def test_any_text_is_known_or_not(unit: str) -> None:
    assert known(unit) in (True, False)


@pytest.mark.parametrize("number", [1.0, 3.0, 0.1, 1e-9, 123456.789])
@pytest.mark.parametrize(("source", "target"), [("s", "ms"), ("ns", "ms"), ("MB", "MiB"), ("%", "x")])
def test_there_and_back_is_nearly_the_same(number: float, source: str, target: str) -> None:
    there, back = factor(source, target), factor(target, source)
    assert back.apply(there.apply(number)) == pytest.approx(number, rel=1e-15)


def test_the_table_of_units_is_what_pint_makes_of_the_list() -> None:
    assert (MEASURE / FILE).read_text(encoding="utf-8") == table()


WORDS = st.one_of(
    st.sampled_from(words()),
    st.sampled_from(sorted(NOUNS)),
    st.from_regex(r"[A-Za-zµμ]{1,7}(_[a-z]{1,4})?", fullmatch=True),
    st.tuples(st.sampled_from(words()), st.sampled_from(words())).map("".join),
)


@given(WORDS)
@settings(max_examples=400, deadline=None, database=None, derandomize=True)
def test_no_word_is_a_unit_to_pint_alone(word: str) -> None:
    found, known_to_pint = named(word), of(word)
    assert (found and (found.dimension, found.number)) == known_to_pint
