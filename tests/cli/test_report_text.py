"""The report for people: excerpts, carets, limits, and nothing a terminal could obey."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from mkdocs_dossiers.cli.output.excerpt import WIDTH, excerpt
from tests.cli.running import output
from tests.workspace import Example


def under(line: str, column: int) -> str:
    """What the carets stand under."""
    text, carets = excerpt(line, column)
    start = carets.index("^")
    assert set(carets[start:]) == {"^"}
    return text[start : start + len(carets) - start]


class TestExcerpt:
    @pytest.mark.parametrize(
        ("line", "column", "token"),
        [
            ("    of: toool/test_sort", 9, "toool/test_sort"),
            ("    statistics: p95", 5, "statistics"),
            ('    holds: ">= 5 furlongs"', 12, '">= 5 furlongs"'),
            ("subject: {repository: ., commit: abc}", 34, "abc"),
            ("    holds: <= 5 ms", 12, "<="),
            ("a", 1, "a"),
        ],
    )
    def test_carets_stand_under_the_word(self, line: str, column: int, token: str) -> None:
        assert under(line, column) == token

    def test_tabs_take_four_columns(self) -> None:
        assert excerpt("\t\tof: x", 3) == ("        of: x", "        ^^")

    def test_what_nobody_sees_is_written_out(self) -> None:
        text, carets = excerpt("a\x1b[31m\u202eb: hidden", 8)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert text.index("b: hidden") == carets.index("^")

    def test_wide_characters_take_two_columns(self) -> None:
        text, carets = excerpt("標題: x", 5)
        assert (text, carets) == ("標題: x", "      ^")

    @pytest.mark.parametrize("column", [1, 50, 500, 5000, 10_000])
    def test_a_long_line_is_cut_around_the_place(self, column: int) -> None:
        line = "".join(chr(97 + number % 26) if number % 11 else "." for number in range(10_000))
        text, carets = excerpt(line, column)
        assert len(text) <= WIDTH + 2
        start = carets.index("^")
        assert text[start] == line[column - 1]
        assert text.startswith("…") == (column > 60)
        assert text.endswith("…") == (column < 9_000)

    @pytest.mark.parametrize("column", [0, 1, 5, 100])
    def test_a_place_outside_the_line_is_no_failure(self, column: int) -> None:
        excerpt("", column)
        excerpt("abc", column)


class TestText:
    def test_a_file_that_is_not_yaml_shows_its_line_too(self, workspace: Example) -> None:
        line = workspace.replace(
            "    of: load/fast\n    statistic: p95", "    of: [load/fast\n    statistic: p95"
        )
        text = output(workspace, "text", "demo@1.0")
        assert "[shape/yaml]" in text
        assert " | " in text
        assert "^" in text
        assert str(line + 1) in text

    def test_a_terminal_gets_nothing_to_obey(self, workspace: Example) -> None:
        workspace.dossier.write_bytes(
            workspace.dossier.read_bytes() + b"x: \x1b]0;owned\x07\x1b[2J \xe2\x80\xae\n"
        )
        text = output(workspace, "text", "demo@1.0")
        assert "[shape/yaml]" in text
        bad = {char for char in text if unicodedata.category(char) in ("Cc", "Cf") and char != "\n"}
        assert bad == set()

    def test_a_link_is_not_followed_for_an_excerpt(self, workspace: Example, tmp_path: Path) -> None:
        (tmp_path / "secret.yaml").write_text("secret\n")
        workspace.dossier.unlink()
        workspace.dossier.symlink_to(tmp_path / "secret.yaml")
        assert "secret" not in output(workspace, "text", "demo@1.0")

    def test_problems_of_one_rule_are_counted_when_there_are_many(self, workspace: Example) -> None:
        keys = "".join(f"unknown-{number}: 1\n" for number in range(3000))
        workspace.dossier.write_text(workspace.text() + keys)
        text = output(workspace, "text", "demo@1.0")
        assert text.count("error [shape/unknown-key]") == 50
        assert "2,950 more of shape/unknown-key are not shown here" in text
        assert text.splitlines()[-1].startswith("failed: ")
        assert "3,000 errors" in text.splitlines()[-1]

    def test_ten_breaks_are_ten_messages(self, workspace: Example) -> None:
        for old, new in [
            ("date: 2026-11-21", "date: yesterday"),
            ("    file: data/tool.json", "    fil: data/tool.json"),
            ("    command: load --output load.csv\n", ""),
            ("    says: Sorting takes at most 5 ms at the median.", "    say: Sorting."),
            ("of: tool/test_sort", "of: toool/test_sort"),
            ("holds: <= 20 ms", "holds: <= 20 furlongs"),
            ("statistic: p95", "statistic: p100"),
            ("of: load/slow", "of: load/slwo"),
            ("gives: data/load.csv", "gives: data/lod.csv"),
            ("status: published", "status: done"),
        ]:
            workspace.replace(old, new)
        text = output(workspace, "text", "demo@1.0")
        assert text.count("  fix: ") >= 10
        assert "Add it." not in text
        assert 'Example: "2026-11-21"' in text
        assert "coverage/no-claims" not in text
