"""Folders that are links, or are called like something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_dossiers.check.example import VERSION
from tests.rules.trial import Trial, failing
from tests.workspace import git


def test_dossiers_itself_is_a_link(trial: Trial) -> None:
    root = trial.write()
    (root / "dossiers").rename(root / "elsewhere")
    (root / "dossiers").symlink_to("elsewhere")
    git(root, "add", "--force", ".")
    report = trial.again()
    assert failing(report) == {"shape/folder"}
    assert not report.judgements
    (problem,) = (problem for problem in report.problems if problem.rule == "shape/folder")
    assert problem.path == "dossiers"


def test_so_is_a_folder_above_it(trial: Trial) -> None:
    from tests.gates import run_gate

    root = trial.write()
    (root / "real").mkdir()
    (root / "dossiers").rename(root / "real/dossiers")
    (root / "docs").symlink_to("real")
    report = run_gate(root, "docs/dossiers")
    assert failing(report) == {"shape/folder"}


def test_the_repository_may_be_reached_by_a_link(trial: Trial, tmp_path: Path) -> None:
    from tests.gates import run_gate

    (tmp_path / "link").symlink_to(trial.write())
    assert run_gate(tmp_path / "link").problems == ()


@pytest.mark.parametrize("name", ["index.md", "README.md", "INDEX.MD", "index.html", "1.0.htm", "waivers"])
def test_a_version_called_like_a_page(trial: Trial, name: str) -> None:
    root = trial.write()
    (root / VERSION).rename(root / "dossiers/demo" / name)
    document = root / "dossiers/demo" / name / "dossier.yaml"
    document.write_text(document.read_text().replace('version: "1.0"', f'version: "{name}"'))
    git(root, "add", "--force", ".")
    git(root, "commit", "--quiet", "--message=Rename")
    report = trial.again()
    assert "shape/folder" in failing(report)
    assert not report.judgements
