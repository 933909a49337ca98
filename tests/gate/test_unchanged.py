"""A report is given again only where everything it depends on is the same, to the byte."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mkdocs_dossiers.cache.store import Cache
from mkdocs_dossiers.check import gate
from mkdocs_dossiers.check.unchanged import Asked, Told, ask
from mkdocs_dossiers.cli.main import cli
from mkdocs_dossiers.read.tree import FOLDER
from tests.workspace import Example, git


def asked(workspace: Example, *question: str) -> Asked | None:
    return ask(workspace.root, FOLDER, question)


def same_size_and_times(file: Path) -> None:
    """Turn one digit of a file into another one, as somebody would who wants nobody to see it."""
    before, raw = file.stat(), bytearray(file.read_bytes())
    place = next(index for index, byte in enumerate(raw) if byte in b"12345678")
    raw[place] += 1
    file.write_bytes(bytes(raw))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Example], object]] = {
    "a digit of a raw file": lambda made: same_size_and_times(made.root / "dossiers/demo/1.0/data/load.csv"),
    "a digit of a document": lambda made: same_size_and_times(made.dossier),
    "a digit of an environment": lambda made: same_size_and_times(
        made.root / "dossiers/demo/1.0/environments/host.json"
    ),
    "a file that nothing names": lambda made: (made.root / "dossiers/demo/1.0/data/more").write_text(""),
    "an empty folder": lambda made: (made.root / "dossiers/demo/9.9").mkdir(),
    "a link in the place of a file": lambda made: linked(made.root / "dossiers/demo/1.0/data/load.csv"),
    "a page": lambda made: page(made.root / "docs/speed.md"),
    "a commit": lambda made: git(made.root, "commit", "--quiet", "--allow-empty", "--message=Nothing"),
    "a tag": lambda made: git(made.root, "tag", "v1.0"),
    "a branch": lambda made: git(made.root, "branch", "other"),
    "the index": lambda made: git(made.root, "rm", "--quiet", "--cached", "dossiers/demo/1.0/data/load.csv"),
    "the software it was measured in": lambda made: git(made.root, "update-ref", "-d", "refs/heads/main"),
}


def linked(file: Path) -> None:
    target = file.rename(file.parents[4] / "elsewhere")
    file.symlink_to(target)


def page(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("See [it](claim:demo@1.0/fast-p95).\n")


def test_the_same_is_the_same(pristine: Example, tmp_path: Path) -> None:
    first = asked(pristine, "publish")
    assert first is not None
    assert asked(pristine, "publish") == first
    assert asked(pristine, "draft") != first
    cache = Cache(tmp_path, b"key")
    assert first.answer(cache) is None
    first.keep(cache, Told(True, {"text": "all is well"}))
    assert first.answer(cache) == Told(True, {"text": "all is well"})


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_any_change_it_is_another_question(
    workspace: Example, change: Callable[[Example], object]
) -> None:
    before = asked(workspace)
    assert before is not None
    change(workspace)
    assert asked(workspace) != before


def test_what_changes_meanwhile_is_not_kept(workspace: Example, tmp_path: Path) -> None:
    before = asked(workspace)
    assert before is not None
    same_size_and_times(workspace.dossier)
    before.keep(Cache(tmp_path), Told(True, {}))
    assert before.answer(Cache(tmp_path)) is None


def test_another_day_is_another_question(pristine: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    before = asked(pristine)
    monkeypatch.setattr("mkdocs_dossiers.check.unchanged.today", lambda: "2031-01-01")
    assert asked(pristine) != before


def test_an_answer_sealed_by_somebody_else_is_none(pristine: Example, tmp_path: Path) -> None:
    question = asked(pristine)
    assert question is not None
    question.keep(Cache(tmp_path, b"a pull request's"), Told(True, {"text": "all is well"}))
    assert question.answer(Cache(tmp_path, b"the protected branch's")) is None


@pytest.mark.parametrize("name", ["dossiers.lock", ".dossiers", "dossiers/demo/attestations/a.json"])
def test_where_more_counts_than_can_be_seen_there_is_no_shortcut(workspace: Example, name: str) -> None:
    file = workspace.root / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("{}")
    assert asked(workspace) is None


class TestTheCommand:
    @pytest.fixture
    def runs(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[int]:
        """How often the gate ran."""
        found: list[int] = []
        whole = gate.run_gate

        def counted(*arguments: Any, **options: Any) -> gate.Report:
            found.append(1)
            return whole(*arguments, **options)

        monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "cache"))
        monkeypatch.setattr(gate, "run_gate", counted)
        return found

    def check(self, workspace: Example, *arguments: str) -> Result:
        return CliRunner().invoke(cli, ["check", "--root", str(workspace.root), *arguments])

    def test_says_the_same_again_without_the_gate(self, workspace: Example, runs: list[int]) -> None:
        first = self.check(workspace, "demo@1.0", "--format", "json")
        again = self.check(workspace, "demo@1.0", "--format", "json")
        assert (first.exit_code, again.exit_code, len(runs)) == (0, 0, 1)
        assert again.stdout == first.stdout
        text = self.check(workspace, "demo@1.0")
        assert len(runs) == 2
        assert text.stdout != first.stdout

    def test_an_audit_and_no_cache_always_look(self, workspace: Example, runs: list[int]) -> None:
        for arguments in (["--no-cache"], ["--profile", "audit"]):
            before = len(runs)
            assert self.check(workspace, "demo@1.0", *arguments).stdout
            assert self.check(workspace, "demo@1.0", *arguments).stdout
            assert len(runs) == before + 2

    def test_of_raw_files_kept_elsewhere_nothing_is_kept(self, workspace: Example, runs: list[int]) -> None:
        workspace.replace(
            "    file: data/load.csv\n",
            "    file: data/load.csv\n    url: https://example.org/load.csv\n    size: 9\n",
        )
        assert self.check(workspace, "demo@1.0").stdout
        assert self.check(workspace, "demo@1.0").stdout
        assert len(runs) == 2

    def test_what_was_changed_behind_it_is_seen(self, workspace: Example, runs: list[int]) -> None:
        assert self.check(workspace, "demo@1.0").exit_code == 0
        same_size_and_times(workspace.root / "dossiers/demo/1.0/data/load.csv")
        assert self.check(workspace, "demo@1.0").exit_code == 1
        assert self.check(workspace, "demo@1.0").exit_code == 1
        assert len(runs) == 2
