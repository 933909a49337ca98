"""A gate that goes on from its last report finds what one finds that looks at everything."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.check import continued
from mkdocs_dossiers.check.continued import Continued
from mkdocs_dossiers.check.gate import Before, Report
from mkdocs_dossiers.read.tree import FOLDER
from tests.gates import run_gate
from tests.workspace import Example, git


class Gate:
    """The gate of a workspace, with what it was given each time it ran."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.given: list[Before | None] = []
        self.continued = Continued()

    def __call__(self, question: object = "") -> Report:
        return self.continued.run(self.root, FOLDER, str(question), self.run)

    def run(self, before: Before | None) -> Report:
        self.given.append(before)
        return run_gate(self.root, before=before)

    @property
    def changed(self) -> set[str] | None:
        """The projects it was last told to look at; None for all."""
        last = self.given[-1]
        return set(last.changed) if last is not None else None


@pytest.fixture
def two(workspace: Example) -> Example:
    """A second project, with a raw file that the first has too."""
    other = workspace.root / "dossiers/other"
    shutil.copytree(workspace.root / "dossiers/demo", other)
    file = other / "project.yaml"
    file.write_text(file.read_text().replace("name: demo", "name: other"))
    shutil.copytree(other, workspace.root / "dossiers/third")
    file = workspace.root / "dossiers/third/project.yaml"
    file.write_text(file.read_text().replace("name: other", "name: third"))
    for raw in workspace.root.glob("dossiers/third/**/data/*"):
        with raw.open("a") as stream:
            stream.write("\n")
    for document in workspace.root.glob("dossiers/third/**/*.yaml"):
        document.write_text(re.sub(r"sha256: [0-9a-f]{8}", "sha256: 01234567", document.read_text()))
    return workspace


def told(report: Report) -> dict[str, Any]:
    """Everything of a report that anybody sees."""
    return {
        "problems": report.problems,
        "judgements": {str(name): found for name, found in sorted(report.judgements.items(), key=str)},
        "examined": {
            name: (found.files, found.file_failures) for name, found in sorted(report.examined.items())
        },
        "counts": report.counts,
        "waivers": sorted(report.waivers, key=str),
        "ran": report.ran,
        "remeasured": {str(name): found for name, found in sorted(report.remeasured.items(), key=str)},
        "sign-offs": report.sign_offs,
        "projects": [(project.name, len(project.dossiers)) for project in report.workspace.projects],
    }


def edited(made: Example, old: str, new: str, file: str = "demo/1.0/dossier.yaml") -> None:
    place = made.root / "dossiers" / file
    assert old in place.read_text()
    place.write_text(place.read_text().replace(old, new, 1))


CHANGES: dict[str, tuple[Callable[[Example], object], set[str] | None]] = {
    "a title": (lambda made: edited(made, "title: ", "title: Another "), {"demo"}),
    "a limit": (lambda made: edited(made, "holds: <= ", "holds: <= 0.00"), {"demo"}),
    "a document nobody can read": (lambda made: edited(made, "schema: 1", "schema: ["), {"demo"}),
    "a raw file": (
        lambda made: (made.root / "dossiers/demo/1.0/data/load.csv").write_text("x\n1\n"),
        {"demo"},
    ),
    "a project's name": (
        lambda made: edited(made, "name: third", "name: no", "third/project.yaml"),
        {"third"},
    ),
    "a project that is gone": (lambda made: shutil.rmtree(made.root / "dossiers/demo"), {"demo"}),
    "a project that is a link": (lambda made: linked(made.root / "dossiers/demo"), None),
    "a new version": (
        lambda made: shutil.copytree(made.root / "dossiers/third/1.0", made.root / "dossiers/third/9.9"),
        {"third"},
    ),
    "a waiver": (lambda made: waived(made.root / "dossiers/demo/waivers"), {"demo"}),
    "a commit": (
        lambda made: git(made.root, "commit", "--quiet", "--allow-empty", "--message=Nothing"),
        None,
    ),
    "a tag": (lambda made: git(made.root, "tag", "v9"), None),
    "the index": (
        lambda made: git(made.root, "rm", "--quiet", "--cached", "dossiers/demo/project.yaml"),
        {"demo"},
    ),
    "a lock": (lambda made: (made.root / "dossiers.lock").write_text("schema: 1\n"), None),
    "a page": (lambda made: page(made.root / "docs/speed.md"), set()),
    "a file beside projects": (
        lambda made: (made.root / "dossiers/signers.yaml").write_text("schema: 1\n"),
        None,
    ),
}


def linked(folder: Path) -> None:
    target = folder.rename(folder.parents[1] / "elsewhere")
    folder.symlink_to(target)


def waived(folder: Path) -> None:
    folder.mkdir()
    (folder / "unused.yaml").write_text("schema: 1\n")


def page(file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text("The 95th percentile was 999 ms, see [the claim](claim:demo@1.0/fast-p95).\n")


@pytest.mark.parametrize(("change", "looked_at"), CHANGES.values(), ids=CHANGES)
def test_after_a_change_it_finds_the_same(
    two: Example, change: Callable[[Example], object], looked_at: set[str] | None
) -> None:
    gate = Gate(two.root)
    first = gate()
    assert gate.changed is None
    change(two)
    report = gate()
    assert gate.changed == looked_at
    assert told(report) == told(run_gate(two.root))
    if change is not CHANGES["a tag"][0]:
        assert told(report) != told(first) or looked_at is None


def test_change_after_change(two: Example) -> None:
    gate = Gate(two.root)
    gate()
    for number in range(3):
        edited(two, "title: ", f"title: {number} ")
        edited(two, "title: ", f"title: {number} ", "third/1.0/dossier.yaml")
        assert told(gate()) == told(run_gate(two.root))
        assert gate.changed == {"demo", "third"}


def test_where_nothing_changed_it_is_the_last_report(two: Example) -> None:
    gate = Gate(two.root)
    first = gate()
    assert gate() is first
    assert len(gate.given) == 1
    assert gate("something else") is not first
    assert gate.changed is None


def test_what_rests_on_a_change_is_looked_at_again(two: Example) -> None:
    gate = Gate(two.root)
    first = gate()
    edited(two, "title: ", "title: Another ")
    report = gate()
    anew = {
        name.partition("@")[0] for name, found in report.examined.items() if found is not first.examined[name]
    }
    assert anew == {"demo", "other"}


def test_another_day_looks_at_everything(two: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(two.root)
    gate()
    monkeypatch.setattr(continued, "today", lambda: "2031-01-01")
    gate()
    assert gate.changed is None
