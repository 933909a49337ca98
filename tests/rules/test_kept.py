"""Evidence is what git keeps: tracked, as it is, and committed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from mkdocs_dossiers.check.example import (
    DOSSIER,
    HOST,
    PROJECT,
    RAW,
    WAIVER,
    Add,
    Edit,
    Git,
    Remove,
    Replace,
    Uncommitted,
    with_waiver,
)
from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.check.profile import Profile
from mkdocs_dossiers.model.problem import Problem, Severity
from tests.rules.trial import Trial, failing, found
from tests.workspace import git

DRAFT = Replace("status: published", "status: draft")
TITLE = Uncommitted(Replace("title: Sorting and summing", "title: Sorting"))
MACHINE = Uncommitted(Replace('"schema": 1', '"schema":  1', HOST))
OWNER = Uncommitted(Replace("owner: The demo team", "owner: Somebody else", PROJECT))
POINTER = (
    "version https://git-lfs.github.com/spec/v1\n"
    "oid sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\nsize 48743\n"
)


def committed(report: Report) -> list[Problem]:
    return [problem for problem in report.problems if problem.rule == "evidence/committed"]


class TestCommitted:
    @pytest.mark.parametrize(
        ("edit", "name"),
        [(TITLE, "dossier.yaml"), (MACHINE, "environments/host.json"), (OWNER, "project.yaml")],
    )
    def test_an_edit_nobody_committed(self, trial: Trial, edit: Edit, name: str) -> None:
        report = trial(edit)
        (problem,) = committed(report)
        assert problem.severity is Severity.WARNING
        assert problem.message == f"Not as in the last commit: {name}."
        assert not report.ok(strict=True)

    def test_added_is_not_committed(self, trial: Trial) -> None:
        root = trial.write(TITLE)
        git(root, "add", DOSSIER)
        assert [problem.severity for problem in committed(trial.again())] == [Severity.WARNING]

    def test_a_raw_file_that_was_replaced_with_its_digest(self, trial: Trial) -> None:
        root = trial.write()
        raw = (root / RAW).read_text().replace('"version": "5.3.1"', '"version": "5.3.2"')
        (root / RAW).write_text(raw)
        digest = hashlib.sha256(raw.encode()).hexdigest()
        text = (root / DOSSIER).read_text()
        old = text[text.index("sha256: ") + 8 :][:64]
        (root / DOSSIER).write_text(text.replace(old, digest))
        (problem,) = committed(trial.again())
        assert "dossier.yaml, data/tool.json" in problem.message

    def test_in_a_draft_it_is_only_mentioned(self, trial: Trial) -> None:
        assert [problem.severity for problem in committed(trial(DRAFT, TITLE))] == [Severity.INFO]

    def test_an_audit_does_not_accept_it(self, trial: Trial) -> None:
        assert "evidence/committed" in failing(trial(TITLE, profile=Profile.AUDIT))

    def test_a_repository_without_any_commit_of_it(self, trial: Trial) -> None:
        root = trial.write()
        git(root, "reset", "--quiet", "--soft", "HEAD~1")
        assert [problem.severity for problem in committed(trial.again())] == [Severity.WARNING]
        assert "data/tool.json" in committed(trial.again())[0].message

    def test_a_waiver_nobody_committed(self, trial: Trial) -> None:
        root = trial.write(*with_waiver())
        (root / WAIVER).write_text((root / WAIVER).read_text().replace("Grace", "Grete"))
        assert ("evidence/committed", Severity.WARNING) in found(trial.again())
        git(root, "rm", "--quiet", "--cached", WAIVER)
        assert failing(trial.again()) == {"evidence/tracked"}

    def test_a_file_elsewhere_does_not_matter(self, trial: Trial) -> None:
        root = trial.write()
        (root / "bench.py").write_text("print('changed')\n")
        (root / "new.txt").write_text("new")
        assert committed(trial.again()) == []


class TestTracked:
    @pytest.mark.parametrize("file", [DOSSIER, HOST, RAW])
    def test_a_file_git_does_not_know(self, trial: Trial, file: str) -> None:
        root = trial.write(Uncommitted(Git(("rm", "--quiet", "--cached", file))))
        report = trial.again()
        assert failing(report) == {"evidence/tracked"}
        (problem,) = (problem for problem in report.problems if problem.rule == "evidence/tracked")
        assert problem.fix == f"git add -f {file}"
        assert not report.judgements
        git(root, "add", "--force", file)
        assert "evidence/tracked" not in failing(trial.again())

    def test_a_file_that_is_ignored(self, trial: Trial) -> None:
        root = trial.write()
        (root / ".gitignore").write_text("data/\n")
        git(root, "rm", "--quiet", "--cached", RAW)
        git(root, "add", ".")
        git(root, "commit", "--quiet", "--message=Forget")
        assert failing(trial.again()) == {"evidence/tracked"}

    def test_in_a_draft_it_is_only_mentioned(self, trial: Trial) -> None:
        report = trial(DRAFT, Uncommitted(Git(("rm", "--quiet", "--cached", RAW))))
        assert ("evidence/tracked", Severity.INFO) in found(report)
        assert len(report.judgements) == 2

    def test_a_pointer_in_place_of_the_file(self, trial: Trial) -> None:
        assert failing(trial(Add(RAW, POINTER))) == {"evidence/raw-file"}

    def test_a_file_that_git_keeps_as_a_pointer(self, trial: Trial, tmp_path: Path) -> None:
        """As with Git LFS: the working tree has the file, and everybody else's clone a pointer."""
        root = trial.write()
        pointer = tmp_path / "pointer"
        pointer.write_text(POINTER)
        git(root, "config", "filter.lfs.clean", f"cat {pointer}")
        git(root, "config", "filter.lfs.smudge", "cat")
        (root / ".gitattributes").write_text("*.json filter=lfs\n")
        git(root, "add", "--renormalize", RAW)
        git(root, "commit", "--quiet", "--message=Point")
        report = trial.again()
        assert failing(report) == {"evidence/tracked"}
        (problem,) = (problem for problem in report.problems if problem.rule == "evidence/tracked")
        assert "Git LFS" in problem.message
        assert ".gitattributes" in problem.fix

    def test_a_file_whose_line_ends_are_converted(self, trial: Trial) -> None:
        root = trial.write()
        (root / ".gitattributes").write_text("* text eol=crlf\n")
        git(root, "rm", "--quiet", "--cached", "-r", ".")
        git(root, "reset", "--quiet", "--hard")
        report = trial.again()
        assert "evidence/tracked" in failing(report) or "integrity/sha256" in failing(report)
        assert not report.judgements

    def test_a_link_that_git_keeps(self, trial: Trial) -> None:
        root = trial.write(Remove(RAW))
        (root / RAW).parent.mkdir(exist_ok=True)
        (root / RAW).symlink_to("/etc/hostname")
        git(root, "add", "--force", ".")
        git(root, "commit", "--quiet", "--message=Link")
        assert failing(trial.again()) == {"evidence/raw-file"}

    def test_a_repository_inside(self, trial: Trial) -> None:
        """What lies in a repository inside the repository is not part of it."""
        root = trial.write(Uncommitted(Git(("rm", "--quiet", "--cached", RAW))))
        git((root / RAW).parent, "init", "--quiet")
        assert "evidence/tracked" in failing(trial.again())
