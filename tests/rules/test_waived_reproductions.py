"""A waiver reaches what others measured again, where it names it; and nothing of the dossier itself."""

from __future__ import annotations

import json
import shutil
from datetime import date

import pytest

from mkdocs_dossiers.model.waiver import Target
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.site import build_site
from mkdocs_dossiers.pages.view import View
from tests.gates import run_gate
from tests.workspace import Example, git, keep_records

NAME = "2026-11-21-platform-team"
TODAY = date(2026, 11, 21)


def spare(workspace: Example) -> None:
    """A machine in the reproduction on which nothing was measured."""
    folder = workspace.dossier.parent / f"reproductions/{NAME}/environments"
    shutil.copyfile(folder / "other.json", folder / "spare.json")


def waive(workspace: Example, target: str, rule: str, approver: str = "Grace Reviewer") -> None:
    folder = workspace.root / "dossiers/demo/waivers"
    folder.mkdir()
    document = {
        "schema": 1,
        "rule": rule,
        "object": target,
        "reason": "It was measured before anybody thought of it.",
        "approver": approver,
        "date": "2026-11-21",
        "expires": "2026-12-31",
    }
    (folder / "known.yaml").write_text(json.dumps(document))
    for version in ("1.0", "1.1", "1.2"):
        file = workspace.root / f"dossiers/demo/{version}/dossier.yaml"
        file.write_text(file.read_text().replace("title: ", "authors: [Ada Author]\ntitle: ", 1))
    keep_records(workspace.root)
    git(workspace.root, "add", "--force", ".")


@pytest.mark.parametrize(
    ("target", "excused"),
    [
        (f"demo@1.0/reproductions/{NAME}", True),
        (f"demo@1.0/reproductions/{NAME}#load", False),
        ("demo@1.0#load", False),
        ("demo@1.0", False),
    ],
)
def test_a_reproduction_is_named_by_itself(workspace: Example, target: str, excused: bool) -> None:
    spare(workspace)
    waive(workspace, target, "environment/unused")
    report = run_gate(workspace.root, today=TODAY)
    (found,) = (problem for problem in report.problems if problem.rule == "environment/unused")
    assert (found.excuse == "waived") is excused
    assert found.scope.dossier == f"demo@1.0/reproductions/{NAME}"


def test_the_page_of_the_reproduction_shows_it_and_no_other(workspace: Example) -> None:
    spare(workspace)
    waive(workspace, f"demo@1.0/reproductions/{NAME}", "environment/unused")
    view = View(run_gate(workspace.root, today=TODAY, pages=True), Addresses())
    pages = {page.address: page.markdown for page in build_site(view, "Dossiers").pages}
    assert "before anybody thought of it" in pages[f"demo/1.0/reproductions/{NAME}.md"]
    assert "before anybody thought of it" not in pages["demo/1.0/index.md"]
    assert "before anybody thought of it" in pages["gate.md"]


@pytest.mark.parametrize(
    ("target", "approver", "rule", "says"),
    [
        ("demo@1.0/reproductions/2026-01-01-x", "Grace", "waiver/object", "has no reproduction"),
        (f"demo@1.0/reproductions/{NAME}#gone", "Grace", "waiver/object", "has no dataset 'gone'"),
        (
            f"demo@1.0/reproductions/{NAME}",
            "platform  TEAM",
            "waiver/approver",
            "measured what this is about",
        ),
        (f"demo@1.0/reproductions/{NAME}", "Ada Author", "waiver/approver", "is an author"),
    ],
)
def test_what_is_not_there_and_who_measured_it(
    workspace: Example, target: str, approver: str, rule: str, says: str
) -> None:
    waive(workspace, target, "environment/unused", approver)
    messages = [
        problem.message for problem in run_gate(workspace.root, today=TODAY).problems if problem.rule == rule
    ]
    assert any(says in message for message in messages), messages


@pytest.mark.parametrize(
    "text",
    [
        "demo@1.0/reproductions",
        f"demo@1.0/x/reproductions/{NAME}",
        f"demo@1.0/reproductions/{NAME}/x",
        "demo@1.0/reproductions/x",
    ],
)
def test_other_words_name_no_reproduction(text: str) -> None:
    found = Target.parse(text)
    assert found is None or found.reproduction is None
