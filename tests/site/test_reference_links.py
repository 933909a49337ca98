"""Pages of the author's own link to claims by reference."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.reference_link import resolved
from mkdocs_dossiers.pages.view import View
from tests.site.building import SITE_URL, build_site
from tests.site.html_page import HtmlSite
from tests.workspace import Example, run_gate

PROSE = """\
# Ours

[fast](claim:demo@1.0/speedup), [all of it](claim:demo@1.1), [the project](claim:demo), `[x](claim:demo@9/x)`

    [code](claim:demo@9/x)

It is {{ claim("demo@1.0/speedup") }}, and `{{ claim("demo@9/x") }}` is code.
"""


@pytest.fixture(scope="module")
def view(pristine: Example) -> View:
    return View(run_gate(pristine.root), Addresses())


def write(workspace: Example, text: str) -> None:
    (workspace.root / "docs/notes").mkdir(parents=True)
    (workspace.root / "docs/notes/ours.md").write_text(text)


def test_a_reference_leads_to_its_page(workspace: Example, tmp_path: Path) -> None:
    write(workspace, PROSE)
    site = HtmlSite(build_site(workspace.root, tmp_path / "site"), SITE_URL)
    assert {"demo/1.0/claims/speedup/", "demo/1.1/", "demo/"} <= set(site.linked("notes/ours/"))
    assert site.broken() == []
    says = site.pages["notes/ours/"].says
    assert "claim:demo@9/x" in says
    assert re.search(r"It is [\d.]+×\s+supported\s*, and \{\{ claim\(.demo@9/x.\) \}\} is code", says), says


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("demo@1.0/speedupp", "Did you mean demo@1.0/speedup?"),
        ("demo@9.9/speedup", "There is no such page"),
        ("other", "There is no such page"),
        ("demo@1.2/speedup", "There is no such page"),
        ("%22%3E%3Cscript%3E", "This is no reference"),
        ("", "This is no reference"),
    ],
)
def test_a_dead_reference_is_told(view: View, reference: str, said: str) -> None:
    html, dead = resolved(view, "notes/ours.md", f'<p><a href="claim:{reference}">this</a></p>')
    assert html == '<p><a href="#">this</a></p>'
    assert [said in sentence for sentence in dead] == [True]


def test_a_dead_reference_fails_a_strict_build(
    workspace: Example, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(workspace, "# Ours\n\n[this](claim:demo@1.0/speedupp)\n")
    with caplog.at_level(logging.WARNING), pytest.raises(Abort):
        build_site(workspace.root, tmp_path / "site")
    assert any(
        "Did you mean demo@1.0/speedup?" in text and "notes/ours.md" in text for text in caplog.messages
    )
