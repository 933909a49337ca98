"""Going through the site as a reader does: by clicking, searching, ticking, and going back."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, draw_all, until
from tests.site import hostile
from tests.site.building import EXTENSIONS, build_site, write_configuration
from tests.workspace import Example

pytestmark = pytest.mark.browser

SAYS = "The fast arm is at least 2x faster than the slow one at the median."


def heading(page: Page, text: str) -> None:
    expect(page.locator("article h1")).to_contain_text(text)


def test_from_home_to_the_raw_file_and_back(open_: Open, base: str) -> None:
    page = open_("", within=base)
    page.wait_for_load_state("networkidle")
    page.evaluate("window.stays = true")
    article = page.locator("article")
    article.get_by_role("link", name="Demo").first.click()
    heading(page, "Demo")
    article.get_by_role("link", name="1.0", exact=True).first.click()
    heading(page, "Version 1.0")
    article.get_by_role("link", name=SAYS).click()
    heading(page, SAYS)
    assert page.url == f"{base}demo/1.0/claims/speedup/"
    assert draw_all(page) == 5
    article.get_by_role("link", name="dataset load", exact=True).click()
    heading(page, "Dataset load")
    assert page.evaluate("window.stays"), "pages were loaded instead of swapped in"
    raw = article.get_by_role("link", name="load.csv").get_attribute("href")
    assert raw
    assert re.sub(r"^.*demo/", "demo/", raw) in ("demo/1.0/data/load.csv", "../../data/load.csv")
    answer = page.request.get(f"{base}demo/1.0/data/load.csv")
    assert answer.text().startswith("arm,latency_s,ended_s\n")
    article.get_by_role("link", name=SAYS).click()
    heading(page, SAYS)
    page.go_back()
    heading(page, "Dataset load")
    page.go_back()
    heading(page, SAYS)
    assert draw_all(page) == 5
    article.get_by_role("link", name="Dossiers").click()
    heading(page, "Performance dossiers")


def test_charts_and_ticks_work_on_pages_that_are_swapped_in(open_: Open, base: str) -> None:
    page = open_("demo/1.0/", within=base)
    page.wait_for_load_state("networkidle")
    page.evaluate("window.stays = true")
    page.locator(".dossier-checklist input").first.check()
    page.locator("article").get_by_role("link", name=SAYS).click()
    heading(page, SAYS)
    assert draw_all(page) == 5
    page.locator(".dossier-checklist input").last.check()
    page.go_back()
    heading(page, "Version 1.0")
    until(page, "document.querySelectorAll('.dossier-checklist input:checked').length === 2")
    assert page.evaluate("window.stays")
    page.reload()
    until(page, "document.querySelectorAll('.dossier-checklist input:checked').length === 2")
    expect(page.locator(".dossier-progress p")).to_have_text("2 of 3 done")
    page.get_by_role("button", name="Clear ticks").click()
    page.reload()
    expect(page.locator(".dossier-progress p")).to_have_text("0 of 3 done")


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("fast arm faster slow median", "demo/1.1/claims/speedup/"),
        ("sorting 5 ms median", "demo/1.1/claims/sort-median/"),
        ("dataset load", "demo/1.1/datasets/load/"),
        ("environment host", "demo/1.1/environments/host/"),
        ("Example CPU 9000", "demo/1.1/environments/host/"),
        ("2x faster", "demo/1.1/claims/speedup/"),
        ("requests per second", "demo/1.1/claims/fast-rate/"),
        ("load.csv", "demo/1.1/datasets/load/"),
        ("demo@1.1/speedup", "demo/1.1/claims/speedup/"),
    ],
)
def test_search_finds(open_: Open, words: str, address: str) -> None:
    page = open_("")
    box = page.get_by_role("textbox", name="Search")
    for _ in range(6):  # what is typed before the search is ready is not looked for
        box.fill("")
        box.press_sequentially(words)
        page.wait_for_timeout(800)
        if page.locator(".md-search-result__item > a").count():
            break
    places = [
        link.get_attribute("href") or "" for link in page.locator(".md-search-result__item > a").all()[:4]
    ]
    same = address.replace("1.1", "1.0")
    assert any(address in place or same in place for place in places), places


def test_what_strangers_wrote_never_runs(open_: Open, tmp_path: Path) -> None:
    from tests.browser.conftest import serve

    example = hostile.make(tmp_path / "workspace", hostile.as_it_is)
    build_site(example.root, tmp_path / "site", EXTENSIONS)
    server, address = serve(tmp_path / "site")
    try:
        page = open_("", within=address)
        for place in (
            "demo/",
            "demo/1.0/",
            "demo/1.0/datasets/load/",
            "demo/1.0/environments/host/",
            "gate/",
        ):
            page.goto(f"{address}{place}")
        for number in range(0, len(hostile.TEXTS), 9):
            page.goto(f"{address}demo/1.0/claims/claim-{number}/")
            draw_all(page)
            assert (
                page.locator(
                    "article img:not([src$='badge.svg']), article script, article iframe, article svg[onload]"
                ).count()
                == 0
            )
        page.set_viewport_size({"width": 390, "height": 800})
        for place in ("demo/", "demo/1.0/", "demo/1.0/claims/claim-24/", "demo/1.0/environments/host/"):
            page.goto(f"{address}{place}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, place
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def serving(workspace: Example) -> Iterator[tuple[Example, str]]:
    """`mkdocs serve` on a free port."""
    write_configuration(workspace.root)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    running = subprocess.Popen(
        command,
        cwd=workspace.root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield workspace, f"http://127.0.0.1:{port}/"
    finally:
        running.terminate()
        running.wait(20)


def answers(page: Page, address: str) -> bool:
    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - on this machine
                return bool(answer.status == 200)
        except OSError:
            page.wait_for_timeout(150)
    return False


def test_serve_shows_drafts_and_reloads(open_: Open, serving: tuple[Example, str]) -> None:
    workspace, address = serving
    page = open_("")
    assert answers(page, address)
    page.goto(f"{address}demo/1.2/")
    heading(page, "Version 1.2")
    expect(page.locator("article .dossier-chip").first).to_have_text("draft")
    page.wait_for_timeout(1000)  # the watcher compares with what it saw when it began
    draft = workspace.root / "dossiers/demo/1.2/dossier.yaml"
    workspace.replace("title: Version 1.2", "title: Measured once more", draft)
    expect(page.locator("article h1")).to_contain_text("Measured once more", timeout=30_000)
    page.goto("about:blank")  # or it would miss the server
