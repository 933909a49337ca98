"""The same bytes are one measurement, whoever presents them, and the later one is to blame."""

from __future__ import annotations

import shutil

import pytest

from mkdocs_dossiers.check.example import DOSSIER, VERSION
from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.model.problem import Severity
from tests.rules.trial import Trial
from tests.workspace import git

OTHER = "0123456789abcdef0123456789abcdef01234567"


def blamed(report: Report) -> set[str]:
    return {
        problem.scope.dossier
        for problem in report.problems
        if problem.rule == "integrity/same-file" and problem.severity is Severity.ERROR
    }


def copied(trial: Trial, place: str, *pairs: tuple[str, str]) -> Report:
    """A copy of the sound dossier at another place, with other words in its document."""
    root = trial.write()
    project, version = place.split("@")
    folder = root / "dossiers" / project
    shutil.copytree(root / VERSION, folder / version)
    if project != "demo":
        text = (root / "dossiers/demo/project.yaml").read_text()
        (folder / "project.yaml").write_text(text.replace("name: demo", f"name: {project}"))
    document = folder / version / "dossier.yaml"
    text = document.read_text().replace('version: "1.0"', f'version: "{version}"')
    commit = git(root, "rev-parse", "HEAD~1")
    for old, new in pairs:
        text = text.replace(old.replace("<commit>", commit), new)
    document.write_text(text)
    git(root, "add", "--force", ".")
    git(root, "commit", "--quiet", "--message=Copy")
    assert (root / DOSSIER).exists()
    return trial.again()


LATER = ("date: 2026-11-21", "date: 2026-11-22")
EARLIER = ("date: 2026-11-21", "date: 2026-11-01")
DRAFT = ("status: published", "status: draft")
ANOTHER = ("<commit>", OTHER)
FOREIGN = ('repository: "."', "repository: https://git.example.com/other")


@pytest.mark.parametrize("place", ["demo@2.0", "demo@0.9", "other@1.0", "another@0.1"])
@pytest.mark.parametrize("pairs", [(ANOTHER,), (ANOTHER, FOREIGN)], ids=["here", "foreign"])
def test_whoever_came_later(trial: Trial, place: str, pairs: tuple[tuple[str, str], ...]) -> None:
    assert blamed(copied(trial, place, LATER, *pairs)) == {place}


@pytest.mark.parametrize("place", ["demo@2.0", "demo@0.9", "other@1.0"])
def test_a_draft_takes_nothing_published_down(trial: Trial, place: str) -> None:
    assert blamed(copied(trial, place, EARLIER, ANOTHER, FOREIGN, DRAFT)) == {place}


def test_a_lower_version_of_the_same_day(trial: Trial) -> None:
    assert blamed(copied(trial, "demo@2.0", ANOTHER)) == {"demo@2.0"}


def test_the_claims_of_the_earlier_one_stand(trial: Trial) -> None:
    report = copied(trial, "demo@0.9", LATER, ANOTHER, FOREIGN)
    assert {reference.version for reference in report.judgements} == {"1.0"}


def test_what_is_asked_for_alone_is_compared_with_everything(trial: Trial) -> None:
    copied(trial, "other@1.0", LATER, ANOTHER, FOREIGN)
    assert blamed(trial.again(only="other@1.0")) == {"other@1.0"}
    assert blamed(trial.again(only="demo")) == set()


def test_one_commit_may_be_shown_in_two_versions(trial: Trial) -> None:
    assert blamed(copied(trial, "demo@1.1", LATER)) == set()
