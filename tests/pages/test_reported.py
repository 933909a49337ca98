"""What reports say: a page for each project they speak of, and a table on the home page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.kinds.home import home
from mkdocs_dossiers.pages.kinds.project import project
from mkdocs_dossiers.pages.kinds.reported import reported
from mkdocs_dossiers.pages.site import build_site
from mkdocs_dossiers.pages.view import View
from tests.workspace import Example, run_gate

HEAD = f"schema: 1\nreports:\n  - title: A <b>bold</b> report\n    sha256: {'0a' * 32}\n    figures:\n"
FIGURE = '      - {line: 3, quote: "Twice as fast | {{ 1 }}", unit: x, value: 1, op: ">=", role: ratio, %s}\n'
STATES = (
    "state: backed, claim: demo@1.1/speedup",
    "state: no evidence",
    "state: withdrawn, reason: It was a typo.",
    'state: contradicted by the report, reason: "Line 4 says 3."',
)


@pytest.fixture(scope="module")
def root(pristine: Example, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = pristine.copied(tmp_path_factory.mktemp("reported") / "workspace").root
    figures = "".join(FIGURE % state for state in STATES)
    tail = "    contradictions:\n      - {lines: [3, 4], why: Line 3 and line 4 differ.}\n"
    (root / "dossiers/demo/reported.yaml").write_text(HEAD + figures + tail)
    unmeasured = root / "dossiers/nobody"
    unmeasured.mkdir()
    shutil.copy(root / "dossiers/demo/project.yaml", unmeasured)
    text = (unmeasured / "project.yaml").read_text().replace("name: demo", "name: nobody")
    (unmeasured / "project.yaml").write_text(text)
    (unmeasured / "reported.yaml").write_text(HEAD + FIGURE % "state: no evidence")
    return root


@pytest.fixture(scope="module")
def report(root: Path) -> Report:
    return run_gate(root, pages=True)


@pytest.fixture(scope="module")
def view(report: Report) -> View:
    return View(report, Addresses())


def test_the_gate_has_nothing_against_it(report: Report) -> None:
    assert [problem for problem in report.problems if "reported" in problem.path] == []


def test_every_figure_is_listed_with_its_state(view: View) -> None:
    (subject,) = view.projects
    page = reported(view, subject).markdown
    assert page.count("Twice as fast") == len(STATES)
    assert "[speedup](1.1/claims/speedup.md) in 1.1" in page
    for word in ("It was a typo.", "Line 3 and line 4 differ.", "1 of 3 figures", "≥ 1×"):
        assert word in page, word
    assert "<b>" not in page
    assert "{{" not in page


def test_home_and_project_say_how_much_is_backed(view: View) -> None:
    (subject,) = view.projects
    assert "Of 3 figures reports give about it, 1 is backed by a claim" in project(view, subject).markdown
    page = home(view, "Evidence").markdown
    assert "](demo/reported.md) | 3 | 1 | 0 | 1 | 1 |" in page
    assert "](nobody/reported.md) | 1 | 0 | 0 | 0 | 1 |" in page
    assert "nothing measured yet" in page


def test_a_project_nobody_measured_has_pages_of_its_own(view: View) -> None:
    pages = {page.address: page.markdown for page in build_site(view, "Evidence").pages}
    assert "Nothing is measured yet." in pages["nobody/index.md"]
    assert "nobody/reported.md" in pages
    assert "nobody/compare.md" not in pages
