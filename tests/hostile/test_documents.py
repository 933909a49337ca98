"""Documents made to keep the reader busy, to fill memory, or to mean something else than they show."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_dossiers.model.problem import Problem
from tests.hostile.child import check_bounds, dossier
from tests.hostile.places import DOCUMENTS
from tests.hostile.sound import V1, reported
from tests.workspace import Example, commit_edits, keep_records


def written(example: Example, raw: bytes, kind: str = "dossier") -> list[Problem]:
    """What the gate says about a document with these bytes; the sound one is put back."""
    file = example.root / DOCUMENTS[kind]
    sound = file.read_bytes()
    file.write_bytes(raw)
    try:
        report = reported(example.root)
        assert not report.ok()
        return [problem for problem in report.problems if problem.path == DOCUMENTS[kind]]
    finally:
        file.write_bytes(sound)


def sound(example: Example, kind: str = "dossier") -> bytes:
    return (example.root / DOCUMENTS[kind]).read_bytes()


LAUGHS = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (name, name, b",".join([b"*%c" % (name - 1)] * 9))
    for name in range(ord("b"), ord("k"))
)
MANY = b"".join(b"x%d: [%s]\n" % (n, b"[1]," * 9000) for n in range(13))
TAIL: dict[str, tuple[bytes, str]] = {
    "more than 64 aliases": (b"a: &a 1\nb: [" + b"*a," * 65 + b"]\n", "More than 64 aliases"),
    "aliases of aliases": (LAUGHS, "more than 200,000 values"),
    "an alias of itself": (b"a: &a [*a]\n", "There is no anchor &a"),
    "a merge key": (b"a: &a {b: 1}\nc: {<<: *a}\n", "Merge keys"),
    "a duplicate key": (b"schema: 1\n", "a second time; the first is in line 2"),
    "10,000 deep in flow": (b"x: " + b"[" * 10_000 + b"]" * 10_000 + b"\n", "more than 32 deep"),
    "10,000 deep in blocks": (b"x:\n" + b"".join(b" " * n + b"-\n" for n in range(1, 3000)), "more than 32 deep"),
    "10,000 deep mappings": (b"x: " + b"{a: " * 10_000 + b"1" + b"}" * 10_000 + b"\n", "more than 32 deep"),
    "never closed": (b"x: " + b"[" * 31, "opened and not closed"),
    "not a number": (b"x: .nan\n", "not a finite number"),
    "infinity": (b"x: -.inf\n", "not a finite number"),
    "too large a number": (b"x: 1e999\n", "too large for a number"),
    "a number of 100,000 digits": (b"x: " + b"9" * 100_000 + b"\n", "100,000 characters"),
    "a number of 4,000 digits": (b"confidence: " + b"9" * 4000 + b"\n", ""),
    "not UTF-8": (b"x: \xff\xfe\n", "not UTF-8"),
    "NUL": (b"x: a\0b\n", "control character"),
    "NUL as an escape": (b'x: "a\\0b"\n', "invisible character U+0000"),
    "an escape sequence": (b"x: \x1b[2J\n", "control character"),
    "bidi override": ("x: a\u202eb\n".encode(), "invisible character U+202E"),
    "bidi isolate as an escape": (b'x: "a\\u2066b"\n', "invisible character U+2066"),
    "a mark in the middle": ("x: a\ufeffb\n".encode(), "invisible character U+FEFF"),
    "a lone surrogate": (b'x: "\\ud800"\n', ""),
    "a Python object": (b"x: !!python/object/apply:os.system [id]\n", "tag"),
    "a tag of 10,000 characters": (b"x: !" + b"a" * 10_000 + b" y\n", "tag"),
    "an anchor of 10,000 characters": (b"x: *" + b"a" * 10_000 + b"\n", ""),
    "a second document": (b"---\nx: 1\n", "second document"),
    "a list as a key": (b"[a]: 1\n", "key must be plain text"),
    "a long text": (b"x: " + b"word " * 200_000 + b"\n", "characters; at most 20,000"),
    "a long key": (b"k" * 1000 + b": 1\n", "1,000 characters; at most 500"),
    "many values": (b"x: [" + b"1," * 300_000 + b"1]\n", "more than 10,000 values"),
    "many keys": (b"".join(b"k%d: 1\n" % n for n in range(20_000)), "more than 10,000 values"),
    "many lists": (MANY, "more than 200,000 values"),
    "a directive": (b"%YAML 9.9\n---\n", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", TAIL)
def test_the_end_of_a_document_spoils_all_of_it(pristine: Example, name: str) -> None:
    tail, message = TAIL[name]
    raw = sound(pristine) + tail
    problems = written(pristine, raw)
    assert problems
    (found,) = [problem for problem in problems if message in problem.message][:1]
    assert len(found.message) < 600
    if message:
        assert found.line == 1 or found.line > raw[: len(raw) - len(tail)].count(b"\n")


@pytest.mark.parametrize(
    ("section", "entry"),
    [
        ("claims", b"  c%d: {says: x}\n"),
        ("data", b"  d%d: {file: data/x.json}\n"),
        ("  steps", b"    - {does: a%d, run: b}\n"),
    ],
)
def test_a_crowd_of_claims_datasets_or_steps(pristine: Example, section: str, entry: bytes) -> None:
    """Rules compare them with each other."""
    head = f"\n{section}:\n".encode()
    crowd = b"".join(entry % number for number in range(9000))
    raw = sound(pristine).replace(head, head + crowd, 1)
    (found, *_) = written(pristine, raw)
    assert "9,0" in found.message
    assert "are checked" in found.message
    assert found.line == raw[: raw.index(head)].count(b"\n") + 2


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("raw", [b"[" * 10_000, b"", b"\xff" * 100, b"null"])
def test_every_kind_of_document_is_refused_alike(pristine: Example, kind: str, raw: bytes) -> None:
    assert written(pristine, raw, kind)


@pytest.mark.parametrize(
    "change",
    [lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw.replace(b"\n", b"\r\n")],
    ids=["a mark at the start", "CRLF"],
)
def test_what_editors_of_other_systems_write_is_read(
    workspace: Example, change: Callable[[bytes], bytes]
) -> None:
    workspace.dossier.write_bytes(change(workspace.dossier.read_bytes()))
    keep_records(workspace.root)
    commit_edits(workspace.root)
    assert len(reported(workspace.root, V1).judgements) == 5


@pytest.mark.parametrize("kind", ["dossier", "environment", "published"])
def test_two_hundred_megabytes_are_not_read(pristine: Example, kind: str) -> None:
    file = pristine.root / DOCUMENTS[kind]
    before = file.read_bytes()
    try:
        os.truncate(file, 200_000_000)
        found = dossier("check", "--root", pristine.root)
    finally:
        file.write_bytes(before)
    check_bounds(found)
    assert f"{DOCUMENTS[kind]}:1:1: error" in found.stdout
    assert "200,000,000 bytes; at most 8,388,608 are read" in found.stdout


def test_eight_megabytes_of_lines(pristine: Example) -> None:
    """The most that is read, all of it line ends."""
    file = pristine.root / DOCUMENTS["dossier"]
    before = file.read_bytes()
    try:
        file.write_bytes(before + b"\n" * 8_000_000 + b"x: 1\n")
        found = dossier("check", "--root", pristine.root)
    finally:
        file.write_bytes(before)
    check_bounds(found)
    assert "The key 'x' is not known here" in found.stdout


def test_as_much_as_is_read(pristine: Example) -> None:
    """Two hundred claims of unknown keys and long sentences stay a matter of seconds."""
    says, statistic = "x" * 1000, "9" * 1000
    sentence = "faster than 5 ms up to 2x at the 99th percentile by a-b_c 1,000 " * 60
    claims = "".join(
        f"  c{number}:\n    says: {sentence}\n    metric: latency\n    of: load/{says}\n"
        f"    statistic: p{statistic}\n    holds: <= 1 ms\n    context: {sentence}\n    another{number}: 1\n"
        for number in range(200)
    ).encode()
    raw = sound(pristine).replace(b"\nclaims:\n", b"\nclaims:\n" + claims, 1)
    file = pristine.root / DOCUMENTS["dossier"]
    before = file.read_bytes()
    try:
        file.write_bytes(raw)
        found = dossier("check", "--root", pristine.root)
    finally:
        file.write_bytes(before)
    assert "Traceback" not in found.said
    assert found.code == 1
    assert found.megabytes < 1000
    assert found.seconds < 15


def test_a_document_is_not_read_through_a_link(pristine: Example, tmp_path: Path) -> None:
    for kind, path in DOCUMENTS.items():
        file = pristine.root / path
        before = file.read_bytes()
        (tmp_path / kind).write_bytes(before + b"\nmarker-of-another-file: 1\n")
        file.unlink()
        try:
            file.symlink_to(tmp_path / kind)
            report = reported(pristine.root)
            assert any(
                "not a regular file" in problem.message for problem in report.problems if problem.path == path
            )
            assert not any("marker" in problem.message for problem in report.problems)
        finally:
            file.unlink()
            file.write_bytes(before)
