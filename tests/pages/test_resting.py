"""The way back from a commit or a machine also leads to what others measured again there."""

from __future__ import annotations

import shutil

from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.site import build_site
from mkdocs_dossiers.pages.view import View
from tests.gates import run_gate
from tests.workspace import Example


def test_reproductions_are_named_where_they_were_measured(workspace: Example) -> None:
    again = workspace.dossier.parent / "reproductions/2026-11-21-platform-team"
    shutil.copyfile(workspace.dossier.parent / "environments/host.json", again / "environments/other.json")
    view = View(run_gate(workspace.root, pages=True), Addresses())
    pages = {page.address: page.markdown for page in build_site(view, "Dossiers").pages}
    told = "demo&#64;1.0, by Platform team, 2026-11-21](../reproductions/2026-11-21-platform-team.md)"
    assert f"Measured again on a machine like this: [{told}" in pages["demo/1.0/environments/host.md"]
    told = told.replace("../", "../1.0/", 1)
    at = pages[f"demo/commits/{workspace.commit}.md"]
    assert f"Measured again at this commit: [{told}" in at
    assert "none would fall with it" in at
