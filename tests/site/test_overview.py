"""What home, a project's page and the page for comparing say."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mkdocs_dossiers.environment.comparison import shortened
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.comparing import versions
from mkdocs_dossiers.pages.kinds.compare import compare_data
from mkdocs_dossiers.pages.kinds.home import home
from mkdocs_dossiers.pages.kinds.project import project
from mkdocs_dossiers.pages.pictures import versions_chart
from mkdocs_dossiers.pages.view import View
from tests.site.building import SITE_URL, build_site
from tests.site.html_page import HtmlSite
from tests.workspace import Example, run_gate


def test_a_draft_is_never_the_newest_version(pristine: Example) -> None:
    view = View(run_gate(pristine.root, pages=True), Addresses(), drafts=True)
    (project,) = view.projects
    assert [dossier.version for dossier in view.dossiers(project)] == ["1.0", "1.1", "1.2"]
    assert view.newest(project).version == "1.1"
    page = home(view, "Evidence").markdown
    assert "[1.1](demo/1.1/index.md)" in page
    assert "1.2/" not in page


def test_home_says_what_needs_attention_and_what_changed(site: HtmlSite) -> None:
    page = site.pages[""]
    assert "never reproduced" not in page.says
    for version in ("1.0", "1.1"):
        assert f"{version}&#58; Version" in page.text or f"{version}: Version {version}" in page.says
    (facts,) = [element for element in page.elements if "data-is" in element.attributes]
    assert not facts.get("data-is")
    assert facts.get("data-owner") == "The testers"
    assert "verdicts/" in site.linked("")


def test_what_nobody_measured_again_needs_attention(workspace: Example) -> None:
    view = View(run_gate(workspace.root, pages=True), Addresses())
    (project,) = view.projects
    first, newest = view.dossiers(project)
    assert view.others(first)
    assert not view.others(newest)
    shutil.rmtree(workspace.root / "dossiers/demo/1.0/reproductions")
    page = home(View(run_gate(workspace.root, pages=True), Addresses()), "Evidence").markdown
    assert "never reproduced" in page


NOTE = """annotations:
  - {version: "1.1", kind: infrastructure, says: The host was replaced., link: "https://example.org/12"}
"""


def test_a_project_says_what_moved_and_never_over_an_annotation(workspace: Example) -> None:
    view = View(run_gate(workspace.root, pages=True), Addresses())
    (subject,) = view.projects
    found = versions(view, subject, *view.dossiers(subject))
    assert [line.after.claim.id for line in found.lines if line.obstacle] == ["sort-median"]
    assert not found.crossed
    assert found.same_commit
    assert "The same raw files" not in project(view, subject).markdown
    file = workspace.root / "dossiers/demo/project.yaml"
    file.write_text(file.read_text() + NOTE)
    view = View(run_gate(workspace.root, pages=True), Addresses())
    (subject,) = view.projects
    found = versions(view, subject, *view.dossiers(subject))
    assert {line.obstacle for line in found.lines} == {"annotation 1 between them"}
    assert all(line.movement is None for line in found.lines)
    assert all(line.movement is None for line in found.series)
    page = project(view, subject).markdown
    assert "lies between them" in page
    assert 'href="https&#58;//example.org/12"' in page
    for row in view.claims(view.newest(subject)):
        chart = versions_chart(
            row.claim, [(entry, "") for entry in view.history(subject, row.claim.id)], subject.annotations
        )
        assert chart is not None
        assert [note["x"] for note in chart.spec["datasets"]["notes"]] == [1]


def test_the_data_for_comparing_are_bounded_and_say_what_the_gate_says(pristine: Example) -> None:
    report = run_gate(pristine.root, pages=True)
    view = View(report, Addresses())
    (subject,) = view.projects
    asset = compare_data(view, subject)
    assert asset.content is not None
    assert asset.content == (compare_data(View(report, Addresses()), subject).content)
    data = json.loads(asset.content)
    assert [version["version"] for version in data["versions"]] == ["1.0", "1.1"]
    for version in data["versions"]:
        assert [claim["id"] for claim in version["claims"]] == [
            "sort-median",
            "fast-p95",
            "fast-rate",
            "fast-within",
            "speedup",
        ]
        assert {f"{entry['dataset']}/{entry['series']}" for entry in version["series"]} >= {
            "load/fast",
            "load/slow",
        }
        assert "ended" not in {entry["metric"] for entry in version["series"]}
        for environment in version["environments"]:
            assert len(environment["values"]) == len(data["fields"])
    assert len(asset.content) < 60_000


def test_long_values_that_differ_stay_different() -> None:
    one, other = shortened("x" * 500 + "a"), shortened("x" * 500 + "b")
    assert one != other
    assert len(one) < 130
    assert shortened("short") == "short"


def test_the_navigation_names_projects_by_their_titles(
    workspace: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.replace(
        "title: Demo", 'title: "Sorting & <b>summing</b>"', workspace.root / "dossiers/demo/project.yaml"
    )
    site = HtmlSite(build_site(workspace.root, tmp_path / "site", strict=False), SITE_URL)
    navigation = (
        site.pages["demo/1.0/"].text.partition('<nav class="md-nav md-nav--primary')[2].partition("</nav>")[0]
    )
    assert "Sorting &amp; &lt;b&gt;summing" in navigation
    assert "claims/" not in navigation
    assert "compare/" not in navigation
    assert "--nested" not in navigation, "there is nothing to fold out below a project"
    monkeypatch.setattr("mkdocs_dossiers.pages.view.MOST_IN_NAVIGATION", 0)
    view = View(run_gate(workspace.root, pages=True), Addresses())
    assert not project(view, view.projects[0]).navigation
    assert "(demo/index.md)" in home(view, "D").markdown


def test_only_so_many_rows_can_be_compared(pristine: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    view = View(run_gate(pristine.root, pages=True), Addresses(), drafts=True)
    monkeypatch.setattr("mkdocs_dossiers.pages.kinds.compare.MOST_ROWS", 1)
    content = compare_data(view, view.projects[0]).content
    assert content is not None
    assert [version["version"] for version in json.loads(content)["versions"]] == ["1.1", "1.2"]


def test_units_that_occur_are_converted_and_no_others(pristine: Example) -> None:
    view = View(run_gate(pristine.root, pages=True), Addresses())
    asset = compare_data(view, view.projects[0])
    units = json.loads(asset.content or b"")["units"]
    assert units["ms"]["s"] == [1, 1000]
    assert units["s"]["ms"] == [1000, 1]
    assert "s" not in units["x"], "a ratio is no time"
