"""Documents changed in place: the change, and not a byte more."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_dossiers.author.edit import CannotEdit, insert, set_value, update
from mkdocs_dossiers.author.entry import entry_lines, scalar
from mkdocs_dossiers.model.problem import Refused
from mkdocs_dossiers.read.yaml_document import read_yaml_text

ROOT = Path(__file__).resolve().parents[2]
ENTRY = {"file": "data/b.json", "sha256": "0" * 64}
BLOCK = '  b:\n    file: data/b.json\n    sha256: "' + "0" * 64 + '"\n'


def inserted(text: str, **options: object) -> str:
    return insert(text.encode(), "dossier.yaml", ("data", "b"), ENTRY, **options).decode()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("data:\n  a: {file: x}\nclaims: {}\n", f"data:\n  a: {{file: x}}\n{BLOCK}claims: {{}}\n"),
        ("data:\n  a: {file: x}\n\nclaims: {}\n", f"data:\n  a: {{file: x}}\n{BLOCK}\nclaims: {{}}\n"),
        ("data:\n  a: x  # why\n  # of a\n\n# of claims\nclaims: {}\n",
         f"data:\n  a: x  # why\n  # of a\n{BLOCK}\n# of claims\nclaims: {{}}\n"),
        ("data:\n  a:\n    note: |\n      x\n\n      y\nclaims: {}\n",
         f"data:\n  a:\n    note: |\n      x\n\n      y\n{BLOCK}claims: {{}}\n"),
        ("data:\nclaims: {}\n", f"data:\n{BLOCK}claims: {{}}\n"),
        ("data: {}  # none yet\nclaims: {}\n", f"data:  # none yet\n{BLOCK}claims: {{}}\n"),
        ("data: null\nclaims: {}\n", f"data:\n{BLOCK}claims: {{}}\n"),
        ("data: ~\n  # a: like this\n  #   file: x\nclaims: {}\n",
         f"data:\n  # a: like this\n  #   file: x\n{BLOCK}claims: {{}}\n"),
        ("title: x", f"title: x\ndata:\n{BLOCK}"),
        ("title: x\n", f"title: x\ndata:\n{BLOCK}"),
        ("data:\n  a: x", f"data:\n  a: x\n{BLOCK}"),
        ("data:\n  a: x\n...\n", f"data:\n  a: x\n{BLOCK}...\n"),
        ("---\ndata:\n  a: x\n", f"---\ndata:\n  a: x\n{BLOCK}"),
        ("\ufeffdata:\n  a: x\n", f"\ufeffdata:\n  a: x\n{BLOCK}"),
        ("data: {a: x}\n", "data: {a: x, b: {file: data/b.json, sha256: \"" + "0" * 64 + '"}}\n'),
        ("data: {a: x,}\n", "data: {a: x, b: {file: data/b.json, sha256: \"" + "0" * 64 + '"},}\n'),
        ('{"data": {"a": 1}}', '{"data": {"a": 1, "b": {"file": "data/b.json", "sha256": "' + "0" * 64 + '"}}}'),
        ("{data: {}}\n", "{data: {b: {file: data/b.json, sha256: \"" + "0" * 64 + '"}}}\n'),
        ("data:\n  a: &x {y: z}\nclaims:\n  c: *x\n",
         f"data:\n  a: &x {{y: z}}\n{BLOCK}claims:\n  c: *x\n"),
    ],
)  # fmt: skip
def test_an_entry_is_put_in_and_nothing_else_changes(before: str, after: str) -> None:
    assert inserted(before) == after


def test_line_ends_and_indentation_are_those_of_the_file() -> None:
    text = "x: 1\r\ndata:\r\n    a:\r\n        file: x\r\n    # end\r\nclaims: {}\r\n"
    made = inserted(text)
    assert made == text.replace(
        "    # end\r\n",
        '    # end\r\n    b:\r\n        file: data/b.json\r\n        sha256: "' + "0" * 64 + '"\r\n',
    )


def test_a_missing_section_goes_above_the_next_one_and_its_comment() -> None:
    made = inserted("title: x\n\n# What it says\n# in short\nclaims: {}\n", before=("claims", "reproduce"))
    assert made == f"title: x\n\ndata:\n{BLOCK}\n# What it says\n# in short\nclaims: {{}}\n"


def test_a_comment_goes_above_the_entry() -> None:
    made = inserted("data:\n  a: x\n", comment=("Look at this", ""))
    assert made == f"data:\n  a: x\n  # Look at this\n  #\n{BLOCK}"


@pytest.mark.parametrize(
    ("before", "pointer", "value", "after"),
    [
        ("status: draft  # until it holds\n", ("status",), "published", "status: published  # until it holds\n"),
        ("status: 'draft'\n", ("status",), "published", "status: published\n"),
        ("status:\na: 1\n", ("status",), "published", "status: published\na: 1\n"),
        ("status: # none\n", ("status",), "published", "status: published # none\n"),
        ("a:\n  note: >-\n    one\n    two\n\n  b: 1\n", ("a", "note"), "three", "a:\n  note: three\n\n  b: 1\n"),
        ("a: {b: c, d: e}\n", ("a", "b"), "x, y", 'a: {b: "x, y", d: e}\n'),
        ("s:\n  - does: x\n    run: y\n", ("s", 0, "run"), "z", "s:\n  - does: x\n    run: z\n"),
        ("s:\n  - does: x\n    run: y\n  - does: v\n", ("s", 0, "gives"), "data/z",
         "s:\n  - does: x\n    run: y\n    gives: data/z\n  - does: v\n"),
        ("a:\n  b:\n    c: 1\n    # gone\n    d: 2\n  # stays\n  e: 1\n", ("a", "b"), {"x": {"z": {}}},
         "a:\n  b:\n    x:\n      z: {}\n  # stays\n  e: 1\n"),
        ('"v": "2026.11"\n', ("v",), "2026.12", '"v": "2026.12"\n'),
        ("v: 1\n", ("v",), 1.5, "v: 1.5\n"),
    ],
)  # fmt: skip
def test_a_value_is_replaced_where_it_stands(
    before: str, pointer: tuple[str | int, ...], value: object, after: str
) -> None:
    assert set_value(before.encode(), "x.yaml", pointer, value).decode() == after


def test_updating_keeps_the_keys_and_comments_nobody_named() -> None:
    text = "data:\n  a:\n    # mine\n    note: keep\n    sha256: abc  # old\n    file: x\n"
    made = update(
        text.encode(), "x.yaml", ("data", "a"), {"sha256": "def", "file": "x", "tool": "t"}
    ).decode()
    assert (
        made == "data:\n  a:\n    # mine\n    note: keep\n    sha256: def  # old\n    file: x\n    tool: t\n"
    )


@pytest.mark.parametrize(
    ("text", "pointer", "words", "line"),
    [
        ("a: 1\ndata:\n  b: {}\n", ("data", "b"), "already", 3),
        ("a: 1\ndata: text\n", ("data", "b"), "no mapping", 2),
        ("a: 1\ndata: [x]\n", ("data", "b"), "no mapping", 2),
        ("a: &x {y: z}\ndata: *x\n", ("data", "b"), "by hand", 2),
        ("a: &x\n  y: z\ndata: *x\n", ("a", "b"), "cannot be written", 1),
        ("a: [x: 1]\n", ("a", 0, "b"), "cannot be written", 1),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_with_the_place_and_the_lines_to_paste(
    text: str, pointer: tuple[str | int, ...], words: str, line: int
) -> None:
    with pytest.raises(CannotEdit) as refused:
        insert(text.encode(), "dossiers/x/1.0/dossier.yaml", pointer, {"file": "data/b.json"})
    problem = refused.value.problem
    assert words in f"{problem.message} {problem.fix}"
    assert (problem.path, problem.line) == ("dossiers/x/1.0/dossier.yaml", line)
    assert "file: data/b.json" in refused.value.paste


@pytest.mark.parametrize("raw", [b"a: [\n", b"\xff\xfe\n", b"", b"# only\n", b"- a\n", b"a: &x 1\nb: *y\n"])
def test_what_is_no_document_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused):
        insert(raw, "x.yaml", ("data", "b"), {"c": 1})


@pytest.mark.parametrize(
    "file", sorted(ROOT.glob("dossiers/*/*/dossier.yaml")), ids=lambda file: file.parent.name
)
def test_our_own_dossiers_keep_every_byte(file: Path) -> None:
    raw = file.read_bytes()
    for section in ("data", "claims"):
        made = insert(raw, "x.yaml", (section, "new-one"), ENTRY)
        lines = entry_lines("new-one", ENTRY, 2, 2)
        block = "".join(f"{line}\n" for line in lines).encode()
        assert made.replace(block, b"", 1) == raw


WORD = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"), exclude_characters="\xad"), max_size=30
)
LEAF = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | WORD
)
VALUES = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORD, inner, max_size=3), max_leaves=8
)


@settings(max_examples=150, deadline=None)
@given(
    key=WORD,
    value=VALUES,
    text=st.sampled_from(["a: 1\n", "d:\n    x: y\n", "d: {}\n", "d: {x: y}\n", "{}\n"]),
)
def test_whatever_is_put_in_is_read_again_as_it_was(key: str, value: object, text: str) -> None:
    made = insert(text.encode(), "x.yaml", ("d", key), value).decode()
    assert read_yaml_text(made, "x.yaml").find("d", key) == value


def test_long_texts_are_folded_and_short_mappings_stay_in_one_line() -> None:
    lines = entry_lines(
        "unary",
        {
            "command": "python -m bench " + "--option value " * 12 + "end",
            "measured": "2026-11-21T10:00:00Z",
            "columns": {"metrics": {"latency": {"column": "latency_s", "unit": "s"}}},
            "on": "no",
            "n": "1.0",
        },
        2,
        2,
    )
    assert lines[0] == "  unary:"
    assert lines[1] == "    command: >-"
    assert max(map(len, lines)) <= 110
    assert "    measured: 2026-11-21T10:00:00Z" in lines
    assert "        latency: {column: latency_s, unit: s}" in lines
    assert lines[-2:] == ['    "on": "no"', '    "n": "1.0"']


@pytest.mark.parametrize(
    ("text", "written"),
    [("0ba2b0", "0ba2b0"), ("0b10", '"0b10"'), ("0x1F", '"0x1F"'), ("0o17", '"0o17"'), ("12e3", '"12e3"'),
     ("1:30", '"1:30"'), ("a: b", '"a: b"'), ("a:b", "a:b"), ("a #b", '"a #b"'), ("", '""'),
     (" a", '" a"'), ("- a", '"- a"'), ("12e3a", "12e3a")],
)  # fmt: skip
def test_texts_are_quoted_where_some_reader_takes_them_for_something_else(text: str, written: str) -> None:
    assert scalar(text) == written
    assert read_yaml_text(f"k: {written}\n", "x.yaml").find("k") == text
