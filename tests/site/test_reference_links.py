"""Pages of the author's own link to claims by reference."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from tests.site.building import SITE_URL, build_site
from tests.site.html_page import HtmlSite
from tests.workspace import Example

PROSE = """\
# Ours

[fast](claim:demo@1.0/speedup), [all of it](claim:demo@1.1), [the project](claim:demo), `[x](claim:demo@9/x)`

    [code](claim:demo@9/x)
"""


def write(workspace: Example, text: str) -> None:
    (workspace.root / "docs/notes").mkdir(parents=True)
    (workspace.root / "docs/notes/ours.md").write_text(text)


def test_a_reference_leads_to_its_page(workspace: Example, tmp_path: Path) -> None:
    write(workspace, PROSE)
    site = HtmlSite(build_site(workspace.root, tmp_path / "site"), SITE_URL)
    assert {"demo/1.0/claims/speedup/", "demo/1.1/", "demo/"} <= set(site.linked("notes/ours/"))
    assert site.broken() == []
    assert "claim:demo@9/x" in site.pages["notes/ours/"].says


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
def test_a_dead_reference_fails_a_strict_build(
    workspace: Example, tmp_path: Path, reference: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    write(workspace, f"# Ours\n\n[this](claim:{reference})\n")
    with caplog.at_level(logging.WARNING), pytest.raises(Abort):
        build_site(workspace.root, tmp_path / "site")
    assert any(said in message and "notes/ours.md" in message for message in caplog.messages)
