"""What strangers wrote is shown as they wrote it, and is never markup."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mkdocs_dossiers.pages.escape import visible
from tests.site import hostile
from tests.site.building import EXTENSIONS, SITE_URL, build_site
from tests.site.html_page import HtmlSite

COMMIT = re.compile(r"[0-9a-f]{40}")
"""The two sites' commits have different messages, and so different ids."""
CLAIM = re.compile(r"demo/1\.0/claims/claim-(\d+)/")
PLAIN_HOSTS = {"", "127.0.0.1:8000", "squidfunk.github.io"}


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, HtmlSite]:
    """The hostile site, and the same with every text made harmless."""
    found = {}
    for name, text in (("hostile", hostile.as_it_is), ("harmless", hostile.harmless)):
        folder = tmp_path_factory.mktemp(name)
        example = hostile.make(folder / "workspace", text)
        found[name] = HtmlSite(build_site(example.root, folder / "site", EXTENSIONS), SITE_URL)
    return found


@pytest.fixture
def site(sites: dict[str, HtmlSite]) -> HtmlSite:
    return sites["hostile"]


def shown(text: str) -> str:
    return " ".join(visible(text).split())


def test_every_claim_has_its_page(site: HtmlSite) -> None:
    assert len([address for address in site.pages if CLAIM.fullmatch(address)]) == len(hostile.TEXTS)
    assert site.broken() == []


def test_pages_are_built_of_the_same_elements_as_harmless_ones(sites: dict[str, HtmlSite]) -> None:
    bad, good = (
        {COMMIT.sub("commit", address): page for address, page in sites[name].pages.items()}
        for name in ("hostile", "harmless")
    )
    assert set(bad) == set(good)
    differing = [address for address, page in bad.items() if page.structure != good[address].structure]
    assert differing == []


def test_every_text_is_shown_as_it_was_written(site: HtmlSite) -> None:
    missing = []
    for place, text in enumerate(hostile.TEXTS):
        says = site.pages[f"demo/1.0/claims/claim-{place}/"].says
        for kind in ("claim", "context", "step"):
            if kind == "step":
                says = site.pages["demo/1.0/"].says
            wanted = f"{text} {kind} {place}"
            if shown(wanted if kind == "claim" else hostile.in_prose(wanted)) not in says:
                missing.append((kind, text))
    for address, text in (
        ("demo/", hostile.FIRST),
        ("demo/", " ".join(hostile.TEXTS[:20])),
        ("demo/1.0/", hostile.in_prose(" ".join(hostile.TEXTS))),
        ("demo/1.0/print/", hostile.in_prose(" ".join(hostile.TEXTS))),
        ("demo/1.0/datasets/load/", hostile.in_prose(" ".join(hostile.TEXTS[:24]))),
        (
            "demo/1.0/reproductions/2026-11-21-them/",
            hostile.in_prose(f"{' '.join(hostile.TEXTS[:24])} again"),
        ),
        ("demo/1.0/reproductions/2026-11-21-them/", f"{hostile.TEXTS[7]} by"),
        ("demo/1.0/claims/claim-0/", hostile.in_prose(f"{' '.join(hostile.TEXTS[:24])} again")),
        ("demo/1.0/claims/claim-0/", hostile.FIRST),  # the commit's first line
    ):
        if shown(text) not in site.pages[address].says:
            missing.append((address, text))
    environment = site.pages["demo/1.0/environments/host/"].says
    missing += [("environment", text) for text in hostile.TEXTS if shown(text) not in environment]
    assert missing == []


def test_nothing_runs_and_nothing_leads_away(sites: dict[str, HtmlSite]) -> None:
    known = {script for page in sites["harmless"].pages.values() for script in page.scripts}
    hosts = {
        urlsplit(element.get("href")).netloc
        for page in sites["harmless"].pages.values()
        for element in page.all("a")
    }
    for address, page in sites["hostile"].pages.items():
        assert all("alert(" not in script for script in page.scripts), address
        assert len(set(page.scripts) - known) <= 1, address  # the one that holds the page's own title
        for element in page.elements:
            assert not [name for name in element.attributes if name.startswith("on")], address
            for name in ("href", "src", "action", "srcdoc"):
                assert not element.get(name).strip().lower().startswith(("javascript:", "vbscript:")), address
            if element.tag == "a":
                assert urlsplit(element.get("href")).netloc in hosts, element
            if element.tag in ("script", "link", "img"):
                link = element.get("src") or element.get("href")
                assert not urlsplit(link).netloc or link.startswith(SITE_URL), element


def test_no_file_was_read_in(site: HtmlSite) -> None:
    for address, page in site.pages.items():
        assert "root:x:0" not in page.text, address


def test_titles_are_text(site: HtmlSite) -> None:
    for place, text in enumerate(hostile.TEXTS):
        page = site.pages[f"demo/1.0/claims/claim-{place}/"]
        (title,) = page.titles
        assert " ".join(text.split()) in " ".join(title.split()) or shown(text) in title, text


def test_search_index_holds_no_markup_of_theirs(site: HtmlSite) -> None:
    index = (site.folder / "search/search_index.json").read_text("utf-8")
    assert "<script" not in index
    assert "<img" not in index
    assert "<svg" not in index


def test_exported_markdown_is_one_line_per_text(tmp_path: Path) -> None:
    from mkdocs_dossiers.pages.address import Addresses
    from mkdocs_dossiers.pages.site import build_site as pages_of
    from mkdocs_dossiers.pages.view import View
    from tests.gates import run_gate

    counts = []
    for name, text in (("hostile", hostile.as_it_is), ("harmless", hostile.harmless)):
        report = run_gate(hostile.make(tmp_path / name, text).root, pages=True)
        generated = pages_of(View(report, Addresses()), "Evidence")
        counts.append(
            {COMMIT.sub("commit", page.address): page.markdown.count("\n\n") for page in generated.pages}
        )
    assert counts[0] == counts[1]
