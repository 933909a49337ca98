"""Annotations: read, numbered, refused where they name no version."""

from __future__ import annotations

import pytest

from mkdocs_dossiers.model.annotation import between
from tests.workspace import Example, run_gate

NOTES = """annotations:
  - {version: "1.1", kind: infrastructure, says: The host was replaced., link: "https://example.org/12"}
  - {version: "1.0", kind: expected, says: It was rewritten.}
"""


def annotate(example: Example, text: str) -> None:
    file = example.root / "dossiers/demo/project.yaml"
    file.write_text(file.read_text() + text)


def test_annotations_are_numbered_by_version(workspace: Example) -> None:
    annotate(workspace, NOTES)
    report = run_gate(workspace.root)
    assert report.ok(strict=True)
    (project,) = report.workspace.projects
    assert [(entry.number, entry.version, entry.kind) for entry in project.annotations] == [
        (1, "1.0", "expected"),
        (2, "1.1", "infrastructure"),
    ]
    assert project.annotations[1].link == "https://example.org/12"


def test_what_lies_between_two_versions(workspace: Example) -> None:
    annotate(workspace, NOTES)
    (project,) = run_gate(workspace.root).workspace.projects
    assert [entry.number for entry in between(project.annotations, "1.0", "1.1")] == [2]
    assert [entry.number for entry in between(project.annotations, "1.1", "1.0")] == [2]
    assert [entry.number for entry in between(project.annotations, "0.9", "1.2")] == [1, 2]
    assert between(project.annotations, "1.1", "1.2") == ()
    assert between(project.annotations, "1.1", "1.1") == ()


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        ('{version: "1.7", kind: fix, says: Mended.}', "history/annotation"),
        ('{version: "1.0", kind: chance, says: Luck.}', "shape/schema"),
        ('{version: "1.0", kind: fix}', "shape/schema"),
        ('{version: "1.0", kind: fix, says: Mended., link: "javascript:alert(1)"}', "shape/schema"),
    ],
)
def test_what_cannot_be_an_annotation_is_said_at_its_line(workspace: Example, entry: str, rule: str) -> None:
    annotate(workspace, f"annotations:\n  - {entry}\n")
    (problem,) = run_gate(workspace.root).problems
    assert (problem.rule, problem.path, problem.line) == (rule, "dossiers/demo/project.yaml", 8)


def test_a_version_cannot_take_the_place_of_the_page_for_comparing(workspace: Example) -> None:
    (workspace.root / "dossiers/demo/1.2").rename(workspace.root / "dossiers/demo/compare")
    found = [problem for problem in run_gate(workspace.root).problems if problem.rule == "shape/folder"]
    assert "cannot be called 'compare'" in found[0].message
