"""What must stand in a file for a format's pattern to fit it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_dossiers.measure.format import _needed, _text, formats

RAW = Path(__file__).parents[1] / "raw"


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("^test .+ bench", " bench"),
        ("^abc?d", "ab"),
        ("^abc*d{2}efg", "efg"),
        (r"^\d{13}x", "x"),
        (r"^RUN\tmany [a-z]+ things", " things"),
        (r"^\{[^{}]*\"count\" : ", '"count" : '),
        ("one|several", ""),
        ("^(?:one|several) more", " more"),
        ("^((a|b)c)?de", "de"),
        (r"^a\.b\(c\)", "a.b(c)"),
        ("^[]x]long+er", "long"),
        ("^ab{0,3}cde?", "cd"),
        (r"\Aat the beginning", ""),
    ],
)
def test_the_longest_text_without_which_nothing_fits(pattern: str, needed: str) -> None:
    assert _needed(pattern) == needed


def test_every_file_that_fits_has_it() -> None:
    texts = [_text(file.read_bytes()[:100_000]) for file in sorted(RAW.rglob("*")) if file.is_file()]
    patterns = [pattern for entry in formats().values() for pattern in entry.lines]
    fitting = {
        (pattern.pattern, _needed(pattern.pattern) in text)
        for pattern in patterns
        for text in texts
        if pattern.search(text)
    }
    assert fitting == {(pattern, True) for pattern, _ in fitting}
    assert len(fitting) > len(patterns) / 2
    assert any(map(_needed, (pattern for pattern, _ in fitting)))
