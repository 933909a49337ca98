"""The pages' script and stylesheet in Chromium, on a plain page under the strictest policy they promise."""

from __future__ import annotations

import functools
import html
import http.server
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import mkdocs_dossiers
from mkdocs_dossiers.charts import Chart, Point
from mkdocs_dossiers.charts.kinds import skeletons
from mkdocs_dossiers.pages.charted import charted
from mkdocs_dossiers.pages.writer import _environment

from . import samples

pytestmark = pytest.mark.browser

ASSETS = Path(mkdocs_dossiers.__file__).parent / "assets"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
WATCH = """
window.violations = [];
const note = text => violations.push(text);
document.addEventListener('securitypolicyviolation', e => note(e.effectiveDirective + ' ' + e.blockedURI));
window.alert = text => note('alert ' + text);
"""

Open = Callable[..., Page]


def figure(chart: Chart, spec: str | None = None) -> str:
    title, description = html.escape(chart.title), html.escape(chart.description)
    return (
        f'<figure class="dossier-chart" data-height="{chart.height}"><figcaption>{title}</figcaption>'
        f'<div class="dossier-chart__view" role="img" aria-label="{description}"'
        f" data-spec='{spec or chart.json()}'></div>"
        f"<details><summary>Data as a table</summary><table><tr><td>1</td></tr></table></details></figure>"
    )


CHECKLIST = '<ol class="dossier-checklist" data-key="gateway@2026.11">' + "".join(
    f'<li><label><input type="checkbox" data-step="{step}"> <span>Step {step}</span></label></li>'
    for step in (1, 2, 3)
)
CHECKLIST += "</ol>"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    shutil.copytree(ASSETS, tmp_path / "assets")
    (tmp_path / "assets" / "charts.json").write_text(json.dumps(skeletons()))

    class Strict(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Strict, directory=str(tmp_path))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def show(browser: Browser, site: str, tmp_path: Path) -> Iterator[Open]:
    """Opens a page with a body; afterwards no policy was violated and nothing outside was asked for."""
    pages: list[Page] = []
    asked: list[str] = []

    def open_(body: str, *, width: int = 1000, before: str = "") -> Page:
        (tmp_path / "index.html").write_text(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>'
            '<meta name="viewport" content="width=device-width">'
            '<link rel="stylesheet" href="assets/dossiers.css">'
            '<script src="assets/dossiers.js" defer></script>'
            f'</head><body data-md-color-scheme="default"><main>{body}</main></body></html>',
            encoding="utf-8",
        )
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.add_init_script(WATCH + before)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{site}/index.html")
        pages.append(page)
        return page

    yield open_
    for page in pages:
        assert page.evaluate("violations") == []
        page.close()
    assert [url for url in asked if not url.startswith(site)] == []


def until(page: Page, condition: str) -> None:
    """Playwright's own waiting evaluates strings in the page, which the policy forbids."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {condition}")


def drawn(page: Page, many: int = 1) -> None:
    until(page, f"document.querySelectorAll('.dossier-chart__view svg.marks').length === {many}")


def test_charts_are_drawn_as_wide_as_the_page_without_a_jump(show: Open) -> None:
    charts = [make() for make in samples.ALL.values()]
    page = show(
        "".join(map(figure, charts)), before="addEventListener('error', e => violations.push(e.message));"
    )
    for place in range(len(charts)):
        page.locator(".dossier-chart").nth(place).scroll_into_view_if_needed()
    drawn(page, len(charts))
    for chart, view in zip(charts, page.locator(".dossier-chart__view").all(), strict=True):
        box = view.bounding_box()
        assert box
        assert box["height"] == chart.height
        assert view.locator("svg").bounding_box() == box
    page.set_viewport_size({"width": 390, "height": 800})
    until(page, "document.querySelector('.dossier-chart__view svg').getAttribute('width') < 390")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def pictures(tmp_path: Path) -> Callable[..., str]:
    """Charts as a page has them: by its template, their data beside it."""

    def made(*charts: Chart) -> str:
        found = charted("page.md", charts)
        (tmp_path / "page").mkdir(exist_ok=True)
        for file in found.files:
            (tmp_path / file.address).write_bytes(file.content or b"")
        macro: Any = _environment(None).get_template("macros.jinja").module
        figures = "".join(str(macro.picture(one.chart, one.key)) for one in found.pictures)
        return f'{figures}<a class="dossier-charts-data" href="page/charts.json">data</a>'

    return made


def test_pictures_stand_before_anything_is_loaded_and_answer_to_the_pointer(
    show: Open, pictures: Callable[..., str]
) -> None:
    charts = [make() for make in samples.ALL.values()]
    page = show(
        pictures(*charts), before="addEventListener('error', e => violations.push(e.message));", width=390
    )
    assert page.locator(".dossier-still").count() == len(charts)
    assert page.evaluate("typeof dossierVega") == "undefined"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for place, chart in enumerate(charts):
        view = page.locator(".dossier-chart__view").nth(place)
        before = view.evaluate("box => [box.offsetWidth, box.offsetHeight]")
        words = [word for word in view.locator("text").all_text_contents() if word.strip("\u200b")]
        view.hover()
        drawn(page, place + 1)
        assert view.evaluate("box => [box.offsetWidth, box.offsetHeight]") == before
        assert view.locator(".dossier-still").count() == 0
        after = "".join(view.locator("svg.marks text").all_text_contents())
        assert [word for word in words if word not in after] == [], chart.title


def test_both_pictures_have_the_same_places(show: Open, pictures: Callable[..., str]) -> None:
    page = show(pictures(samples.shares()), width=800)
    places = """() => [...document.querySelectorAll('.dossier-chart__view text')].flatMap(text =>
      text.children.length ? [...text.children] : [text]).filter(text => text.textContent.trim('\u200b'))
      .map(text => [text.textContent, Math.round(text.getBoundingClientRect().left),
        Math.round(text.getBoundingClientRect().bottom)]).filter(([text]) => /%|ms|^[0-9]/.test(text)).sort()"""
    still = page.evaluate(places)
    page.locator(".dossier-chart__view").hover()
    drawn(page)
    for (text, left, bottom), (same, other_left, other_bottom) in zip(
        still, page.evaluate(places), strict=True
    ):
        assert text == same
        assert abs(left - other_left) <= 2, text
        assert abs(bottom - other_bottom) <= 3, text


def test_without_the_data_the_picture_stays(show: Open, pictures: Callable[..., str], tmp_path: Path) -> None:
    page = show(pictures(samples.shares()))
    (tmp_path / "page" / "charts.json").write_text('{"ecdf":{"kind":"ecdf","spec":{"datasets":{"url":[]}}}}')
    page.locator(".dossier-chart__view").hover()
    page.wait_for_timeout(500)
    assert page.locator(".dossier-still").count() == 1
    assert page.locator(".dossier-chart__sorry").count() == 0


def test_what_strangers_wrote_is_text(show: Open) -> None:
    bad = samples.HOSTILE
    chart = samples.single(bad, bad, bad, bad)
    page = show(figure(chart))
    drawn(page)
    text = page.locator(".dossier-chart__view svg").inner_html()
    assert "datum[0]" in text
    assert "&lt;b&gt;" in text
    assert page.locator(".dossier-chart__view b").count() == 0


def test_colours_follow_the_scheme_and_paper_without_redrawing(show: Open) -> None:
    page = show(figure(samples.single()))
    drawn(page)
    line = "[...document.querySelectorAll('svg line')].find(line => line.getAttribute('stroke-dasharray'))"
    page.evaluate(f"window.line = {line}")
    colour = "getComputedStyle(window.line).stroke"
    assert page.evaluate(colour) == "rgb(168, 60, 0)"
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    assert page.evaluate(colour) == "rgb(255, 157, 102)"
    page.emulate_media(media="print")
    assert page.evaluate(colour) == "rgb(168, 60, 0)"
    assert page.evaluate("window.line.isConnected")


def test_library_is_loaded_once_and_only_near_a_chart(show: Open) -> None:
    far = "<p>far</p>" * 200
    page = show(f"{far}{figure(samples.single())}{figure(samples.few())}")
    page.wait_for_timeout(300)
    assert page.evaluate("typeof dossierVega") == "undefined"
    page.locator(".dossier-chart").first.scroll_into_view_if_needed()
    drawn(page, 2)
    assert page.evaluate("document.querySelectorAll('script[src*=vega]').length") == 1


def test_printing_draws_the_charts_that_were_never_near(show: Open) -> None:
    far = "<p>far</p>" * 400
    page = show(f"{figure(samples.single())}{far}{figure(samples.few())}<details><p>SQL</p></details>")
    drawn(page)
    page.pdf()
    drawn(page, 2)
    assert page.locator("main > details[open]").count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main > details[open]").count() == 1
    assert page.locator(".dossier-chart details[open]").count() == 0


def test_without_the_library_the_table_opens(show: Open, tmp_path: Path) -> None:
    (tmp_path / "assets" / "vendor" / "vega.js").unlink()
    page = show(figure(samples.single()))
    page.wait_for_selector(".dossier-chart__sorry")
    assert page.locator(".dossier-chart details[open]").count() == 1
    assert "table below" in page.locator(".dossier-chart__sorry").inner_text()


@pytest.mark.parametrize(
    "spec",
    [
        '{"data":{"url":"/assets/dossiers.css"},"mark":"point"}',
        '{"data":{"values":[]},"mark":{"type":"point","color":{"expr":"1"}}}',
        '{"data":{"values":[]},"mark":{"type":"image"},"transform":[]}',
        '{"mark":"nonsense"}',
        "not json",
    ],
)
def test_a_spec_that_asks_for_more_is_refused(show: Open, spec: str) -> None:
    page = show(figure(samples.single(), spec))
    page.wait_for_selector(".dossier-chart__sorry")


def test_points_lead_only_to_this_site(show: Open) -> None:
    for href, leads in (("#there", True), ("javascript:alert(1)", False), ("//example.invalid/", False)):
        page = show(figure(samples.versions((Point("1", "d", 1.0, 0.9, 1.1, 9, "supported", href),))))
        drawn(page)
        page.locator(".mark-symbol.layer_15_marks path").click()
        page.wait_for_timeout(100)
        assert page.url.endswith("#there") is leads
        assert page.url.split("#")[0].endswith("/index.html")


def test_pointing_at_a_bar_says_its_numbers(show: Open) -> None:
    page = show(figure(samples.single()))
    drawn(page)
    page.locator(".layer_2_marks path").nth(10).hover()
    assert page.locator(".dossier-tip").inner_text() == "2 to 2.15 ms: 415 samples, 13.8 %"


def test_ticks_stay(show: Open) -> None:
    page = show(CHECKLIST)
    line, clear = page.locator(".dossier-progress p"), page.get_by_role("button", name="Clear ticks")
    assert line.inner_text() == "0 of 3 done"
    assert line.get_attribute("aria-live") == "polite"
    assert not clear.is_visible()
    page.get_by_label("Step 2").check()
    assert line.inner_text() == "1 of 3 done"
    page.reload()
    assert page.get_by_label("Step 2").is_checked()
    clear.click()
    assert line.inner_text() == "0 of 3 done"
    page.reload()
    assert not page.get_by_label("Step 2").is_checked()


def test_ticks_work_where_storage_is_denied(show: Open) -> None:
    denied = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied'); } });"
    page = show(CHECKLIST, before=denied)
    page.get_by_label("Step 1").check()
    assert page.locator(".dossier-progress p").inner_text() == "1 of 3 done"


def test_pages_that_are_swapped_in_work_too(show: Open) -> None:
    swap = """window.pages = []; window.document$ = { subscribe(start) { pages.push(start);
      document.addEventListener('DOMContentLoaded', start); } };"""
    page = show(figure(samples.single()), before=swap)
    drawn(page)
    into = "html => { document.querySelector('main').innerHTML = html; pages[0](); }"
    page.evaluate(into, figure(samples.few()) + CHECKLIST)
    drawn(page)
    assert page.locator("svg text", has_text="startup/cold").count() == 1
    assert page.locator(".dossier-progress").count() == 1
    page.evaluate("pages[0]()")
    assert page.locator(".dossier-progress").count() == 1
