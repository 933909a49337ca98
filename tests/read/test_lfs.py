"""Raw files that the real Git LFS keeps, with a remote on this machine."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.base import base_of
from mkdocs_dossiers.read.folder_digest import folder_digest
from mkdocs_dossiers.read.lfs import Pointer, pointer_in, take
from tests.gates import run_gate
from tests.workspace import Example, git

V1 = Reference("demo", "1.0")
RAW = "dossiers/demo/1.0/data/load.csv"
HEAD = "version https://git-lfs.github.com/spec/v1\n"
OID = "oid sha256:" + "a" * 64 + "\n"

needs_lfs = pytest.mark.skipif(
    shutil.which("git-lfs") is None, reason="no git-lfs: on Debian, apt-get install git-lfs"
)


def with_lfs(workspace: Example, *patterns: str) -> None:
    """The files of these patterns are kept by Git LFS from the next commit on, and so is everything that was."""
    git(workspace.root, "lfs", "install", "--local")
    git(workspace.root, "lfs", "track", *patterns)
    git(workspace.root, "add", "--renormalize", ".")
    git(workspace.root, "add", ".gitattributes")
    git(workspace.root, "commit", "--quiet", "--message=Keep raw files with Git LFS")


def cloned(workspace: Example, folder: Path, *, pulled: bool) -> Example:
    """What somebody else gets through a bare remote; with the files themselves when they are ``pulled``."""
    remote = folder / "remote.git"
    git(workspace.root, "init", "--quiet", "--bare", str(remote))
    git(workspace.root, "remote", "add", "origin", f"file://{remote}")
    git(workspace.root, "push", "--quiet", "origin", "HEAD:main")
    git(
        workspace.root,
        "-c",
        "init.defaultBranch=main",
        "clone",
        "--quiet",
        f"file://{remote}",
        str(folder / "clone"),
        "--branch",
        "main",
    )
    clone = Example(folder / "clone", workspace.commit)
    if pulled:
        git(clone.root, "lfs", "install", "--local")
        git(clone.root, "lfs", "pull")
    return clone


def failing(report: Report) -> set[str]:
    return {each.rule for each in report.problems if each.severity.value != "info"}


@needs_lfs
class TestWithTheRealThing:
    def test_content_that_was_pulled_is_as_good_as_committed(
        self, workspace: Example, tmp_path: Path
    ) -> None:
        before = folder_digest(workspace.root / "dossiers/demo/1.0")
        with_lfs(workspace, "*.csv")
        clone = cloned(workspace, tmp_path, pulled=True)
        assert git(clone.root, "cat-file", "blob", f"HEAD:{RAW}").startswith("version https://git-lfs")
        report = run_gate(clone.root)
        assert failing(report) == set()
        assert report.judgements
        assert folder_digest(clone.root / "dossiers/demo/1.0") == before

    def test_pointers_are_said_and_count_for_what_they_stand_for(
        self, workspace: Example, tmp_path: Path
    ) -> None:
        with_lfs(workspace, "*.csv")
        clone = cloned(workspace, tmp_path, pulled=False)
        content = (workspace.root / RAW).read_bytes()
        assert pointer_in((clone.root / RAW).read_bytes()) == Pointer(
            hashlib.sha256(content).hexdigest(), len(content)
        )
        report = run_gate(clone.root, only=[V1])
        assert failing(report) == {"evidence/raw-file"}  # and nothing of the record, or of a digest
        (problem, *_) = (each for each in report.problems if each.rule == "evidence/raw-file")
        assert f"is a Git LFS pointer to {len(content):,} bytes" in problem.message
        assert (
            problem.fix == f"Fetch it: git lfs pull --include {problem.path.rpartition('/')[0]}/data/load.csv"
        )
        git(clone.root, "lfs", "install", "--local")
        git(clone.root, "lfs", "pull", "--include", RAW)
        assert pointer_in((clone.root / RAW).read_bytes()) is None
        assert all("reproductions" in each.path for each in run_gate(clone.root, only=[V1]).problems)
        git(clone.root, "lfs", "pull")
        assert failing(run_gate(clone.root, only=[V1])) == set()

    def test_a_pointer_to_other_bytes_than_declared(self, workspace: Example, tmp_path: Path) -> None:
        with_lfs(workspace, "*.csv")
        clone = cloned(workspace, tmp_path, pulled=False)
        (clone.root / RAW).write_text(f"{HEAD}{OID}size 12\n")
        (problem, *_) = (
            each for each in run_gate(clone.root, only=[V1]).problems if each.rule == "evidence/raw-file"
        )
        assert "the pointer stands for other bytes" in problem.message
        assert "git lfs pull" not in problem.fix

    def test_against_a_base(self, workspace: Example, tmp_path: Path) -> None:
        """What was published is as it was, whether the branch's own files or their pointers lie here."""
        with_lfs(workspace, "*.csv")
        for pulled in (True, False):
            folder = tmp_path / str(pulled)
            folder.mkdir()
            if not pulled:
                git(workspace.root, "remote", "remove", "origin")
            clone = cloned(workspace, folder, pulled=pulled)
            git(clone.root, "checkout", "--quiet", "-b", "work")
            document = clone.root / "dossiers/demo/1.2/dossier.yaml"
            document.write_text(document.read_text() + "# a word more\n")
            with base_of(clone.root, "main") as base:
                report = run_gate(clone.root, base=base)
                assert "history/changed" not in failing(report)
                (dossier,) = (each for each in base.workspace.dossiers if each.reference == V1)
                held = (dossier.folder / "data/load.csv").read_bytes()
                assert (pointer_in(held) is None) is pulled
            changed = clone.root / RAW
            changed.write_bytes(
                changed.read_bytes().replace(b"fast", b"slow") if pulled else f"{HEAD}{OID}size 1\n".encode()
            )
            with base_of(clone.root, "main") as base:
                assert {"history/record", "history/changed"} & failing(run_gate(clone.root, base=base))


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        (f"{HEAD}{OID}size 12\n", Pointer("a" * 64, 12)),
        (f"{HEAD}{OID}size 012\n", None),
        (f"{HEAD}{OID}size 12", None),
        (f"{HEAD}{OID}size 12\nmore\n", None),
        (f"{HEAD}ext-0-x sha256:{'b' * 64}\n{OID}size 12\n", None),
        (f"{HEAD}oid md5:{'a' * 32}\nsize 12\n", None),
        (f"{HEAD}{OID}size -1\n", None),
        (f"{HEAD}{OID}size {'9' * 2000}\n", None),
    ],
)
def test_what_is_a_pointer(text: str, pointer: Pointer | None) -> None:
    assert pointer_in(text.encode()) == pointer


@pytest.mark.parametrize("what", ["whole", "other", "link", "size", "none"])
def test_an_object_is_taken_only_whole(tmp_path: Path, what: str) -> None:
    content = b"raw"
    sha256 = hashlib.sha256(content).hexdigest()
    place = tmp_path / "objects" / sha256[:2] / sha256[2:4] / sha256
    place.parent.mkdir(parents=True)
    if what == "link":
        (tmp_path / "secret").write_bytes(content)
        place.symlink_to(tmp_path / "secret")
    elif what != "none":
        place.write_bytes(b"cut" if what == "other" else content)
    target = tmp_path / "file"
    target.write_text("pointer")
    taken = take(tmp_path / "objects", Pointer(sha256, 3 if what != "size" else 4), target)
    assert taken is (what == "whole")
    assert target.read_text() == ("raw" if taken else "pointer")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == (
        ["file", "secret"] if what == "link" else ["file"]
    )
