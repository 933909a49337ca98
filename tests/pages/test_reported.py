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
from tests.reporting import FIGURE, HEAD, STATES, report_example
from tests.workspace import Example, run_gate


@pytest.fixture(scope="module")
def root(pristine: Example, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = pristine.copied(tmp_path_factory.mktemp("reported") / "workspace").root
    report_example(root)
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
    assert page.partition("## Figure by figure")[2].count("Twice as fast") == len(STATES)
    assert "[speedup](1.1/claims/speedup.md) in 1.1" in page
    for word in ("It was a typo.", "Line 3 and line 4 differ.", "1 figure of 6", "≥ 1×"):
        assert word in page, word
    assert "<b>" not in page
    assert "{{" not in page


def test_a_page_answers_five_questions_in_their_order(view: View) -> None:
    (subject,) = view.projects
    page = reported(view, subject).markdown
    headings = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert headings == [
        "What was claimed",
        "What is backed",
        "What contradicts itself",
        "What was measured instead",
        "How to measure it again",
        "Figure by figure",
    ]
    summary = page.partition("</dl>")[0]
    for word in (
        "6 figures",
        "1 figure of 6",
        "2 places",
        "The like of 1 figure",
        "by 1 claim: 1 not reached",
    ):
        assert word in summary, word
    for heading in headings[:-1]:
        assert f'<a href="#{heading.lower().replace(" ", "-")}">' in summary, heading


def test_what_was_measured_instead_stands_beside_the_figure_and_the_contradiction(view: View) -> None:
    (subject,) = view.projects
    page = reported(view, subject).markdown
    part = page.partition("## What was measured instead")[2].partition("## How to")[0]
    assert "[The sorter is" in part or "](1.1/claims/speedup.md)" in part
    assert "5× <small>line 7: <strong>not reached</strong></small>" in part
    assert "the contradiction in lines 7, 8" in part
    assert "line 7: “It is 5x &#60;i&#62;faster&#60;/i&#62;”" in page
    assert "dossier reproduce demo&#64;1.1" in page or "dossier reproduce demo@1.1" in page


def test_home_and_project_say_how_much_is_backed(view: View) -> None:
    (subject,) = view.projects
    assert (
        "Of 5 figures reports give about it, 1 is backed by a claim; of 1 the like"
        in project(view, subject).markdown
    )
    page = home(view, "Evidence").markdown
    assert (
        "Reports give 6 figures about what is measured here, or about its like; 1 of them is backed" in page
    )
    assert "](demo/reported.md) | 5 | 1 | 0 | 1 | 3 | 1 |" in page
    assert "](nobody/reported.md) | 1 | 0 | 0 | 0 | 1 | 0 |" in page
    assert "nothing measured yet" in page


def test_a_project_nobody_measured_has_pages_of_its_own(view: View) -> None:
    pages = {page.address: page.markdown for page in build_site(view, "Evidence").pages}
    assert "Nothing is measured yet." in pages["nobody/index.md"]
    assert "nobody/reported.md" in pages
    assert "nobody/compare.md" not in pages
