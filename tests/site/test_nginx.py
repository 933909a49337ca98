"""``ci/nginx.conf`` with the real nginx: at the root of a server, and below a path."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mkdocs_dossiers.publish.policy import SITE_POLICY
from tests.browser.conftest import WATCH
from tests.site.html_page import HtmlSite

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
CLAIM, DATA = "/demo/1.0/claims/speedup/", "/demo/1.0/data"
MAIN = """
daemon off; master_process off; pid nginx.pid; error_log error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
  include {types};
  include dossiers-policy.conf;
  include dossiers.conf;
}}
"""

pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx: on Debian, apt-get install nginx")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    port: int
    below: str

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to a request for exactly this path below the site's own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, f"{self.below}{path}", headers=names)
            got = connection.getresponse()
            return Answer(got.status, {key.lower(): value for key, value in got.getheaders()}, got.read())


def once(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


@pytest.fixture(scope="module", params=["", "/team/site"], ids=["root", "below"])
def server(
    site: HtmlSite, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The real configuration, with another port and folder."""
    place, below = tmp_path_factory.mktemp("nginx"), request.param
    served = place / "srv"
    shutil.copytree(site.folder, served / below.strip("/"), dirs_exist_ok=True)
    (place / "outside.txt").write_text("outside")
    (served / below.strip("/") / "demo/link.txt").symlink_to(place / "outside.txt")
    (served / below.strip("/") / ".hidden").mkdir()
    (served / below.strip("/") / ".hidden/file.txt").write_text("hidden")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = (ROOT / "ci/nginx.conf").read_text()
    for old, new in (
        ("    listen [::]:80;\n", ""),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("root /srv/dossiers;", f"root {served};"),
        ('{ default ""; }', f'{{ default "{below}"; }}'),
    ):
        text = once(text, old, new)
    (place / "dossiers.conf").write_text(text)
    (place / "nginx.conf").write_text(MAIN.format(types="/etc/nginx/mime.types"))
    shutil.copy("/etc/nginx/mime.types", place)
    made = re.search(
        r"^(printf .*?dossiers-policy\.conf)$",
        (ROOT / "docs/publish.md").read_text(),
        re.MULTILINE | re.DOTALL,
    )
    assert made is not None, "docs/publish.md does not say how the policy is made"
    command = made[1].replace("/etc/nginx/conf.d/", "").replace("sudo ", "")
    subprocess.run(
        ["bash", "-ec", command.replace("site/", f"{site.folder}/")],
        cwd=place,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    assert NGINX is not None
    start = [NGINX, "-p", f"{place}/", "-c", "nginx.conf"]
    running = subprocess.Popen(start, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            assert running.poll() is None, running.stderr.read() if running.stderr else ""
            time.sleep(0.05)
        yield Server(port, below)
    finally:
        running.terminate()
        running.communicate(timeout=10)


def policies(answer: Answer) -> dict[str, str]:
    rules = answer.headers["content-security-policy"].split("; ")
    return dict(rule.partition(" ")[::2] for rule in rules)


@pytest.mark.parametrize("path", ["/", "/demo/", CLAIM, "/gate/"])
def test_pages_have_the_strict_policy_and_are_asked_for_again(
    server: Server, site: HtmlSite, path: str
) -> None:
    answer = server.ask(path)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers or answer.headers["server"] == "nginx"
    rules = policies(answer)
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == "'none'"
    assert set(rules["script-src"].split()) >= {"'self'", *site.pages[path[1:]].digests}
    assert "unsafe" not in rules["script-src"]
    again = server.ask(path, If_None_Match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_the_policy_of_the_site_is_that_of_all_its_pages(site: HtmlSite) -> None:
    allowed = set(re.findall(r"'sha256-[^']+'", (site.folder / SITE_POLICY).read_text()))
    assert allowed == {digest for page in site.pages.values() for digest in page.digests}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (f"{DATA}/load.csv", "text/csv; charset=utf-8"),
        (f"{DATA}/tool.json", "application/json; charset=utf-8"),
        ("/demo/1.0/environments/host.json", "application/json; charset=utf-8"),
        ("/demo/1.0/demo-1.0.zip", "application/zip"),
        ("/demo/1.0/dossier.yaml.txt", "text/plain; charset=utf-8"),
        (f"{CLAIM}badge.svg", "image/svg+xml; charset=utf-8"),
        ("/dossiers.json", "application/json; charset=utf-8"),
    ],
)
def test_files_are_what_they_are_and_may_do_nothing(
    server: Server, site: HtmlSite, path: str, kind: str
) -> None:
    answer = server.ask(path)
    assert answer.status == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    rules = policies(answer)
    assert rules["default-src"] == "'none'"
    assert "sandbox" in rules
    assert "script-src" not in rules
    assert answer.body == (site.folder / path[1:]).read_bytes()
    assert server.ask(path, If_None_Match=answer.headers["etag"]).status == 304


def test_what_is_packed_on_the_way_is_the_same(server: Server, site: HtmlSite) -> None:
    answer = server.ask(f"{DATA}/load.csv", Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == (site.folder / DATA[1:] / "load.csv").read_bytes()
    packed = server.ask("/demo/1.0/demo-1.0.zip", Accept_Encoding="gzip")
    assert "content-encoding" not in packed.headers


def test_only_names_with_a_digest_are_kept(server: Server, site: HtmlSite) -> None:
    named = [file for file in site.folder.rglob("*.min.js") if re.search(r"\.[0-9a-f]{8}\.min", file.name)]
    named += list(site.folder.rglob("*.min.css"))
    assert len(named) >= 4
    for file in named:
        answer = server.ask(f"/{file.relative_to(site.folder)}")
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    for path in (
        "/assets/dossiers/dossiers.js",
        "/assets/dossiers/dossiers.css",
        "/search/search_index.json",
    ):
        assert server.ask(path).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/nowhere/", f"{DATA}/nothing.csv", f"{DATA}/", "/assets/", "/demo/1.0/claims/"]
)
def test_what_is_missing_gives_the_page_for_that_and_no_listing(
    server: Server, site: HtmlSite, path: str
) -> None:
    answer = server.ask(path)
    assert answer.status == 404
    assert answer.body == (site.folder / "404.html").read_bytes()
    assert policies(answer)["frame-ancestors"] == "'none'"
    assert answer.headers["cache-control"] == "no-cache"


def test_folders_are_led_to_without_the_name_of_the_server(server: Server) -> None:
    answer = server.ask("/demo/1.0")
    assert answer.status == 301
    assert answer.headers["location"] == f"{server.below}/demo/1.0/"


@pytest.mark.parametrize(
    "path",
    [
        "/../outside.txt",
        "/demo/../../../../outside.txt",
        "/%2e%2e/outside.txt",
        "/demo/..%2f..%2f..%2foutside.txt",
        "/demo/link.txt",
        "/.hidden/file.txt",
        "/../../../../../../../../etc/passwd",
    ],
)
def test_nothing_outside_the_site_is_served(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert answer.status in (400, 404)
    assert b"outside" not in answer.body.replace(b"outside the", b"")
    assert b"root:" not in answer.body


def test_nothing_can_be_written(server: Server) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert server.ask("/demo/x.txt", method).status in (404, 405)


@pytest.mark.browser
@pytest.mark.parametrize("server", [""], indirect=True, ids=["root"])
def test_a_page_works_under_what_is_sent(server: Server, browser: Browser) -> None:
    page = browser.new_page()
    page.add_init_script(WATCH)
    try:
        page.goto(f"http://127.0.0.1:{server.port}{CLAIM}")
        page.keyboard.press("/")
        found = page.locator(".md-search-result__item > a")
        for _ in range(10):  # what is typed before the search is ready is not looked for
            page.locator("input[name=query]").fill("")
            page.locator("input[name=query]").press_sequentially("fast arm")
            page.wait_for_timeout(500)
            if found.count():
                break
        assert found.count() > 0
        assert page.evaluate("violations") == []
    finally:
        page.close()
