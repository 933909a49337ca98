"""``dossier overview``: a home page over many sites, and where they contradict each other."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mkdocs_dossiers.cli.main import cli
from tests.site.hostile import FIRST
from tests.site.html_page import HtmlSite

A, B = "https://perf.example.org/a/", "https://perf.example.org/b/"


@pytest.fixture
def index(site: HtmlSite) -> dict[str, Any]:
    """What the built site says of itself."""
    found = json.loads((site.folder / "dossiers.json").read_text())
    assert isinstance(found, dict)
    return found


def overview(folder: Path, *sites: str) -> Result:
    result = CliRunner().invoke(cli, ["overview", str(folder), *sites])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def another(index: dict[str, Any], place: Path, **edits: str) -> Path:
    """A site with the same projects under another name, and texts that were edited."""
    text = (
        json.dumps(index).replace("demo@", "other@").replace('"demo"', '"other"').replace("demo/", "other/")
    )
    for old, new in edits.items():
        text = text.replace(old, new)
    place.mkdir()
    (place / "dossiers.json").write_text(text)
    return place


def test_lists_every_project(site: HtmlSite, index: dict[str, Any], tmp_path: Path) -> None:
    other = another(index, tmp_path / "b")
    result = overview(tmp_path / "home", f"{A}={site.folder}", f"{B}={other}")
    assert (result.exit_code, result.stdout) == (0, "")
    page = html.unescape((tmp_path / "home/docs/index.md").read_text())
    for address in (f"{A}demo/", f"{B}other/"):
        assert f'<a href="{address}">' in page
    newest = max(index["projects"][0]["versions"], key=lambda version: version["reference"])
    row = next(line for line in page.splitlines() if f"{A}demo/" in line)
    assert f"| {len(newest['claims'])} |" in row
    assert row.count("|") == page[page.index("| Project") :].splitlines()[0].count("|")
    assert "on 2 sites." in page
    assert overview(tmp_path / "home", f"{A}={site.folder}").exit_code == 0  # and again, over the old one
    assert "on 1 site." in (tmp_path / "home/docs/index.md").read_text()


def test_says_what_no_gate_alone_sees(site: HtmlSite, index: dict[str, Any], tmp_path: Path) -> None:
    commit = index["projects"][0]["versions"][0]["commit"]
    other = another(index, tmp_path / "b", **{commit: "b" * 40})
    result = overview(tmp_path / "home", f"{A}={site.folder}", f"{B}={other}", f"{B}again/={other}")
    assert result.exit_code == 1
    assert f"The project other is on {B} and on {B}again/." in result.stderr
    assert "have the same raw file" in result.stderr
    assert "What the sites contradict each other in" in (tmp_path / "home/docs/index.md").read_text()


def test_what_a_site_says_is_no_markup(index: dict[str, Any], tmp_path: Path) -> None:
    title = index["projects"][0]["title"]
    other = another(index, tmp_path / "b", **{json.dumps(title): json.dumps(FIRST)})
    assert overview(tmp_path / "home", f"{B}={other}").exit_code == 0
    page = (tmp_path / "home/docs/index.md").read_text()
    assert "<script" not in page
    assert "<img" not in page


@pytest.mark.parametrize(
    "wrong",
    [
        "no-equals",
        "ftp://x/={site}",
        "https://perf.example.org={site}",
        "javascript:x/={site}",
        A + "={site}/none",
    ],
)
def test_arguments(site: HtmlSite, tmp_path: Path, wrong: str) -> None:
    result = overview(tmp_path / "home", wrong.replace("{site}", str(site.folder)))
    assert result.exit_code == 2
    assert "URL=SITE" in result.stderr


@pytest.mark.parametrize("content", ["", "[]", "{", '{"schema": 1}', '{"schema": 1, "projects": [{}]}'])
def test_what_is_no_site(tmp_path: Path, content: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/dossiers.json").write_text(content)
    result = overview(tmp_path / "home", f"{A}={tmp_path / 'site'}")
    assert result.exit_code == 2
    assert "cannot be used" in result.stderr


def test_a_folder_of_somebody_elses(site: HtmlSite, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    result = overview(tmp_path, f"{A}={site.folder}")
    assert result.exit_code == 2
    assert (tmp_path / "mine").read_text() == "mine"
