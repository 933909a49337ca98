"""The pages as a plain folder of Markdown, and the site another generator makes of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_dossiers.cli.main import cli
from mkdocs_dossiers.pages.page import Asset, Page, Plan, PlannedAsset, PlannedPage
from mkdocs_dossiers.publish.export import NotOurs
from mkdocs_dossiers.publish.export import export as write
from tests.site.html_page import HtmlPage, HtmlSite
from tests.workspace import Example

GOLDEN = Path(__file__).parent / "golden"
ZENSICAL = Path(sys.executable).parent / "zensical"


def export(root: Path, to: Path) -> Path:
    done = CliRunner().invoke(cli, ["export", str(to), "--root", str(root)])
    assert done.exit_code == 0, done.output
    return to


@pytest.fixture(scope="session")
def exported(signed: Example, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(signed.root, tmp_path_factory.mktemp("exported") / "out")


@pytest.mark.parametrize(
    ("page", "golden"), [("demo/1.0/claims/speedup.md", "claim.md"), ("demo/1.0/index.md", "dossier.md")]
)
def test_pages_are_as_recorded(exported: Path, page: str, golden: str) -> None:
    text = (exported / "docs" / page).read_text("utf-8")
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / golden).write_text(text, encoding="utf-8")
    assert text == (GOLDEN / golden).read_text("utf-8")


def test_nothing_of_this_machine_is_in_the_export(exported: Path, signed: Example) -> None:
    for path in exported.rglob("*.md"):
        text = path.read_text("utf-8")
        assert str(signed.root) not in text
        assert str(Path.home()) not in text


def test_an_export_replaces_an_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    page, data = Page("index.md", "Evidence", "# Evidence\n"), Asset("data.json", content=b"{}")
    small = Plan((PlannedPage(page.address, lambda: page),), (PlannedAsset(data.address, lambda: data),))
    out, theirs = tmp_path / "out", tmp_path / "theirs"
    write(small, out, 'A "title"')
    (out / "docs/old.md").write_text("old")
    (out / "site").mkdir()
    write(small, out, "Evidence")
    assert not (out / "docs/old.md").exists()
    assert (out / "docs/index.md").read_text() == "# Evidence\n"
    assert (out / "site").is_dir()
    theirs.mkdir()
    (theirs / "file").write_text("theirs")
    with pytest.raises(NotOurs):
        write(small, theirs, "Evidence")
    assert [path.name for path in theirs.iterdir()] == ["file"]


OWN = """# Notes: "ours"

It sorts {{ claim("demo@1.1/speedup") }}, which is [fast](claim:demo@1.1/speedup), ![so](so.png).
`{{ claim("demo@1.1/speedup") }}` and {{ claim("demo@9/none") }}, [nothing](claim:demo@9/none).
"""


def test_own_pages_go_with_their_claims_filled_in(signed: Example, tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    shutil.copytree(signed.root, root, symlinks=True)
    (root / "mkdocs.yml").write_text("site_name: X\ndocs_dir: pages\n")
    pages = root / "pages"
    (pages / "deep").mkdir(parents=True)
    (pages / "deep/notes: ours.md").write_text(OWN)
    (pages / "index.md").write_text("# Home\n")
    (pages / "deep/so.png").write_bytes(b"png")
    arguments = ["export", str(tmp_path / "out"), "--root", str(root), "--own-pages"]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, done.output
    assert CliRunner().invoke(cli, [*arguments, "--strict"]).exit_code == 1
    text = (tmp_path / "out/docs/deep/notes: ours.md").read_text()
    assert '](../demo/1.1/claims/speedup.md) <span class="verdict verdict--supported">' in text
    assert "[fast](../demo/1.1/claims/speedup.md)" in text
    assert '`{{ claim("demo@1.1/speedup") }}`' in text
    assert "no such claim" in text
    assert "[nothing](claim:demo@9/none)" in text
    assert (tmp_path / "out/docs/deep/so.png").read_bytes() == b"png"
    assert (tmp_path / "out/docs/index.md").read_text() != "# Home\n"
    for sentence in ("index.md: left out", "There is no such claim.", "There is no such page."):
        assert sentence in done.stderr, sentence
    assert '"deep/notes: ours.md"' in (tmp_path / "out/mkdocs.yml").read_text()


def kept(page: HtmlPage) -> list[tuple[str, ...]]:
    """What of a page's content no generator may lose: charts, checklists, code, tables, folds, verdicts."""
    found = []
    for element in page.elements:
        if "article" not in element.inside:
            continue
        if element.tag in ("figure", "figcaption", "input", "ol", "table", "details", "dl", "dt", "dd"):
            found.append(
                (element.tag, *(element.get(name) for name in ("data-height", "data-key", "data-step")))
            )
        elif element.get("data-spec"):
            found.append(
                ("chart", json.dumps(json.loads(element.get("data-spec"))), element.get("aria-label"))
            )
        elif element.get("class").startswith(("dossier-", "verdict", "language-")):
            found.append((element.tag, element.get("class")))
    return found


def test_zensical_builds_the_same_site_from_it(exported: Path, site: HtmlSite, tmp_path: Path) -> None:
    if not ZENSICAL.exists():
        pytest.skip("no Zensical in this environment")
    folder = tmp_path / "out"
    shutil.copytree(exported, folder)
    subprocess.run([str(ZENSICAL), "build"], cwd=folder, check=True, capture_output=True, timeout=120)
    other = HtmlSite(folder / "site", "http://127.0.0.1:8000/")
    assert set(other.pages) == set(site.pages)
    assert [line for line in other.broken() if not line.startswith("404.html")] == []
    for address in set(site.pages) - {"404.html"}:
        ours, theirs = kept(site.pages[address]), kept(other.pages[address])
        assert theirs == ours, address
        for link in ("dossiers.css", "dossiers.js"):
            assert any(found.endswith(link) for found in other.pages[address].fetched), address
    for version in ("1.0", "1.1"):
        for file in ("data/tool.json", "data/load.csv", "environments/host.json"):
            place = f"demo/{version}/{file}"
            assert (folder / "site" / place).read_bytes() == (site.folder / place).read_bytes()
