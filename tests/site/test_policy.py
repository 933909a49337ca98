"""Only scripts of the theme may run on a page, whatever its Markdown holds."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest

from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.publish.policy import policy, site_policy, theme_scripts, with_policy

THEME = Path(str(resources.files("material"))) / "templates"
OWN = theme_scripts((str(THEME),))
GUESSED = ".out .dat .bin .hlog .jtl .ndjson .jsonl .html .HTML .svg .xml .js .md".split()
BASE = re.search(r"<script>(.*?)</script>", (THEME / "partials/javascripts/base.html").read_text(), re.DOTALL)


def page(script: str) -> str:
    return f"<!doctype html><html><head></head><body><script>{script}</script></body></html>"


def digests(script: str) -> int:
    return policy(page(script), OWN).count("'sha256-")


def filled(value: str) -> str:
    assert BASE is not None
    return re.sub(r"\{\{.*?\}\}", lambda _: value, BASE[1])


@pytest.mark.parametrize("value", [".", "..", "../..", "https://docs.example.org/x/", "/site/"])
def test_the_theme_s_own_scripts_run(value: str) -> None:
    assert digests(filled(value)) == 1


@pytest.mark.parametrize(
    "value", ['"),alert(1),new URL("', "'+alert(1)+'", "${alert(1)}", "`", "\\u0022", "a b"]
)
def test_what_is_filled_in_stays_in_its_quotes(value: str) -> None:
    assert digests(filled(value)) == 0


@pytest.mark.parametrize("script", ["alert(1)", "", " ", "import('/x.js')", "__md_scope=new URL(location)"])
def test_any_other_script_does_not_run(script: str) -> None:
    assert digests(script) == 0
    assert digests(f"{filled('.')};{script or 'alert(1)'}") == 0


def test_templates_without_scripts_and_no_templates_allow_none(tmp_path: Path) -> None:
    (tmp_path / "main.html").write_text(
        "<script>{% if x %}a(){% endif %}</script><script>f({{ x }})</script>"
    )
    assert policy(page("f(alert(1))"), theme_scripts((str(tmp_path),))).count("'sha256-") == 0
    assert policy(page(filled(".")), ()).count("'sha256-") == 0


def test_the_policy_is_the_first_thing_in_the_head() -> None:
    assert '<head><meta http-equiv="Content-Security-Policy"' in with_policy(page("x"), ())


@pytest.mark.parametrize(
    ("file", "served"),
    [
        *((f"data/x{ending}", f"data/x{ending}.txt") for ending in GUESSED),
        *((f"data/x{ending}", f"data/x{ending}") for ending in (".csv", ".json", ".txt", ".gz", ".zip", ".parquet")),
    ],
)  # fmt: skip
def test_raw_files_are_served_as_what_no_browser_guesses(file: str, served: str) -> None:
    assert Addresses().raw(Reference("demo", "1.0"), file) == f"demo/1.0/{served}"


def test_what_a_server_sends_allows_the_scripts_of_every_page_and_no_frame() -> None:
    sent = site_policy({"sha256-b", "sha256-a"})
    assert "script-src 'self' 'sha256-a' 'sha256-b';" in sent
    assert "unsafe-inline" not in sent.replace("style-src 'self' 'unsafe-inline'", "")
    assert sent.endswith("; frame-ancestors 'none'")
