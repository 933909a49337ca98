"""The YAML reader: what it yields, where it says things stand, and what it refuses."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.model.document import MAX_BYTES, Document, Position
from mkdocs_dossiers.model.problem import Problem, Refused, Scope, Severity
from mkdocs_dossiers.read.yaml_document import MAX_ALIASES, MAX_DEPTH, read_yaml, read_yaml_text

SCOPE = Scope("dossier", "demo@1.0")
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def read(text: str) -> Document:
    return read_yaml_text(text, "dossier.yaml")


def data(text: str) -> Any:
    return read(text).data


def refused(text: str | bytes | Path, tmp_path: Path | None = None) -> Problem:
    if isinstance(text, bytes):
        assert tmp_path is not None
        (tmp_path / "raw.yaml").write_bytes(text)
        text = tmp_path / "raw.yaml"
    with pytest.raises(Refused) as caught:
        read(text) if isinstance(text, str) else read_yaml(text, "dossier.yaml", SCOPE)
    problem = caught.value.problem
    assert problem.rule == "shape/yaml"
    assert problem.severity is Severity.ERROR
    assert problem.path == "dossier.yaml"
    assert problem.message.endswith(".")
    assert problem.fix
    assert problem.line >= 1
    assert problem.column >= 1
    return problem


class TestPositions:
    TEXT = "a: 1\nlist:\n  - x\n  - {k: v}\nmap:\n    deep:   text\n"

    @pytest.mark.parametrize(
        ("pointer", "line", "column"),
        [
            (("a",), 1, 4),
            (("list", 0), 3, 5),
            (("list", 1), 4, 5),
            (("list", 1, "k"), 4, 9),
            (("map", "deep"), 6, 13),
        ],
    )
    def test_every_value_has_its_place(self, pointer: tuple[str | int, ...], line: int, column: int) -> None:
        assert read(self.TEXT).at(*pointer) == Position(line, column)

    @pytest.mark.parametrize(
        ("pointer", "line", "column"),
        [(("a",), 1, 1), (("list",), 2, 1), (("list", 1, "k"), 4, 6), (("map", "deep"), 6, 5)],
    )
    def test_every_key_has_its_place(self, pointer: tuple[str | int, ...], line: int, column: int) -> None:
        assert read(self.TEXT).key_at(*pointer) == Position(line, column)

    def test_what_is_missing_is_placed_at_the_key_that_should_hold_it(self) -> None:
        assert read(self.TEXT).at("map", "missing", "more") == Position(5, 1)

    def test_what_is_missing_at_the_top_is_placed_at_the_start(self) -> None:
        assert read(self.TEXT).at("missing") == Position(1, 1)

    def test_columns_count_characters_not_bytes(self) -> None:
        assert read("{ä: 1, b: 2}").at("b") == Position(1, 11)

    def test_windows_line_ends_do_not_move_anything(self) -> None:
        document = read("a: 1\r\nb:\r\n  c: 2\r\n")
        assert document.data == {"a": 1, "b": {"c": 2}}
        assert document.at("b", "c") == Position(3, 6)

    def test_a_byte_order_mark_is_no_part_of_the_text(self, tmp_path: Path) -> None:
        (tmp_path / "f").write_bytes(b"\xef\xbb\xbfa: 1\n")
        document = read_yaml(tmp_path / "f", "f", SCOPE)
        assert document.data == {"a": 1}
        assert document.key_at("a") == Position(1, 1)

    def test_the_lines_are_kept_for_messages(self) -> None:
        assert read("a: 1\nb: 2\n").lines == ("a: 1", "b: 2")

    def test_an_alias_places_its_values_where_it_stands(self) -> None:
        document = read("a: &x {k: 1}\nb: *x\n")
        assert document.data == {"a": {"k": 1}, "b": {"k": 1}}
        assert document.at("b", "k") == Position(2, 4)
        assert document.key_at("b", "k") == Position(2, 4)

    def test_an_aliased_value_is_a_copy(self) -> None:
        value = data("a: &x [1]\nb: *x\n")
        assert value["a"] is not value["b"]


class TestCoreSchema:
    @pytest.mark.parametrize("text", ["null", "Null", "NULL", "~", ""])
    def test_null(self, text: str) -> None:
        assert data(f"a: {text}") == {"a": None}

    @pytest.mark.parametrize(
        ("text", "value"),
        [("true", True), ("True", True), ("TRUE", True), ("false", False), ("FALSE", False)],
    )
    def test_booleans(self, text: str, value: bool) -> None:
        assert data(f"a: {text}")["a"] is value

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("0", 0),
            ("12", 12),
            ("-3", -3),
            ("+4", 4),
            ("012", 12),
            ("0.5", 0.5),
            (".5", 0.5),
            ("5.", 5.0),
            ("1e3", 1000.0),
            ("-1.5E-2", -0.015),
            ("12345678901234567890", 12345678901234567890),
        ],
    )
    def test_numbers(self, text: str, value: float) -> None:
        found = data(f"a: {text}")["a"]
        assert found == value
        assert type(found) is type(value)

    @pytest.mark.parametrize(
        "text",
        [
            "2026-11-21",
            "2026-11-21T10:00:00Z",
            "1:30",
            "190:20:30",
            "on",
            "off",
            "yes",
            "no",
            "Y",
            "n",
            "1_000",
            "0o14",
            "0x1F",
            "0b1",
            "=",
            "<= 3 ms",
            "1.2.3",
            "tRuE",
            "3f2c0f",
            "1e",
            "e3",
        ],
    )
    def test_everything_else_is_text(self, text: str) -> None:
        assert data(f"a: {text}") == {"a": text}

    @pytest.mark.parametrize("text", ["12", "null", "true", "1.5", ".nan"])
    def test_quoted_is_always_text(self, text: str) -> None:
        assert data(f"a: \"{text}\"\nb: '{text}'") == {"a": text, "b": text}

    def test_blocks_are_text(self) -> None:
        assert data("a: |\n  12\nb: >\n  13\n") == {"a": "12\n", "b": "13\n"}

    @pytest.mark.parametrize("key", ["on", "12", "1.5", "true", "null", "2026-11-21"])
    def test_keys_are_always_text(self, key: str) -> None:
        assert data(f"{key}: 1") == {key: 1}

    def test_json_is_yaml(self) -> None:
        assert data('{"a": [1, 2.5, null, true, "x\\/y\\n"]}') == {"a": [1, 2.5, None, True, "x/y\n"]}

    @pytest.mark.parametrize("text", ["42", "text", "[]", "null", "---\n...\n"])
    def test_a_document_need_not_be_a_mapping(self, text: str) -> None:
        assert isinstance(read(text), Document)


class TestKeys:
    def test_a_second_key_of_the_same_name_is_refused_with_both_lines(self) -> None:
        problem = refused("a: 1\nb: 2\na: 3\n")
        assert "'a'" in problem.message
        assert "line 1" in problem.message
        assert (problem.line, problem.column) == (3, 1)

    def test_also_inside_a_flow_mapping(self) -> None:
        problem = refused("x:\n  y: {k: 1,\n      k: 2}\n")
        assert "line 2" in problem.message
        assert (problem.line, problem.column) == (3, 7)

    def test_also_when_one_is_quoted(self) -> None:
        assert refused("a: 1\n'a': 2\n").line == 2

    def test_the_same_key_may_stand_in_two_mappings(self) -> None:
        assert data("x: {k: 1}\ny: {k: 2}") == {"x": {"k": 1}, "y": {"k": 2}}

    def test_merge_keys_are_refused(self) -> None:
        problem = refused("a: &x {k: 1}\nb:\n  <<: *x\n")
        assert problem.message == "Merge keys are not allowed."
        assert (problem.line, problem.column) == (3, 3)

    def test_a_quoted_merge_sign_is_a_key_like_any_other(self) -> None:
        assert data('"<<": 1') == {"<<": 1}

    @pytest.mark.parametrize("text", ["? [a]\n: b", "? {a: b}\n: c", "{[a]: b}"])
    def test_a_key_is_plain_text(self, text: str) -> None:
        assert refused(text).message == "A key must be plain text."

    def test_an_alias_is_no_key(self) -> None:
        assert refused("a: &x b\n*x : 1").message == "An alias cannot be a key."


class TestAliases:
    def test_so_many_are_fine(self) -> None:
        assert data("a: &x 1\nb: [" + ", ".join(["*x"] * MAX_ALIASES) + "]")["b"] == [1] * MAX_ALIASES

    def test_one_more_is_not(self) -> None:
        problem = refused("a: &x 1\nb: [" + ", ".join(["*x"] * (MAX_ALIASES + 1)) + "]")
        assert str(MAX_ALIASES) in problem.message

    def test_a_bomb_is_refused_at_once(self) -> None:
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 8)]
        start = time.process_time()
        refused("\n".join(lines))
        assert time.process_time() - start < 5

    def test_a_chain_of_aliases_cannot_nest_deeper_than_text_can(self) -> None:
        lines = ["a0: &a0 [1]"] + [f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 60)]
        assert f"more than {MAX_DEPTH} deep" in refused("\n".join(lines)).message

    @pytest.mark.parametrize("text", ["a: *x", "a: &x [*x]", "a: *x\nb: &x 1", "&a k: 1\nb: *a"])
    def test_an_alias_stands_after_what_it_names(self, text: str) -> None:
        assert "There is no anchor" in refused(text).message


class TestDepth:
    @pytest.mark.parametrize(
        "text",
        [
            "[" * 10000,
            "{a: " * 10000,
            "- " * 10000,
            "[" * 10000 + "]" * 10000,
            "? " * 10000,
            "\n".join("  " * i + "a:" for i in range(200)),
        ],
        ids=["flow list", "flow map", "block list", "closed", "complex keys", "block map"],
    )
    def test_deep_nesting_is_refused_at_once(self, text: str) -> None:
        start = time.process_time()
        refused(text)
        assert time.process_time() - start < 2

    def test_the_limit_itself_is_fine(self) -> None:
        assert data("[" * MAX_DEPTH + "]" * MAX_DEPTH) is not None

    def test_one_more_is_refused_where_it_begins(self) -> None:
        assert refused("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).column == MAX_DEPTH + 1


class TestRefusedText:
    @pytest.mark.parametrize(
        "text",
        [
            "a: !!python/object/apply:os.system [ls]",
            "a: !!str 1",
            "a: !x {b: 1}",
            "a: !!set [b]",
            "!!map {a: 1}",
            "a: !!binary aGVsbG8=",
            "!!str a: 1",
            "!!binary aGVsbG8=: 1",
        ],
    )
    def test_tags(self, text: str) -> None:
        assert "tag" in refused(text).message

    @pytest.mark.parametrize("text", [".nan", ".NaN", ".inf", "-.inf", "+.INF"])
    def test_numbers_that_are_not_finite(self, text: str) -> None:
        problem = refused(f"a: {text}")
        assert "not a finite number" in problem.message
        assert (problem.line, problem.column) == (1, 4)

    @pytest.mark.parametrize("text", ["1e400", "-1e400", "9" * 400])
    def test_numbers_too_large_to_be_one(self, text: str) -> None:
        assert "too large" in refused(f"a: {text}").message

    @pytest.mark.parametrize("text", ["", "\n", "  \n\n", "# nothing but words\n"])
    def test_nothing(self, text: str) -> None:
        assert refused(text).message == "The file is empty."

    def test_a_second_document(self) -> None:
        problem = refused("a: 1\n---\nb: 2\n")
        assert problem.message == "A second document begins here."
        assert problem.line == 2

    @pytest.mark.parametrize(
        "text", ["holds: >= 5 x", "holds: > 5 x", "a:\n  holds: >= 600 orders/s\n  b: 1"]
    )
    def test_an_unquoted_limit_is_explained(self, text: str) -> None:
        problem = refused(text)
        bare = text.partition("holds: ")[2].partition("\n")[0]
        assert "begins with '>'" in problem.message
        assert problem.fix == f'Put it in quotes: "{bare}".'

    def test_a_tab_for_indentation_is_explained(self) -> None:
        problem = refused("a:\n\tb: 1\n")
        assert "tabs" in problem.fix
        assert problem.line == 2

    @pytest.mark.parametrize(
        "text", ["a: b: c", "a: [", '"a', "a: @x", "a: %x", "- a\nb", "%YAML x\n---\na", "]"]
    )
    def test_what_is_not_yaml(self, text: str) -> None:
        refused(text)

    @pytest.mark.parametrize(
        "raw", [b"a: \xff", b"a: 1\nb: \xe9\n", b"\xff\xfea\x00:\x00", b"a: \xed\xa0\x80"]
    )
    def test_bytes_that_are_not_utf8(self, raw: bytes, tmp_path: Path) -> None:
        assert "is not UTF-8" in refused(raw, tmp_path).message

    def test_the_byte_is_placed(self, tmp_path: Path) -> None:
        problem = refused(b"a: 1\nb: \xe9\n", tmp_path)
        assert (problem.line, problem.column) == (2, 4)

    @pytest.mark.parametrize("code", [*range(9), 11, 12, *range(14, 32), 127, 128, 159])
    def test_control_characters(self, code: int) -> None:
        problem = refused(f"a: 1\nb: x{chr(code)}y\n")
        assert "control character" in problem.message
        assert (problem.line, problem.column) == (2, 5)

    @pytest.mark.parametrize(
        "char", BIDI + "\u200b\u200c\u200d\u2060\ufeff", ids=lambda char: f"U+{ord(char):04X}"
    )
    def test_characters_that_nobody_sees(self, char: str) -> None:
        problem = refused(f"a: 1\nb: x{char}y\n")
        assert f"U+{ord(char):04X}" in problem.message
        assert (problem.line, problem.column) == (2, 5)

    @pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029"], ids=lambda char: f"U+{ord(char):04X}")
    def test_line_ends_that_no_editor_shows(self, char: str) -> None:
        """libyaml would count a line there that nobody else counts."""
        assert refused(f"a: x{char}  y\nb: 1\n").line == 1

    @pytest.mark.parametrize(
        "escape", [r"\0", r"\a", r"\b", r"\e", r"\x1b", r"\x7f", r"\u202e", r"\u2066", r"\u200b", r"\uFEFF"]
    )
    def test_neither_when_written_as_an_escape(self, escape: str) -> None:
        assert refused(f'a: 1\nb: "x{escape}y"\n').line == 2

    def test_nor_in_a_key(self) -> None:
        assert refused('a: 1\n"x\\u202ey": 1\n').line == 2

    def test_ordinary_escapes_are_fine(self) -> None:
        assert data(r'a: "x\ty\nz\u00e9"') == {"a": "x\ty\nzé"}

    def test_text_that_cannot_be_encoded(self) -> None:
        refused("a: \ud800")


class TestFiles:
    def test_a_file_too_large_is_refused_unread(self, tmp_path: Path) -> None:
        file = tmp_path / "dossier.yaml"
        with file.open("wb") as stream:
            stream.truncate(200 * 1024 * 1024)
        start = time.process_time()
        problem = refused(file)
        assert time.process_time() - start < 0.5
        assert "209,715,200" in problem.message
        assert f"{MAX_BYTES:,}" in problem.message

    def test_many_values_are_refused(self) -> None:
        start = time.process_time()
        assert "more than" in refused("[" + "1," * 300_000 + "]").message
        assert time.process_time() - start < 10

    def test_a_missing_file_is_called_missing(self, tmp_path: Path) -> None:
        assert "not exist" in refused(tmp_path / "none.yaml").message

    def test_a_folder(self, tmp_path: Path) -> None:
        assert "regular file" in refused(tmp_path).message

    def test_a_link_even_to_a_sound_file(self, tmp_path: Path) -> None:
        (tmp_path / "real.yaml").write_text("a: 1")
        (tmp_path / "link.yaml").symlink_to("real.yaml")
        assert "regular file" in refused(tmp_path / "link.yaml").message

    def test_a_broken_link(self, tmp_path: Path) -> None:
        (tmp_path / "link.yaml").symlink_to("nowhere")
        refused(tmp_path / "link.yaml")

    def test_a_pipe_nobody_writes_to(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.yaml")
        assert "regular file" in refused(tmp_path / "pipe.yaml").message

    @pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
    def test_a_device(self, device: str) -> None:
        assert "regular file" in refused(Path(device)).message

    def test_the_problem_is_about_what_the_file_describes(self, tmp_path: Path) -> None:
        assert refused(tmp_path / "none.yaml").scope == SCOPE
