"""One Chromium for all tests, and the example site behind a plain static server, at its root and below a path."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.reporting import report_example
from tests.signing import sign_example
from tests.site.building import build_site
from tests.workspace import Example

WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', e => violations.push(e.effectiveDirective + ' ' + e.blockedURI));
window.shifts = [];
new PerformanceObserver(list => shifts.push(...list.getEntries().filter(entry => !entry.hadRecentInput).map(entry =>
  entry.value.toFixed(4) + ' ' + entry.sources.map(source => source.node?.outerHTML?.slice(0, 80)).join(' | '))))
  .observe({ type: 'layout-shift', buffered: true });
"""
BELOW = "team/site"

Open = Callable[..., Page]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_: Any) -> None: ...


def serve(folder: Path, how: type[Quiet] = Quiet) -> tuple[http.server.ThreadingHTTPServer, str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(how, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}/"


@pytest.fixture(scope="session")
def origin(pristine: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site at the root of a server; it is at ``team/site/`` there once more."""
    folder = tmp_path_factory.mktemp("served")
    server, address = serve(folder)
    workspace = sign_example(pristine.copied(tmp_path_factory.mktemp("origin") / "workspace"))
    report_example(workspace.root)
    build_site(workspace.root, folder, site_url=address)
    shutil.copytree(folder, folder / BELOW, ignore=shutil.ignore_patterns("team"))
    sitemap = (
        folder / BELOW / "sitemap.xml"
    )  # instant navigation goes by it, and by the address the site is built for
    sitemap.write_text(sitemap.read_text().replace(address, f"{address}{BELOW}/"))
    yield address
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["", f"{BELOW}/"], ids=["root", "below"])
def base(origin: str, request: pytest.FixtureRequest) -> str:
    return f"{origin}{request.param}"


@pytest.fixture
def open_(browser: Browser, origin: str) -> Iterator[Open]:
    """Opens pages; in the end nothing was complained about, and nothing outside asked for."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    asked: list[str] = []

    def opening(address: str, *, width: int = 1280, within: str = origin, **context: Any) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **context))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.add_init_script(WATCH)
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: asked.append(request.url))
        page.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None)
        page.goto(f"{within}{address}")
        return page

    yield opening
    for context in contexts:
        for page in context.pages:
            if page.url.startswith("http"):
                complaints += page.evaluate("window.violations ?? []")
        context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))] == []


def until(page: Page, condition: str) -> None:
    """Playwright's own waiting evaluates strings in the page, which the policy forbids."""
    for _ in range(160):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {condition}")


def draw_all(page: Page) -> int:
    """Pass every chart, and point at it, so that each is drawn by the library; how many there are."""
    views = page.locator(".dossier-chart__view")
    for view in views.all():
        view.scroll_into_view_if_needed()
        view.dispatch_event("pointerenter")
    until(page, f"document.querySelectorAll('.dossier-chart__view svg.marks').length === {views.count()}")
    return views.count()
