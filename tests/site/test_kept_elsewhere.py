"""A site whose raw file git does not hold: its page links the address, and the site is verified from its copy."""

from __future__ import annotations

import hashlib
import html
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_dossiers.cli.main import cli
from mkdocs_dossiers.read.elsewhere import place_of
from tests.site.building import SITE_URL, build_site
from tests.site.html_page import HtmlSite
from tests.workspace import Example, commit_edits, git

RAW = "dossiers/demo/1.0/data/load.csv"
URL = "https://raw.example.org/demo/1.0/load.csv"


@pytest.fixture
def away(workspace: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Example:
    """The example with one version, whose raw file is in the store only."""
    for version in ("1.1", "1.2"):
        git(workspace.root, "rm", "-r", "--quiet", f"dossiers/demo/{version}")
    record = workspace.root / "dossiers/demo/published.yaml"
    kept = json.loads(record.read_text())
    kept["versions"] = {"1.0": kept["versions"]["1.0"]}
    kept.pop("withdrawn", None)
    record.write_text(json.dumps(kept))
    file = workspace.root / RAW
    place = place_of(hashlib.sha256(file.read_bytes()).hexdigest(), tmp_path / "store") / "data"
    place.mkdir(parents=True)
    git(workspace.root, "rm", "--quiet", "--cached", RAW)
    file.rename(place / "load.csv")
    monkeypatch.setenv("DOSSIER_STORE", str(tmp_path / "store"))
    size = (place / "load.csv").stat().st_size
    workspace.replace(
        "    file: data/load.csv\n", f"    file: data/load.csv\n    url: {URL}\n    size: {size}\n"
    )
    commit_edits(workspace.root)
    return workspace


def test_it_is_shown_and_verified(away: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = HtmlSite(build_site(away.root, tmp_path / "site"), SITE_URL)
    page = html.unescape((site.folder / "demo/1.0/datasets/load/index.html").read_text())
    assert f'href="{URL}"' in page
    assert "not in the repository" in page
    assert URL in (site.folder / "dossiers.json").read_text()
    monkeypatch.setenv("DOSSIER_STORE", "off")  # the site alone
    result = CliRunner().invoke(cli, ["verify", str(site.folder)])
    assert result.exit_code == 0, result.output
    raw = site.folder / "demo/1.0/data/load.csv"
    raw.write_bytes(raw.read_bytes().replace(b"fast", b"slow", 1))
    assert CliRunner().invoke(cli, ["verify", str(site.folder)]).exit_code == 1
