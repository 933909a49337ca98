"""Every kind of page as a reader has it: wide and narrow, light and dark, on paper, without scripts, by keyboard."""

from __future__ import annotations

import re
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Quiet, draw_all, serve, until

pytestmark = pytest.mark.browser

KINDS = {
    "home": "",
    "project": "demo/",
    "compare": "demo/compare/",
    "dossier": "demo/1.0/",
    "claim": "demo/1.0/claims/speedup/",
    "summary": "demo/1.0/claims/sort-median/",
    "dataset": "demo/1.0/datasets/load/",
    "environment": "demo/1.0/environments/host/",
    "printed": "demo/1.0/print/",
    "tool": "formats/csv/",
    "reproduction": "demo/1.0/reproductions/2026-11-21-platform-team/",
    "reported": "demo/reported/",
    "gate": "gate/",
    "verdicts": "verdicts/",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

CLIPPED = """() => [...document.querySelectorAll('article *')].filter(box => {
  const style = getComputedStyle(box);
  return box.clientWidth && style.display !== 'inline' && style.overflowX !== 'visible' && !box.closest('svg')
    && !box.matches('.md-clipboard, .md-clipboard *') && box.scrollWidth > box.clientWidth + 1;
}).map(box => box.outerHTML.slice(0, 120))"""

TOO_WIDE = """[...document.querySelectorAll('article *')].filter(box =>
  !box.closest('svg, .md-typeset__scrollwrap, pre, .dossier-scroll')
  && box.getBoundingClientRect().right > innerWidth + 1
).map(box => box.outerHTML.slice(0, 120))"""

REACHABLE = """() => {
  const kinds = 'article :is(a[href], input, summary, button, [tabindex="0"])';
  const all = [...document.querySelectorAll(kinds)].filter(box => box.checkVisibility()
    && !box.matches('.headerlink, .md-clipboard, .md-code__button')
    && !box.closest('details:not([open]) > :not(summary)'));
  all.forEach((box, place) => { box.dataset.place = place; });
  return all.length;
}"""


def axe(page: Page, *rules: str) -> list[str]:
    """What axe finds on a page, by all its rules or only some."""
    only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    found = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_in_anyones_way(open_: Open, kind: str) -> None:
    for scheme, rules in (("light", ()), ("dark", ("color-contrast", "link-in-text-block"))):
        page = open_(KINDS[kind], color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
        draw_all(page)
        assert axe(page, *rules) == [], scheme
        if scheme == "light":
            page.set_viewport_size({"width": 390, "height": 844})
            page.reload()
            draw_all(page)
            assert axe(page) == [], "phone"


def test_a_commit_is_a_click_away(open_: Open) -> None:
    page = open_(KINDS["dossier"], bypass_csp=True)
    page.locator('article a[href*="commits/"]').first.click()
    page.wait_for_url("**/commits/*/")
    expect(page.get_by_role("heading", name="What would fall if it were withdrawn")).to_be_visible()
    assert axe(page) == []


def shifted(page: Page) -> float:
    """How much of the screen moved by itself, as a share; a thousandth is one pixel of a page."""
    return float(page.evaluate("shifts.reduce((sum, entry) => sum + parseFloat(entry), 0)"))


@pytest.mark.parametrize("kind", KINDS)
def test_fits_a_phone_and_nothing_jumps(open_: Open, kind: str) -> None:
    page = open_(KINDS[kind], width=390)
    draw_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wide = page.evaluate(TOO_WIDE)
    assert wide == []
    assert shifted(page) < 0.001, page.evaluate("shifts")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_jumps_on_a_wide_screen(open_: Open, kind: str) -> None:
    page = open_(KINDS[kind])
    draw_all(page)
    assert shifted(page) < 0.001, page.evaluate("shifts")


class Slow(Quiet):
    """Hands over pages of another server in small pieces, with pauses in which a browser shows what it has."""

    origin = ""

    def do_GET(self) -> None:  # noqa: N802 - as http.server calls it
        with urllib.request.urlopen(f"{self.origin}{self.path[1:]}") as answer:  # noqa: S310 - our own server
            content, kind = answer.read(), answer.headers["Content-Type"]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        size = 700 if kind.startswith("text/html") else len(content)
        for start in range(0, len(content), size):
            self.wfile.write(content[start : start + size])
            time.sleep(0.02 if size < len(content) else 0)


@pytest.fixture
def slow(origin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The site on a line that takes a second for a page."""
    monkeypatch.setattr(Slow, "origin", origin)
    server, address = serve(tmp_path, Slow)
    yield address
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("kind", "width"), [("project", 390), ("compare", 1280)])
def test_nothing_jumps_while_a_page_comes_in(open_: Open, slow: str, kind: str, width: int) -> None:
    """Each row of a table that comes would move its columns."""
    page = open_(KINDS[kind], within=slow, width=width)
    assert page.locator("article table").first.is_visible()
    assert shifted(page) < 0.001, page.evaluate("shifts")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", ["home", "dossier"])
def test_heads_have_their_size_before_scripts_come(open_: Open, kind: str, width: int) -> None:
    page = open_(KINDS[kind], width=width)
    sizes = """[...document.querySelectorAll('article th')].map(head => {
      const box = head.getBoundingClientRect();
      return [box.x, box.width, box.height];
    })"""
    until(page, "!document.querySelector('.dossier-filter') || document.querySelector('button.dossier-sort')")
    after = page.evaluate(sizes)
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.reload()
    assert page.locator("button.dossier-sort").count() == 0
    assert page.evaluate(sizes) == after


@pytest.mark.parametrize("kind", KINDS)
def test_paper_shows_everything(open_: Open, kind: str) -> None:
    page = open_(KINDS[kind], width=720, color_scheme="dark")
    draw_all(page)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_timeout(150)
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
    assert not page.locator(".md-header").is_visible()
    for folded in page.locator("article details").all():
        inside_chart = folded.evaluate("box => !!box.closest('.dossier-chart')")
        assert inside_chart or folded.get_attribute("open") is not None
    if kind == "claim":
        assert page.locator("article code", has_text="SELECT").first.is_visible()
        assert page.locator(".dossier-checklist li").first.is_visible()
        assert page.locator(".dossier-chart svg").first.is_visible()
        assert "(http" not in page.evaluate(
            "[...document.querySelectorAll('article a')].map(a => getComputedStyle(a, '::after').content).join()"
        )
    page.evaluate("dispatchEvent(new Event('afterprint'))")


@pytest.mark.parametrize("kind", KINDS)
def test_readable_without_scripts(open_: Open, kind: str) -> None:
    page = open_(KINDS[kind], java_script_enabled=False)
    assert page.locator("article h1").is_visible()
    for box in page.locator(".dossier-chart__view").all():
        assert box.is_visible() == (box.locator("svg").count() > 0)
    if kind in ("claim", "dataset"):
        assert page.locator(".dossier-still").first.is_visible()
    for table in page.locator("article table").all():
        folded = table.locator("xpath=ancestor::details")
        assert folded.count() or table.is_visible()
    if kind == "claim":
        page.locator(".dossier-chart summary").first.click()
        assert page.locator(".dossier-chart table").first.is_visible()
        assert page.get_by_text("median of latency, claimed").is_visible()
        page.locator(".dossier-checklist input").first.check()
    phone = open_(KINDS[kind], width=390, java_script_enabled=False)
    assert phone.locator("article h1").is_visible()


@pytest.mark.parametrize("kind", ["home", "dossier", "claim"])
def test_a_keyboard_reaches_everything(open_: Open, kind: str) -> None:
    page = open_(KINDS[kind], width=390)
    draw_all(page)
    until(page, "!!document.querySelector('.md-typeset__scrollwrap[tabindex]')")
    page.evaluate("scrollTo(0, 0)")
    wanted = page.evaluate(REACHABLE)
    reached = set()
    for _ in range(wanted * 2 + 60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement?.dataset.place ?? null"))
        if len(reached - {None}) == wanted:
            break
    assert len(reached - {None}) == wanted > 12


def test_a_keyboard_operates_a_claim(open_: Open) -> None:
    page = open_(KINDS["claim"], width=390)
    draw_all(page)
    page.evaluate(REACHABLE)
    kinds = page.evaluate(
        "[...document.querySelectorAll('[data-place]')].map(box => box.matches('.md-typeset__scrollwrap') ? 'table' : "
        "box.localName)"
    )
    assert {"a", "input", "summary", "table"} <= set(kinds)
    assert "code" not in kinds  # lines of code break: there is nothing to scroll
    page.locator(".dossier-chart summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".dossier-chart details").first.get_attribute("open") is not None
    page.locator(".dossier-checklist input").first.focus()
    page.keyboard.press("Space")
    assert page.locator(".dossier-progress p").inner_text() == "1 of 2 done"


def test_what_scrolls_says_its_name(open_: Open) -> None:
    page = open_(KINDS["project"], width=390)
    until(page, "!!document.querySelector('.md-typeset__scrollwrap[tabindex]')")
    assert page.get_by_role("group", name="Table: Claims over versions").count() == 1
    page.set_viewport_size({"width": 1900, "height": 900})
    until(page, "!document.querySelector('.md-typeset__scrollwrap[tabindex]')")


def test_empty_header_rows_are_for_nobody(open_: Open) -> None:
    page = open_(KINDS["claim"])
    empty = page.evaluate(
        "[...document.querySelectorAll('article thead')].filter(head => !head.textContent.trim() "
        "&& getComputedStyle(head).display !== 'none').length"
    )
    assert empty == 0


def test_dark_and_light_are_a_click_apart(open_: Open) -> None:
    page = open_(KINDS["claim"], color_scheme="light")
    draw_all(page)
    colour = "getComputedStyle(document.querySelector('.dossier-chart svg text')).fill"
    before = page.evaluate(colour)
    page.get_by_title("Switch to dark mode").click()
    until(page, "document.body.dataset.mdColorScheme === 'slate'")
    assert page.evaluate(colour) != before
    page.reload()
    until(page, "document.body.dataset.mdColorScheme === 'slate'")


def test_every_kind_of_chart_is_on_the_site_and_none_makes_the_page_jump(open_: Open) -> None:
    seen = set()
    for address in (
        "claims/speedup/",
        "claims/fast-p95/",
        "claims/fast-rate/",
        "claims/fast-within/",
        "datasets/load/",
    ):
        page = open_(f"demo/1.0/{address}", width=390)
        figures = page.locator("figure[data-chart]")
        for figure in figures.all():
            seen.add((figure.get_attribute("data-chart") or "").rstrip("-0123456789"))
            assert figure.locator(".dossier-still").count() == 1
            assert figure.locator(".dossier-chart__look").is_visible()
        assert draw_all(page) >= figures.count() > 0
        assert page.locator(".dossier-still").count() == 0
        assert shifted(page) < 0.001, page.evaluate("shifts")
    assert seen == {"distribution", "ecdf", "tail", "order", "comparison", "throughput", "latency", "history"}


def test_the_numbers_of_a_chart_are_a_file(open_: Open) -> None:
    page = open_(KINDS["claim"])
    with page.expect_download() as started:
        page.evaluate(
            "document.querySelector('.dossier-chart__file a[href$=\"ecdf.csv\"]').setAttribute('download', '')"
        )
        page.locator(".dossier-chart__file a[href$='ecdf.csv']").click()
    lines = started.value.path().read_text().splitlines()
    assert lines[0] == "series,share at or below,latency (ms)"
    assert len(lines) > 150


def test_the_chart_library_comes_late_and_only_where_needed(open_: Open) -> None:
    asked: list[str] = []
    page = open_(KINDS["gate"])
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_timeout(300)
    assert not [url for url in asked if "vega" in url]
    page.set_viewport_size({"width": 1280, "height": 200})
    page.goto(re.sub("gate/$", KINDS["claim"], page.url))
    draw_all(page)
    assert len([url for url in asked if "vega" in url]) == 1


def scripts_of(page: Page, asked: list[str]) -> list[str]:
    """The names of the site's own scripts that were asked for."""
    page.wait_for_timeout(500)
    return [url.rpartition("/")[2] for url in asked if "/assets/dossiers/" in url and url.endswith(".js")]


def test_scripts_are_loaded_once_and_only_when_they_are_needed(open_: Open) -> None:
    page = open_(KINDS["verdicts"])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert scripts_of(page, asked) == ["dossiers.js"]
    page.goto(page.url.removesuffix("verdicts/") + KINDS["claim"])
    asked.clear()
    page.reload()
    draw_all(page)
    first = scripts_of(page, asked)
    assert first.count("vega.js") == first.count("dossiers.js") == 1
    assert len(first) == len(set(first))
    assert "compare.js" not in first
    asked.clear()
    page.evaluate("document.querySelector('article').dataset.before = 'yes'")
    page.locator("article").get_by_role(
        "link", name="1.1", exact=True
    ).first.click()  # without a new document
    until(page, "location.pathname.includes('/1.1/') && !document.querySelector('article[data-before]')")
    draw_all(page)
    assert scripts_of(page, asked) == []
