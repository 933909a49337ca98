"""Comparing versions, series and environments in the browser, and by address."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Open, until

pytestmark = pytest.mark.browser

PAGE = "demo/compare/"
READY = "!!document.querySelector('.dossier-compare__bar select')"


def opened(open_: Open, query: str = "", **options: Any) -> Page:
    page = open_(f"{PAGE}{query}", **options)
    until(page, READY)
    return page


def tables(page: Page) -> list[list[list[str]]]:
    """Every table of the comparison, cell by cell, whether it is folded away or not."""
    found: list[list[list[str]]] = page.evaluate(
        "[...document.querySelectorAll('.dossier-compare__result .dossier-moves table')].map(table =>"
        " [...table.rows].map(row => [...row.cells].map(cell => cell.textContent.replace(/\\s+/g, ' ').trim())))"
    )
    return found


def test_the_browser_computes_what_the_page_says_without_it(open_: Open) -> None:
    plain = open_(PAGE, java_script_enabled=False)
    expect(plain.locator(".dossier-compare__result h2")).to_have_text("1.0 to 1.1")
    assert not plain.locator(".dossier-compare__bar").is_visible()
    written = [
        [
            [" ".join(cell.split()) for cell in row.locator("th, td").all_text_contents()]
            for row in table.all()
        ]
        for table in [
            found.locator("tr")
            for found in plain.locator(".dossier-compare__result .dossier-moves table").all()
        ]
    ]
    computed = tables(opened(open_, "?a=1.0&b=1.1"))
    assert computed == written
    words = [row[4] for table in computed for row in table[1:]]
    assert len(words) == 10
    assert [word for word in words if word.startswith("not compared the same raw files")]
    assert [word for word in words if word.startswith("cannot tell")] or "did not move" in words


def test_what_is_chosen_stands_in_the_address(open_: Open) -> None:
    page = opened(open_)
    assert page.url.endswith(PAGE)
    page.get_by_role("button", name="Swap").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".dossier-compare__result h2")).to_have_text("1.1 to 1.0")
    assert page.url.endswith("?a=1.1&b=1.0")
    page.get_by_label("Compare").select_option("series")
    page.get_by_label("From").select_option("1.0")
    page.get_by_label("this one").select_option("load/slow/latency")
    page.get_by_label("that one").select_option("load/fast/latency")
    assert "what=series" in page.url
    address = page.url
    ((_, row),) = tables(page)
    assert row[0] == "median"
    assert row[3].startswith("−6")  # about a third is left
    assert row[4] == "moved"
    page.goto("about:blank")
    page.goto(address)
    until(page, "document.querySelectorAll('.dossier-compare__result .dossier-moves').length === 1")
    assert tables(page)[0][1] == row


def test_environments_are_compared_series_by_series(open_: Open) -> None:
    page = opened(open_, "?what=environments&a=1.0/host&b=1.1/host")
    expect(page.locator(".dossier-compare__result h2")).to_have_text("host of 1.0 to host of 1.1")
    page.get_by_text("fields are the same: show").click()
    assert page.get_by_role("cell", name="AMD EPYC", exact=True).is_visible()
    assert page.locator(".dossier-loud").count() == 0


def changed(page: Page, change: Any) -> None:
    """Serve other data than the site has."""

    def answer(route: Route) -> None:
        response = route.fetch()
        data = json.loads(response.text())
        change(data)
        route.fulfill(response=response, body=json.dumps(data))

    page.route("**/compare.json", answer)


def test_another_machine_is_said_loudly_and_an_annotation_is_not_crossed(open_: Open) -> None:
    page = open_("gate/")
    field = {}

    def other(data: dict[str, Any]) -> None:
        place = next(i for i, entry in enumerate(data["fields"]) if entry["title"] == "CPU model")
        data["versions"][1]["environments"][0]["values"][place] = "<b>Other</b> CPU"
        field["title"] = data["fields"][place]["title"]

    changed(page, other)
    page.goto(page.url.replace("gate/", f"{PAGE}?a=1.0&b=1.1"))
    until(page, "!!document.querySelector('.dossier-loud')")
    assert field["title"] in page.locator(".dossier-loud").inner_text()
    assert page.get_by_text("<b>Other</b> CPU").count() == 1
    assert page.locator(".dossier-chip", has_text="other environment").count() == 10
    page.unroute("**/compare.json")
    note = {"number": 1, "first": "1.1", "kind": "infrastructure", "says": "The host was replaced."}
    changed(page, lambda data: data["annotations"].append(note))
    page.reload()
    until(page, "document.body.textContent.includes('Annotation 1 lies between them.')")
    assert {row[4] for table in tables(page) for row in table[1:]} == {
        "not compared annotation 1 between them"
    }


def test_the_table_is_copied_as_markdown(open_: Open) -> None:
    page = opened(open_, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator(".dossier-compare__status")).to_have_text("Copied.")
    text = page.evaluate("navigator.clipboard.readText()")
    lines = text.splitlines()
    assert lines[0] == "### Demo: 1.0 to 1.1"
    assert "| Claim | 1.0 | 1.1 | Change | What became of it |" in lines
    assert any(line.startswith("| Sorting takes at most 5 ms at the median. |") for line in lines)
    assert all(line.count("|") == 6 for line in lines if line.startswith("|"))


def test_without_a_clipboard_the_text_is_there_to_copy(open_: Open) -> None:
    page = opened(open_)
    page.evaluate("(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); })()")
    page.get_by_role("button", name="Copy as Markdown").click()
    assert page.get_by_label("The comparison as Markdown").input_value().startswith("### Demo")


@pytest.mark.parametrize(
    "query", ["?a=nine&b=__proto__", "?what=toString&a=1.0/x/y", "?what=series&a=1.0/none"]
)
def test_an_address_nobody_wrote_still_compares(open_: Open, query: str) -> None:
    page = opened(open_, query)
    until(page, "!!document.querySelector('.dossier-compare__result table')")


def test_it_works_on_a_page_that_is_swapped_in_and_below_a_path(open_: Open, base: str) -> None:
    page = open_("demo/", within=base)
    page.wait_for_load_state("networkidle")
    page.evaluate("window.stays = true")
    page.get_by_role("link", name="Compare any two versions").click()
    until(page, READY)
    assert page.evaluate("window.stays")
    page.get_by_role("button", name="Swap").click()
    expect(page.locator(".dossier-compare__result h2")).to_have_text("1.1 to 1.0")
    link = page.locator(".dossier-compare__result a", has_text="Sorting takes").first
    link.evaluate("link => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
    link.click()
    expect(page.locator("article h1")).to_contain_text("Sorting takes")
    assert page.url == f"{base}demo/1.0/claims/sort-median/"


def test_versions_that_report_in_different_units_are_compared(open_: Open) -> None:
    """As without a script: the older number in the unit of the newer one."""

    def other_units(route: Route) -> None:
        document = route.fetch().json()
        for entry in document["versions"][0]["series"]:
            assert entry["unit"] == "s"
            entry |= {"unit": "ms", "readable": ["ms", 1, 1]}
            entry |= {key: entry[key] and entry[key] * 1000 for key in ("value", "low", "high")}
        document["units"] = {"ms": {"s": [1, 1000]}, "s": {"ms": [1000, 1]}}
        route.fulfill(json=document)

    before = tables(opened(open_, "?a=1.0&b=1.1"))
    page = open_("", width=1280)
    page.route("**/compare.json", other_units)
    page.goto(page.url + PAGE + "?a=1.0&b=1.1")
    until(page, READY)
    assert tables(page) == before
