"""Arguments nobody means: a message and exit code 2, never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hostile.child import dossier
from tests.workspace import Example

LONG = "a" * 100_000


def refused(*arguments: str | Path | bytes, cwd: Path) -> str:
    found = dossier(*arguments, cwd=cwd)
    assert found.code in (1, 2), found.said
    assert "Traceback" not in found.said
    assert found.stderr.strip()
    return found.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["inspect", LONG],
        ["check", LONG],
        ["check", "--root", LONG],
        ["check", "--output", f"json={LONG}"],
        ["export", LONG],
        ["export", "/proc/x"],
        ["export", "/dev/null"],
        ["export", "dossiers/demo/project.yaml/x"],
        ["inspect", "/proc/self/mem"],
        ["inspect", "/proc/kmsg"],
        ["check", b"\xff"],
        ["export", "new", "--title", b"\xff"],
        ["capture", "--project", b"\xff"],
    ],
    ids=lambda arguments: " ".join(str(word)[:20] for word in arguments),
)
def test_an_argument_ends_in_a_message(pristine: Example, arguments: list[str | bytes]) -> None:
    refused(*arguments, cwd=pristine.root)


def test_a_raw_file_whose_name_is_not_text(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/\xff\xfe.csv"
    Path(os.fsdecode(file)).write_text("v\n1\n2\n")
    for form in ("text", "json"):
        found = dossier("inspect", file, "--format", form)
        assert found.code == 0, found.said
        assert "v" in found.stdout


NAMES = (
    "a'b.csv",
    'a"b.csv',
    "a;b.csv",
    "a*b.csv",
    "[a].csv",
    "{{a}}.csv",
    "a\nb.csv",
    "$file.csv",
    "--x.csv",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_raw_file_whose_name_means_something_elsewhere(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("v\n1\n2\n")
    found = dossier("inspect", f"./{name}", cwd=tmp_path)
    assert found.code == 0, found.said
    assert "SHA-256 " in found.stdout
