"""Which series are alike to the last digit by chance, and which are the same samples."""

from __future__ import annotations

from dataclasses import replace

from mkdocs_dossiers.check.rules.integrity_same_samples import _print
from mkdocs_dossiers.model.measurement import Series

TIMES = Series("loop", "time", "ms", "sample", 100, 1.0, 2.5, 2.75, 9.5, 4.0, 5.0, 9.0)


def test_times_that_vary_have_a_print_of_their_own() -> None:
    assert _print(TIMES) == _print(replace(TIMES, name="other"))
    assert _print(TIMES) != _print(replace(TIMES, median=2.6))


def test_marks_of_what_happened_are_alike_by_chance() -> None:
    """99 of 100 requests were answered, by either arm."""
    assert _print(Series("arm", "answered", "", "sample", 100, 0, 1, 0.99, 1, 1, 1, 1)) is None
    assert _print(Series("arm", "failed", "", "sample", 100, 0, 0, 0.02, 1, 0, 0, 1)) is None
