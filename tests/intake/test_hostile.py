"""Reports by strangers: whatever is in them, an answer or a located message, soon."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_dossiers.cli.main import cli
from mkdocs_dossiers.intake.intake import take_in
from mkdocs_dossiers.intake.report import LONGEST_LINE, MOST_BYTES, ReportError, read_report, report_of

SECONDS = 10.0

BOMBS = {
    "quotes in quotes": b">" * 4_000 + b" 5 ms\n",
    "lists in lists": b"".join(b" " * 2 * depth + b"- 5 ms\n" for depth in range(1_500)),
    "one wide row": b"| a | b |\n|---|---|\n" + b"|" * 4_900 + b"\n",
    "digits": b"5" * 4_900 + b" ms\n",
    "groups of digits": b"1,000" + b",000" * 1_200 + b" ms\n",
    "numbers without end": (b"1 " * 2_400 + b"\n") * 40,
    "dashes": b"1-" * 2_400 + b"\n",
    "stars": b"*" * 4_900 + b"\n",
    "brackets": b"[" * 4_900 + b"\n",
    "backticks": b"`" * 2_000 + b"a" + b"`" * 1_999 + b"\n",
    "angles": b"<a" * 2_400 + b"\n",
    "entities": b"&lt;" * 1_200 + b"\n",
    "blanks": b" " * 4_900 + b"5 ms\n",
    "beyond ASCII": ("é" * 4_900 + "\n").encode() * 20,
    "broken encoding": "‚úÖ Ã©".encode() * 800,
    "infinite": b"Latency: " + b"9" * 400 + b" ms, 1e999 ms\n",
    "letters": b"a" * 4_900 + b"\n",
    "words": b"target " * 700 + b"\n",
    "a fence nobody closes": b"```\n" + b"Latency: 5 ms\n" * 4_000,
    "links": b"[a](b) " * 700 + b"\n",
    "table of 4,000 rows": b"| a | ms |\n|---|---|\n" + b"| x | 5 |\n" * 4_000,
    "controls": b"Latency:\x1b[31m 5 ms\x07\x00"[:-1] + b"\n",
    "right to left": "Latency: \u202e5 ms\u2066\n".encode(),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_goes_off_slowly_at_most(name: str) -> None:
    start = time.monotonic()
    with contextlib.suppress(ReportError):
        take_in(report_of(BOMBS[name]))
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize(
    ("raw", "line", "column", "says"),
    [
        (b"ok\n\x00\x01binary", 2, 1, "NUL byte"),
        (b"ok\n" + b"x" * (LONGEST_LINE + 1), 2, LONGEST_LINE, "longer than"),
        (b"\n" * 60_000, 50_000, 1, "lines"),
        (b"\xff\xfe\x00\xd8", 1, 1, "utf-16"),
        (b"- a: 5 ms\n" * 6_000, 5_001, 1, "figures"),
    ],
)
def test_what_is_no_report_is_refused_with_its_place(raw: bytes, line: int, column: int, says: str) -> None:
    with pytest.raises(ReportError, match=says) as refused:
        take_in(report_of(raw))
    assert (refused.value.line, refused.value.column) == (line, column)
    assert refused.value.fix


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    large = tmp_path / "large.md"
    with large.open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    for place in (pipe, tmp_path, tmp_path / "missing.md", large, Path("/dev/zero"), Path("a\0b")):
        with pytest.raises(ReportError):
            read_report(place)


def test_a_refusal_on_the_command_line_is_one_line_and_could_not_run(tmp_path: Path) -> None:
    report = tmp_path / "re\x1bport.md"
    report.write_bytes(b"fine\n\x00")
    result = CliRunner().invoke(cli, ["intake", str(report)], standalone_mode=False)
    assert "\\x1bport.md:2:1: A NUL byte" in str(result.exception.format_message())  # type: ignore[union-attr]


def test_text_that_hides_is_shown_on_a_terminal(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    report.write_text("# \x1b[2Jtitle\u202e\n\n- La\x1btency\u202e: 5 ms\n")
    output = CliRunner().invoke(cli, ["intake", str(report)]).output
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert "5 ms" in output
