"""The patterns raw files are recognised by need no more than a moment for any beginning of a file."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.beginning import LENGTH
from mkdocs_dossiers.measure.format import FormatError, UnknownFormat, detect, formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.workspace import RAW

PARTS = (
    " ", "\n", "\t", "0 ", "a", "/", '"', "-", ".", ",", "1,", "\\", "#", "# \n", " test @ ", "new/", "Req/Sec ", "{",
    "[", "<", "<!---->", '{"', '"a":', '{"a":', "=", "=\n", "test ",
    "Benchmark ", '"Output":"Benchmark', "Running 1s test @ ",
)  # fmt: skip
STARTS = (
    "",
    "Running 1s test @ x\n",
    "Files of a ZIP archive:\n",
    '{"Time":"',
    "#[Histogram log",
    '"Task name":"',
    "{",
)
MOMENT = 0.5
"""Seconds of computing for all formats together; a pattern that needs the square of the length takes minutes."""


def beginnings() -> list[str]:
    """The first words of real files of every format, up to each of the first places where something could repeat."""
    found = {""}
    for file in sorted(RAW.rglob("*")):
        if file.is_file() and file.suffix not in (".zip", ".gz", ".parquet", ".zst", ".md"):
            head = file.read_text("utf-8", "replace")[:120]
            found |= {head[:place] for place in (12, 60, 120)} | {head[: head.find("\n") + 1]}
    return sorted(found)


@pytest.mark.parametrize("part", PARTS)
def test_no_beginning_keeps_detection_busy(part: str) -> None:
    slowest = 0.0
    for start in STARTS:
        head = (start + part * LENGTH)[:LENGTH].encode()
        before = time.process_time()
        with suppress(FormatError):
            detect(head, None, None)
        slowest = max(slowest, time.process_time() - before)
    assert slowest < MOMENT


def test_no_pattern_needs_the_square_of_the_length() -> None:
    """Each pattern against real beginnings, and one part repeated after them."""
    for entry in formats().values():
        for pattern in entry.lines:
            fitting = [
                start for start in beginnings() if start and pattern.pattern.lstrip("^\\A")[:3] in start
            ][:6]
            for start in ["", *fitting]:
                for part in (" ", "a", "1", "\n", start[-6:] or "x", start or "y"):
                    text = start + part * (LENGTH // 4 // len(part))
                    before = time.process_time()
                    pattern.search(text)
                    assert time.process_time() - before < MOMENT / 5, (entry.name, start, part)


def test_the_nearest_formats_are_named_and_no_more() -> None:
    with pytest.raises(UnknownFormat) as caught:
        detect(
            b'{"benchmarks": [{"name": 1, "stats": 2}], "context": {}, "results": [{"times": [1]}]}',
            None,
            None,
        )
    assert caught.value.message.count(" would have ") <= 3
    assert len(caught.value.message) < 600
    assert "formats/" in caught.value.fix


def test_a_format_nobody_knows_is_answered_with_the_nearest() -> None:
    with pytest.raises(FormatError) as caught:
        detect(b"{}", "pytest-benchmrk" + "x" * 10, None)
    assert "pytest-benchmark" in caught.value.fix
    with pytest.raises(FormatError) as caught:
        detect(b"{}", "y" * 5000, None)
    assert len(caught.value.message + caught.value.fix) < 300


def test_a_known_format_that_is_not_whole_is_not_taken_for_a_table(tmp_path: Path) -> None:
    """It has columns of numbers that could be guessed."""
    file = tmp_path / "x.csv"
    file.write_bytes((RAW / "apachebench/apachebench-2.4.71-percentages.csv").read_bytes()[:-2])
    with pytest.raises(NotReadable, match="ends before its last line"):
        inspect_file(file)
