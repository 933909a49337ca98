"""Checking a claim in the reader's browser: what is sound is called so, and whatever was changed is seen."""

from __future__ import annotations

import hashlib
import json
import math
import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.conftest import Open, until
from tests.browser.test_pages import axe

pytestmark = pytest.mark.browser

CLAIMS = ["sort-median", "fast-p95", "fast-rate", "fast-within", "speedup"]
SOUND = "Everything is as printed: the bytes, the samples, the number and the verdict."
WRONG = "Something differs. Do not rely on this page before you know why."


def check(page: Page) -> tuple[str, dict[str, str]]:
    """Press the button; the result, and the state of each step by its words."""
    page.evaluate("document.querySelector('.dossier-check__found')?.remove()")
    page.get_by_role("button", name="Check").click()
    until(page, "document.querySelector('.dossier-check__result[data-state]') !== null")
    steps = page.locator(".dossier-check__steps li")
    found = {item.inner_text(): str(item.get_attribute("data-state")) for item in steps.all()}
    return page.locator(".dossier-check__result").inner_text(), found


def state(steps: dict[str, str], words: str) -> str:
    found = [value for text, value in steps.items() if words in text]
    assert len(found) == 1, steps
    return found[0]


def changing(page: Page, file: str, change: Callable[[bytes], bytes]) -> None:
    """Let the server send a file with other bytes."""

    def answer(route: Route) -> None:
        real = route.fetch()
        route.fulfill(response=real, body=change(real.body()))

    page.route(f"**/{file}", answer)


def test_every_claim_is_as_printed(open_: Open, base: str) -> None:
    page = open_("", within=base)
    for claim in CLAIMS:
        page.goto(f"{base}demo/1.0/claims/{claim}/")
        result, steps = check(page)
        assert result == SOUND
        assert set(steps.values()) == {"same"}
        assert state(steps, "The verdict: supported") == "same"
        for words in ("This page", "Raw file data/", "Number of samples"):
            assert state(steps, words) == "same"


def test_it_is_loaded_only_when_asked_for(open_: Open) -> None:
    page = open_("demo/1.0/claims/speedup/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/check/" in url or "load.csv" in url]
    check(page)
    assert [url for url in asked if url.endswith("data/load.csv")]
    assert not [url for url in asked if "formats/" in url and not url.endswith("formats/csv.js")]


def test_one_changed_byte_is_seen(open_: Open) -> None:
    page = open_("demo/1.0/claims/speedup/")
    changing(page, "data/load.csv", lambda raw: raw.replace(b"0.0", b"0.1", 1))
    result, steps = check(page)
    assert result == WRONG
    assert state(steps, "These are not the published bytes") == "differs"
    assert not [text for text in steps if "Samples of" in text], "nothing is computed of other bytes"


def test_a_file_that_is_not_there_is_seen(browser: Browser, origin: str) -> None:
    page = browser.new_page()
    page.goto(f"{origin}demo/1.0/claims/speedup/")
    page.route("**/data/load.csv", lambda route: route.abort())
    result, steps = check(page)
    assert result == WRONG
    assert state(steps, "data/load.csv could not be fetched") == "differs"
    page.route("**/data/load.csv", lambda route: route.fulfill(status=404))
    result, steps = check(page)
    assert result == WRONG
    assert state(steps, "data/load.csv is not there (the server says 404)") == "differs"
    page.close()


def other(key: str, value: Any) -> Callable[[bytes], bytes]:
    def change(raw: bytes) -> bytes:
        return json.dumps(json.loads(raw) | {key: value}).encode()

    return change


OTHERS = [
    ("printed", {"value": "9.9×", "interval": "no", "claimed": "≥ 2×", "samples": "400"}, "This page"),
    ("verdict", "refuted", "The verdict"),
    ("claim", "demo@1.0/other", "This page"),
    ("statistic", "p75", "The p75"),
    ("holds", {"op": ">=", "number": 200, "unit": "x", "written": ">= 200 x"}, "The verdict"),
]


def test_another_description_of_the_claim_is_seen(open_: Open) -> None:
    page = open_("demo/1.0/claims/speedup/")
    for key, value, step in OTHERS:
        changing(page, "claims/speedup/claim.json", other(key, value))
        result, steps = check(page)
        assert result == WRONG
        assert state(steps, f"{step}:") == "differs"
        page.unroute_all()


def test_another_number_on_the_page_is_seen(open_: Open) -> None:
    page = open_("demo/1.0/claims/speedup/")
    page.evaluate("document.querySelector('.dossier-check').dataset.value = '9.99×'")
    result, steps = check(page)
    assert result == WRONG
    assert state(steps, "This page:") == "differs"


def test_a_description_that_is_none_is_said(open_: Open) -> None:
    page = open_("demo/1.0/claims/speedup/")
    changing(page, "claims/speedup/claim.json", lambda _: b'{"schema": 1')
    result, _ = check(page)
    assert result == "The check could not be made. claim.json is not what it should be."


# --- A format the browser cannot read -------------------------------------------------------------------


def published_samples(page: Page, samples: bytes, digest: str | None = None) -> None:
    """Let the site say that the claim's format has no reader here, and publish its samples instead."""

    def change(raw: bytes) -> bytes:
        claim = json.loads(raw)
        for data in claim["data"]:
            data |= {"reader": False, "format": "hdrhistogram-log"}
        claim["samples"] = {"file": "samples.json", "sha256": digest or hashlib.sha256(samples).hexdigest()}
        return json.dumps(claim).encode()

    changing(page, "claims/fast-p95/claim.json", change)
    page.route("**/claims/fast-p95/samples.json", lambda route: route.fulfill(body=samples))


def fast(page: Page) -> bytes:
    """The samples of the claim, out of the raw file, as the site would publish them."""
    text = page.request.get(f"{page.url.split('demo/')[0]}demo/1.0/data/load.csv").text()
    values = [float(line.split(",")[1]) for line in text.splitlines() if line.startswith("fast,")]
    return json.dumps({"schema": 1, "sides": [{"series": "fast", "values": values}]}).encode()


def test_published_samples_are_checked_and_what_is_not_is_said(open_: Open) -> None:
    page = open_("demo/1.0/claims/fast-p95/")
    published_samples(page, fast(page))
    result, steps = check(page)
    assert result == "All that could be checked here is as printed. Not checked: 1 of 7 steps."
    assert state(steps, "That these are what data/load.csv holds was not checked here") == "open"
    assert state(steps, "The p95") == "same"


def test_other_samples_are_seen(open_: Open) -> None:
    page = open_("demo/1.0/claims/fast-p95/")
    sound = fast(page)
    published_samples(page, sound.replace(b"0.0", b"0.1", 1), hashlib.sha256(sound).hexdigest())
    result, steps = check(page)
    assert result == WRONG
    assert state(steps, "samples.json is not what was published") == "differs"


def test_samples_with_other_numbers_and_a_made_up_digest_are_seen(open_: Open) -> None:
    page = open_("demo/1.0/claims/fast-p95/")
    published_samples(page, fast(page).replace(b"0.01", b"0.02"))
    result, steps = check(page)
    assert result == WRONG
    assert state(steps, "The p95") == "differs"


# --- Large files, statistics, help ------------------------------------------------------------------------


def test_large_files_are_asked_for_first(open_: Open) -> None:
    page = open_("demo/1.0/claims/speedup/")

    def large(raw: bytes) -> bytes:
        claim = json.loads(raw)
        claim["data"][0]["size"] = 340 * 1024**2
        return json.dumps(claim).encode()

    changing(page, "claims/speedup/claim.json", large)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Check").click()
    until(page, "document.querySelector('.dossier-check button').textContent.startsWith('Fetch 340.0 MiB')")
    assert not [url for url in asked if url.endswith("load.csv")]
    page.get_by_role("button", name="Fetch").click()
    until(page, "document.querySelector('.dossier-check__result[data-state]') !== null")
    assert page.locator(".dossier-check__result").inner_text() == WRONG


STATISTICS = "p1 p50 p90 p99 p99.9 median mean min max cv count"


def test_statistics_are_those_of_the_gate(open_: Open) -> None:
    """Of few and many samples, lopsided or not; and of samples that rows count."""
    import duckdb

    from mkdocs_dossiers.measure.statistics import statistic

    chance = random.Random(11)
    page = open_("")
    script = """async ([at, asked]) => {
      const { ordered, statistic } = await import(at);
      return asked.map(([name, values, weights, within, confidence]) =>
        statistic(name, ordered(values, weights), within, confidence));
    }"""
    asked: list[tuple[str, list[float], list[int] | None, Any, float]] = []
    for n in (1, 2, 14, 40, 2500):
        for values in (
            [chance.gauss(10, 1) for _ in range(n)],
            [round(chance.lognormvariate(0, 1.5), 3) for _ in range(n)],
        ):
            times = [chance.randrange(1, 9) for _ in values]
            for name in STATISTICS.split():
                asked.append((name, values, None, None, 0.95))
                asked.append((name, values, times, None, 0.975))
            asked.append(("share", values, None, {"op": "<=", "number": 9}, 0.99))
            asked.append(("count", values, times, {"op": ">", "number": 9}, 0.95))
    found = page.evaluate(script, [f"{page.url}assets/dossiers/check/statistics.js", asked])
    connection = duckdb.connect()
    for (name, values, weights, within, confidence), own in zip(asked, found, strict=True):
        limit = (within["op"], float(within["number"])) if within else None
        chosen = statistic(name, limit, weighted=weights is not None)
        connection.execute(
            "CREATE OR REPLACE TABLE s AS SELECT unnest($1::DOUBLE[]) AS value, unnest($2::BIGINT[]) AS weight",
            [values, weights or [1] * len(values)],
        )
        facts = {"n": chosen.count, **chosen.facts()}
        row = connection.execute(f"SELECT {', '.join(facts.values())} FROM s").fetchone() or ()
        known = {key: float(value or 0) for key, value in zip(facts, row, strict=True)}
        estimate = chosen.estimate("s", known, confidence)
        expected = connection.execute(estimate.sql).fetchone() or ()
        told = (own["value"], own["low"], own["high"], own["n"])
        if len(values) == 1 and name == "cv":
            continue  # one sample has no spread
        assert numbers(told) == pytest.approx(numbers(expected), rel=1e-9, nan_ok=True), (name, len(values))
        assert own["interval"] == estimate.interval


def numbers(row: tuple[Any, ...]) -> list[float]:
    return [math.nan if value is None else float(value) for value in row]


def test_digests_without_webcrypto(open_: Open) -> None:
    """Browsers keep WebCrypto to https:// pages; the same digest comes from plain JavaScript."""
    page = open_("")
    script = "async ([at, text]) => (await import(at)).plain(new TextEncoder().encode(text).buffer)"
    for length in (0, 3, 55, 56, 63, 64, 65, 1000):
        text = "abc" * length
        own = page.evaluate(script, [f"{page.url}assets/dossiers/check/digest.js", text])
        assert own == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_result_can_be_read_by_everybody(open_: Open, scheme: str) -> None:
    page = open_("demo/1.0/claims/speedup/", width=390, color_scheme=scheme)
    page.get_by_role("button", name="Check").focus()
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.dossier-check__result[data-state]') !== null")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_snippet_names_this_site(open_: Open, base: str) -> None:
    page = open_("demo/1.0/claims/speedup/", within=base)
    until(page, "document.querySelector('.dossier-snippet code').dataset.ready === 'yes'")
    words = page.locator(".dossier-snippet code").inner_text()
    at = f"{base}demo/1.0/claims/speedup/"
    assert words.startswith("[![demo@1.0/speedup: median ")
    assert words.endswith(f", supported]({at}badge.svg)]({at})")
    shown = page.locator("img[src$='badge.svg']")
    assert shown.evaluate("image => image.naturalWidth") > 100
