"""What ``docs/customize.md`` promises: colours, templates, wording, pages beside the generated ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from mkdocs_dossiers.pages import writer
from tests.site.building import REPOSITORY, SITE_URL, build_site
from tests.site.html_page import HtmlSite
from tests.workspace import Example

TEXT = (REPOSITORY / "docs/customize.md").read_text(encoding="utf-8")
TEMPLATES = Path(writer.__file__).parent / "templates"


def block(language: str) -> str:
    """The first example in a language."""
    found = re.search(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    assert found is not None
    return found[1]


def template(workspace: Example, name: str, text: str) -> None:
    folder = workspace.root / "overrides/dossiers"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


def test_a_block_a_colour_the_theme_and_a_page(workspace: Example, tmp_path: Path) -> None:
    template(workspace, "claim.md.jinja", block("jinja"))
    template(
        workspace,
        "home.md.jinja",
        '{% extends "dossiers/home.md.jinja" %}{% block what_changed_lately %}{% endblock %}',
    )
    (workspace.root / "overrides/main.html").write_text(
        '{% extends "base.html" %}{% block announce %}Ours{% endblock %}'
    )
    (workspace.root / "docs/assets").mkdir(parents=True)
    (workspace.root / "docs/assets/ours.css").write_text(block("css"))
    (workspace.root / "docs/handbook.md").write_text("# Handbook\n\n[fast](claim:demo@1.0/speedup)\n")
    # custom_dir is relative to mkdocs.yml; the other settings are the repository's.
    theme = {"name": "material", "font": False, "custom_dir": "overrides", "palette": {"primary": "teal"}}
    more = {"theme": theme, "extra_css": ["assets/ours.css"]}
    site = HtmlSite(
        build_site(workspace.root, tmp_path / "site", more=more, templates="overrides/dossiers"), SITE_URL
    )
    claim, home = site.pages["demo/1.0/claims/speedup/"], site.pages[""]
    assert "Questions about this number: the performance channel." in claim.says
    assert "What is established" in claim.says
    assert "Ours" in home.says
    assert "Claims of the newest versions" in home.says
    assert "What changed lately" not in home.says
    assert home.all("body")[0].get("data-md-color-primary") == "teal"
    styles = [link.get("href") for link in home.all("link", rel="stylesheet")]
    assert styles.index("assets/dossiers/dossiers.css") < styles.index("assets/ours.css")
    assert "demo/1.0/claims/speedup/" in site.linked("handbook/")
    assert "handbook/" in site.linked("")
    assert site.broken() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("{% if %}", "claim.md.jinja:1"), ("{{ nothing }}", "'nothing' is undefined"), (None, "no folder")],
)
def test_a_template_that_fails_stops_the_build(
    workspace: Example, tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str | None, said: str
) -> None:
    if text is not None:
        template(workspace, "claim.md.jinja", text)
    with pytest.raises(Abort):
        build_site(workspace.root, tmp_path / "site", templates="overrides/dossiers")
    assert said in caplog.text


def test_every_template_and_block_is_documented() -> None:
    for file in TEMPLATES.glob("*.md.jinja"):
        (row,) = re.findall(rf"^\| `{re.escape(file.name)}` \|.*$", TEXT, re.MULTILINE)
        blocks = re.findall(r"{% block (\w+) %}", file.read_text(encoding="utf-8"))
        assert blocks[0] == "before"
        assert blocks[-1] == "after"
        assert re.findall(r"`(\w+)`", row) == blocks[1:-1]


def test_every_colour_is_documented() -> None:
    css = (TEMPLATES.parents[1] / "assets/dossiers.css").read_text(encoding="utf-8")
    for name in set(re.findall(r"^\s*(--dossier-[a-z-]+):", css, re.MULTILINE)):
        assert f"`{name}`" in TEXT
