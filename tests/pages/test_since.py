"""The files that changed between the commits two versions measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.model.dossier import Subject
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.since import LISTED, since
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.read.history import Changed, History
from tests.workspace import Example, git, run_gate


def measured(report: Report, *subjects: Subject | None) -> View:
    """The report, with other commits measured by its versions."""
    (project,) = report.workspace.projects
    dossiers = tuple(
        replace(dossier, subject=subject)
        for dossier, subject in zip(project.dossiers, subjects, strict=False)
    )
    workspace = replace(report.workspace, projects=(replace(project, dossiers=dossiers),))
    return View(replace(report, workspace=workspace), Addresses())


def said(view: View) -> str:
    (project,) = view.projects
    found = since(view, project, view.dossiers(project)[1])
    assert found is not None
    return found.says


def change(root: Path) -> str:
    (root / "bench.py").write_text("print('faster')\n")
    (root / "a name with spaces and `backticks`").write_text("new\n")
    git(root, "add", "bench.py", "a name with spaces and `backticks`")
    git(root, "commit", "--quiet", "--message=Faster")
    return git(root, "rev-parse", "HEAD")


def test_added_changed_and_removed_files(workspace: Example) -> None:
    first, second = workspace.commit, change(workspace.root)
    history = History(workspace.root)
    forward = history.changes(first, second)
    assert forward is not None
    named = [entry for entry in forward if not entry.path.startswith("dossiers/")]
    assert named == [Changed("a name with spaces and `backticks`", "added"), Changed("bench.py", "changed")]
    assert Changed("bench.py", "changed") in (history.changes(second, first) or ())
    assert {entry.what for entry in history.changes(second, first) or ()} == {"removed", "changed"}
    assert history.changes(first, first) == ()
    assert history.changes(first, "0" * 40) is None
    assert history.changes("--output=x", first) is None


def test_what_is_said_where_nothing_can_be_listed(workspace: Example) -> None:
    first, second = workspace.commit, change(workspace.root)
    report = run_gate(workspace.root, pages=True)
    own = Subject(".", first)
    assert said(measured(report, own, Subject(".", first))) == "None: that version measured the same commit."
    assert "added" in said(measured(report, own, Subject(".", second)))
    assert "another repository." in said(measured(report, own, Subject("https://git.example.com/x", second)))
    far = "https://git.example.com/x"
    assert "not at hand" in said(measured(report, Subject(far, first), Subject(far, second)))
    assert "0123456789ab is not in" in said(measured(report, own, Subject(".", "0123456789ab" + "c" * 28)))
    assert "names no commit" in said(measured(report, None, own))


def test_long_lists_are_cut_and_counted(workspace: Example) -> None:
    for number in range(LISTED + 7):
        (workspace.root / f"file-{number}").touch()
    git(workspace.root, "add", ".")
    git(workspace.root, "commit", "--quiet", "--message=Many")
    second = git(workspace.root, "rev-parse", "HEAD")
    view = measured(
        run_gate(workspace.root, pages=True), Subject(".", workspace.commit), Subject(".", second)
    )
    (project,) = view.projects
    found = since(view, project, view.dossiers(project)[1])
    assert found is not None
    assert len(found.files) == LISTED
    assert found.more >= 7
    assert since(view, project, view.dossiers(project)[0]) is None
