"""Home as a reader uses it: filtering, sorting, by keyboard and by address."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Open, until

pytestmark = pytest.mark.browser

PROJECTS = (
    ("Router", "Network team", "udp fast", "refuted", 3),
    ("Archive", "Storage team", "disk", "", 12),
    ("Broker", "Network team", "udp", "expired, never reproduced", 2),
)


@pytest.fixture
def several(open_: Open, origin: str) -> Page:
    """The home page, with more projects in its table than the example has."""
    page = open_("gate/")

    def more(route: Route) -> None:
        answer = route.fetch()
        rows = "".join(
            f'<tr><td><span data-sort="{name}" data-owner="{owner}" data-tags="{tags}" data-is="{states}"></span>'
            f'<a href="demo/">{name}</a></td><td>{owner}</td><td>1.0</td><td>2026-11-21</td><td>none</td>'
            f"<td>not yet</td><td>{versions}</td></tr>"
            for name, owner, tags, states, versions in PROJECTS
        )
        before, body, after = answer.text().partition("<tbody>")
        route.fulfill(response=answer, body=f"{before}{body}{rows}{after}")

    page.route(f"{origin}**", lambda route: route.fallback())
    page.route(lambda url: url.split("?")[0] == origin, more)
    page.goto(origin)
    until(page, "!!document.querySelector('.dossier-filter input')")
    return page


def names(page: Page) -> list[str]:
    """The projects in the table that can be seen, in their order."""
    rows = page.locator(".dossier-projects tbody tr:visible td:first-child a")
    return [text.strip() for text in rows.all_inner_texts()]


def test_projects_are_filtered_and_the_address_says_how(several: Page) -> None:
    page = several
    expect(page.get_by_role("status")).to_have_text("4 of 4 projects")
    page.get_by_label("Owner").select_option("Network team")
    assert names(page) == ["Router", "Broker"]
    page.get_by_label("Tag").select_option("fast")
    assert names(page) == ["Router"]
    expect(page.get_by_role("status")).to_have_text("1 of 4 projects")
    assert "owner=Network+team&tag=fast" in page.url
    page.reload()
    until(page, "!!document.querySelector('.dossier-filter input')")
    assert names(page) == ["Router"]
    page.get_by_role("button", name="Show all").click()
    assert len(names(page)) == 4
    assert "?" not in page.url
    page.get_by_label("Needs attention").select_option("never reproduced")
    assert names(page) == ["Broker"]
    page.get_by_label("Needs attention").select_option("")
    page.get_by_label("Find").fill("storage TEAM")
    assert names(page) == ["Archive"]


def test_projects_are_sorted_from_the_keyboard(several: Page) -> None:
    page = several
    page.get_by_role("button", name="Versions").focus()
    page.keyboard.press("Enter")
    assert names(page) == ["Broker", "Demo", "Router", "Archive"]
    page.keyboard.press("Space")
    assert names(page)[:2] == ["Archive", "Router"]
    assert page.locator("th[aria-sort=descending]").inner_text().strip() == "Versions"
    assert page.url.endswith("?sort=versions&order=down")
    page.goto(page.url.replace("sort=versions&order=down", "sort=project"))
    until(page, "!!document.querySelector('th[aria-sort=ascending]')")
    assert names(page) == ["Archive", "Broker", "Demo", "Router"]


def test_an_address_nobody_wrote_shows_everything(several: Page) -> None:
    page = several
    page.goto(f"{page.url}?owner=nobody&sort=__proto__&order=sideways&is=%3Cimg%3E")
    until(page, "!!document.querySelector('.dossier-filter input')")
    assert len(names(page)) == 4


def test_home_stands_without_scripts(open_: Open) -> None:
    page = open_("", java_script_enabled=False)
    assert names(page) == ["Demo"]
    assert not page.locator(".dossier-filter").is_visible()
    assert page.locator("article button").count() == 0


def test_reported_figures_are_filtered_by_state_and_role(open_: Open) -> None:
    page = open_("demo/reported/")
    until(page, "!!document.querySelector('.dossier-filter input')")
    first = page.locator(".dossier-filter").first
    expect(first.get_by_role("status")).to_have_text("4 of 4 figures")
    first.get_by_label("State").select_option("withdrawn")
    expect(first.get_by_role("status")).to_have_text("1 of 4 figures")
    other = page.locator(".dossier-filter").nth(1)
    other.get_by_label("State").select_option("measured instead")
    expect(other.get_by_role("status")).to_have_text("1 of 2 figures")
