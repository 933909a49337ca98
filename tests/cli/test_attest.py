"""``dossier attest``: what it signs, what it refuses, and that it writes both files or none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_dossiers.check.gate import run_gate
from mkdocs_dossiers.cli.commands.attest import command
from mkdocs_dossiers.model.attestation import Standing
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.folder_digest import folder_digest
from tests.signing import grace, signer
from tests.workspace import Example, git

WHO = ("--by", "Grace Reviewer", "--as", "grace@example.org", "--key", str(grace().key))


def attest(workspace: Example, *arguments: str, level: str = "evaluated", known: bool = True) -> Result:
    if known:
        (workspace.root / "dossiers/allowed_signers").write_text(grace().line)
    what = ["--root", str(workspace.root), "--level", level, *WHO, "--yes", *arguments]
    return CliRunner().invoke(command, what)


def written(workspace: Example) -> list[Path]:
    return sorted(workspace.root.glob("dossiers/demo/attestations/*"))


def test_it_signs_what_it_shows_and_the_gate_accepts_it(workspace: Example) -> None:
    done = attest(workspace, "demo@1.0", "--checked", 'Read "all": twice.', "--note", "No: turbo.")
    assert done.exit_code == 0, done.output
    document, signature = written(workspace)
    assert done.stdout.split() == [str(file.relative_to(workspace.root)) for file in (document, signature)]
    assert document.read_text() in done.stderr
    assert 'Read \\"all\\": twice.' in document.read_text()
    assert f"digest: {folder_digest(workspace.dossier.parent)}\n" in document.read_text()
    git(workspace.root, "add", ".")
    git(workspace.root, "commit", "--quiet", "--message=Sign it off")
    report = run_gate(workspace.root)
    assert report.ok()
    (found,) = report.sign_offs[Reference("demo", "1.0")]
    assert found.standing is Standing.VALID
    assert found.attestation.checked[0] == 'Read "all": twice.'


def test_what_was_measured_again_is_found(workspace: Example) -> None:
    done = attest(workspace, "demo@1.0/speedup", level="reproduced")
    assert done.exit_code == 0, done.output
    text = written(workspace)[0].read_text()
    again = workspace.dossier.parent / "reproductions/2026-11-21-platform-team"
    assert f"reproduction:\n  name: {again.name}\n  digest: {folder_digest(again)}\n" in text
    with (again / "reproduction.yaml").open("a") as file:
        file.write("# changed\n")
    (found,) = run_gate(workspace.root).sign_offs[Reference("demo", "1.0", "speedup")]
    assert found.standing is Standing.VOID
    assert again.name in found.reason


def test_a_dry_run_prints_the_bytes_and_writes_nothing(workspace: Example) -> None:
    done = attest(workspace, "demo@1.0", "--dry-run", known=False)
    assert done.exit_code == 0
    assert done.stdout.startswith("# yaml-language-server")
    assert written(workspace) == []
    assert attest(workspace, "demo@1.0").exit_code == 0
    assert written(workspace)[0].read_text() == done.stdout


@pytest.mark.parametrize(
    ("arguments", "level", "code", "says"),
    [
        (("demo@1.0", "--by", "The testers"), "evaluated", 1, "is an author of demo@1.0, or owns demo"),
        (("demo@1.2",), "evaluated", 1, "is a draft"),
        (("demo@1.0/sort-median",), "reproduced", 1, "no claim of it held"),
        (("demo@1.1",), "replicated", 1, "Nobody but its authors has replicated demo@1.1"),
        (("demo@1.0", "--reproduction", "2026-01-01-x"), "reproduced", 1, "There are: 2026-11-21-platform-team"),
        (("demo@1.0", "--reproduction", "2026-01-01-x"), "evaluated", 2, "goes with --level reproduced"),
        (("demo",), "evaluated", 2, "Name a version or a claim"),
        (("demo@1.0/gone",), "evaluated", 2, "has no claim gone. There are: sort-median"),
        (("demo@1.0", "--as", "-n x"), "evaluated", 2, "is not an address"),
        (("demo@1.0", "--checked", "a\u202eb"), "evaluated", 2, "U+202E"),
        (("demo@1.0", "--note", "x" * 3000), "evaluated", 2, "longer than 2000"),
        (("demo@1.0", "--key", str(signer("Mallory", "m@example.org").key)), "evaluated", 1, "adds this line"),
    ],
)  # fmt: skip
def test_what_is_not_signed_leaves_nothing_and_says_why(
    workspace: Example, arguments: tuple[str, ...], level: str, code: int, says: str
) -> None:
    done = attest(workspace, *arguments, level=level)
    assert (done.exit_code, done.stdout) == (code, "")
    assert says in done.stderr
    assert written(workspace) == []


def test_the_line_it_proposes_is_the_one_that_is_missing(workspace: Example) -> None:
    done = attest(workspace, "demo@1.0", known=False)
    assert done.exit_code == 1
    assert grace().line in done.stderr


def test_nobody_is_asked_where_nobody_is(workspace: Example) -> None:
    arguments = ["--root", str(workspace.root), "demo@1.0", "--level", "evaluated", *WHO]
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == 2
    assert "run it again with --yes" in done.stderr


def test_what_the_gate_refuses_is_not_signed(workspace: Example) -> None:
    workspace.replace("holds: <= 5 ms", "holds: <= 1 us")
    done = attest(workspace, "demo@1.0")
    assert done.exit_code == 1
    assert "dossier check demo@1.0" in done.stderr


def test_a_second_sign_off_replaces_nothing(workspace: Example) -> None:
    assert attest(workspace, "demo@1.0").exit_code == 0
    before = {file: file.read_bytes() for file in written(workspace)}
    assert attest(workspace, "demo@1.0").exit_code == 0
    assert len(written(workspace)) == 4
    assert all(file.read_bytes() == raw for file, raw in before.items())


def test_it_writes_both_files_or_none(workspace: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a disk that is full when the second file is written."""
    link, done = os.link, []

    def failing(source: str, target: Path) -> None:
        done.append(target)
        if len(done) == 2:
            raise OSError(28, "No space left on device")
        link(source, target)

    monkeypatch.setattr(os, "link", failing)
    found = attest(workspace, "demo@1.0")
    assert found.exit_code == 2
    assert "No space left on device" in found.stderr
    assert len(done) == 2
    assert written(workspace) == []
