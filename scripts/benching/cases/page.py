"""A page in a browser on a mid-range phone: when it can be read, when its chart answers, and whether it scrolls."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benching.case import Bench, Case, Goal
from benching.site import BIN, SAID
from benching.timing import FailedError, Row
from benching.workload import Made, workspace

CLAIMS = 200
ROUNDS = 5
SLOWER = 4
"""By how much a mid-range phone's processor is slower, as Chromium's own tools emulate one."""
LINE = {"offline": False, "latency": 60, "downloadThroughput": 9e6 / 8, "uploadThroughput": 4.5e6 / 8}
"""A good mobile connection: milliseconds, and bytes a second."""
PHONE = {"width": 390, "height": 844}
_READABLE = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
  .observe({ type: 'largest-contentful-paint', buffered: true }))"""
_SCROLL = """() => new Promise(done => {
  const frames = [];
  const step = now => {
    frames.push(now);
    scrollBy(0, 60);
    if (innerHeight + scrollY < document.documentElement.scrollHeight - 2) requestAnimationFrame(step);
    else {
      const gaps = frames.slice(1).map((at, place) => at - frames[place]).sort((a, b) => a - b);
      done(gaps[Math.floor(gaps.length * 0.95)]);
    }
  };
  requestAnimationFrame(step);
})"""


def run(bench: Bench) -> list[Row]:
    """Each round is a new browser profile with nothing cached."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise FailedError("there is no Chromium; scripts/setup --browser installs it")
    made = workspace(bench.folder / "paged", 2)
    _many(made)
    (made.root / "docs").mkdir()
    settings = "site_name: S\ntheme: {name: material, font: false}\n"
    settings += 'plugins: [search, dossiers: {path: "", drafts: true}]\n'
    (made.root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    bench.tell("a site")
    command = [str(BIN / "mkdocs"), "build", "--quiet", "--site-dir", str(bench.folder / "site")]
    subprocess.run(
        command,
        cwd=made.root,
        check=True,
        capture_output=True,
        env={**os.environ, **SAID, "DOSSIER_CACHE": "off"},
    )
    rows = []
    with _served(bench.folder / "site") as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for number in range(bench.rounds or ROUNDS):
            bench.tell(f"round {number + 1} of {bench.rounds or ROUNDS}")
            claim = _opened(browser, f"{address}service-0000/1.1/claims/fast-p95/")
            rows.append(Row("readable", number, claim.evaluate(_READABLE) / 1000, 0.0, 0.0))
            rows.append(Row("interactive", number, _interactive(claim), 0.0, 0.0))
            claim.context.close()
            many = _opened(browser, f"{address}service-0000/1.9/")
            rows.append(Row("frame", number, many.evaluate(_SCROLL) / 1000, 0.0, 0.0))
            many.context.close()
        browser.close()
    return rows


def _many(made: Made) -> None:
    """A draft with so many claims that nobody sees them at once."""
    last = made.dossiers[-1]
    folder = last.parent / "1.9"
    shutil.copytree(last, folder)
    text = (
        (folder / "dossier.yaml").read_text(encoding="utf-8").replace("status: published", "status: draft", 1)
    )
    text = text.replace(f'version: "{last.name}"', 'version: "1.9"', 1)
    more = "".join(
        f"  parse-{number}:\n    says: Parsing takes at most {number} ms at the median.\n    metric: time\n"
        f"    of: tool/test_parse\n    statistic: median\n    holds: <= {number} ms\n"
        for number in range(10, CLAIMS)
    )
    (folder / "dossier.yaml").write_text(
        text.replace("reproduce:\n", f"{more}reproduce:\n", 1), encoding="utf-8"
    )


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None: ...

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def _opened(browser: Any, address: str) -> Any:
    page = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    return page


def _interactive(page: Any) -> float:
    """Seconds from a finger on the first chart to the chart that answers."""
    box = page.locator("figure[data-chart] .dossier-chart__view").first
    box.scroll_into_view_if_needed()
    before = page.evaluate("performance.now()")
    box.dispatch_event("pointerenter")
    box.locator("svg.marks").wait_for(timeout=30_000)
    return float(page.evaluate("performance.now()") - before) / 1000


CASE = Case(
    "A claim's page in Chromium with a four times slower processor and a mobile connection, nothing cached; and a "
    "dossier of 200 claims scrolled from top to bottom (frame: 95 % of frames take at most so long).",
    (Goal("readable", 1.0), Goal("interactive", 2.5), Goal("frame", 0.05)),
    run,
)
