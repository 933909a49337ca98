"""What home says of projects."""

from __future__ import annotations

from mkdocs_dossiers.check.gate import run_gate
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.kinds.home import home
from mkdocs_dossiers.pages.view import View
from tests.site.html_page import HtmlSite
from tests.workspace import Example


def test_a_draft_is_never_the_newest_version(pristine: Example) -> None:
    view = View(run_gate(pristine.root), Addresses(), drafts=True)
    (project,) = view.projects
    assert [dossier.version for dossier in view.dossiers(project)] == ["1.0", "1.1", "1.2"]
    assert view.newest(project).version == "1.1"
    page = home(view, "Evidence").markdown
    assert "[1.1](demo/1.1/index.md)" in page
    assert "1.2/" not in page


def test_home_says_what_needs_attention_and_what_changed(site: HtmlSite) -> None:
    page = site.pages[""]
    assert "never reproduced" in page.says
    for version in ("1.0", "1.1"):
        assert f"{version}&#58; Version" in page.text or f"{version}: Version {version}" in page.says
    (facts,) = [element for element in page.elements if "data-is" in element.attributes]
    assert facts.get("data-is") == "never reproduced"
    assert facts.get("data-owner") == "The testers"
    assert "verdicts/" in site.linked("")
