"""The built site, looked at without a browser."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from mkdocs_dossiers.check.rule import rules
from tests.gates import run_gate
from tests.site.building import SITE_URL, build_site
from tests.site.html_page import HtmlSite
from tests.workspace import Example, commit_edits, keep_records

CLAIMS = ("sort-median", "fast-p95", "fast-rate", "fast-within", "speedup")


def expected(commit: str, *versions: str) -> set[str]:
    pages = {"", "404.html", "gate/", "gate/sources/", "verdicts/", "formats/", "demo/", "demo/compare/"}
    pages |= {f"gate/rules/{rule.slug}/" for rule, _ in rules()}
    pages |= {f"demo/commits/{commit}/", "formats/csv/", "formats/pytest-benchmark/"}
    pages.add("demo/1.0/reproductions/2026-11-21-platform-team/")
    for version in versions:
        below = f"demo/{version}/"
        pages |= {below, f"{below}print/", f"{below}environments/host/"}
        pages |= {f"{below}claims/{claim}/" for claim in CLAIMS}
        pages |= {f"{below}datasets/{name}/" for name in ("tool", "load")}
    return pages


def test_every_thing_has_its_page_and_drafts_have_none(site: HtmlSite, pristine: Example) -> None:
    assert set(site.pages) == expected(pristine.commit, "1.0", "1.1")
    assert not (site.folder / "demo/1.2").exists()
    everything = "".join(page.text for page in site.pages.values())
    assert "1.2/" not in everything
    assert "1.2" not in (site.folder / "dossiers.json").read_text()
    assert "Version 1.2" not in (site.folder / "search/search_index.json").read_text()


def test_drafts_are_shown_where_that_is_asked_for(workspace: Example, tmp_path: Path) -> None:
    site = HtmlSite(build_site(workspace.root, tmp_path / "site", drafts=True), SITE_URL)
    assert set(site.pages) == expected(workspace.commit, "1.0", "1.1", "1.2")
    assert "draft" in site.pages["demo/1.2/"].says
    assert "demo/1.2/" in site.linked("demo/")
    assert site.broken() == []


def test_below_a_path_of_a_larger_site(workspace: Example, tmp_path: Path) -> None:
    (workspace.root / "docs").mkdir(exist_ok=True)
    (workspace.root / "docs/index.md").write_text("# Ours\n\n[Numbers](evidence/index.md)\n")
    site = HtmlSite(build_site(workspace.root, tmp_path / "site", path="evidence"), SITE_URL)
    assert {"", "evidence/", "evidence/demo/1.0/claims/speedup/", "evidence/gate/"} <= set(site.pages)
    assert "evidence/" in site.linked("")
    assert site.broken() == []


def test_no_link_anchor_or_asset_is_missing(site: HtmlSite) -> None:
    assert site.broken() == []


def test_the_checker_sees_what_is_broken(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text(
        '<p id="x"><a href="../b/">b</a><a href="#y">y</a><img src="c.png">'
    )
    (tmp_path / "index.html").write_text('<a href="a/#x">fine</a><a href="../../up">up</a>')
    assert len(HtmlSite(tmp_path, SITE_URL).broken()) == 4


def test_links_lead_down_to_the_raw_file_and_back(site: HtmlSite) -> None:
    claim, dataset, environment = (
        f"demo/1.0/{place}" for place in ("claims/speedup/", "datasets/load/", "environments/host/")
    )
    way = ["", "demo/", "demo/1.0/", claim, dataset, "demo/1.0/data/load.csv"]
    for here, there in pairwise(way):
        assert there in site.linked(here), f"{here} does not lead to {there}"
    assert "demo/1.0/data/load.csv" in site.linked(claim)
    assert "demo/1.0/environments/host.json" in site.linked(environment)
    for here in (claim, dataset, environment):
        assert {"", "demo/", "demo/1.0/"} <= site.linked(here)
    resting = {f"demo/1.0/claims/{name}/" for name in CLAIMS if name != "sort-median"}
    assert {link for link in site.linked(dataset) if link.startswith("demo/1.0/claims/")} == resting
    # What would still be held up by another version is said, too.
    assert "demo/1.1/claims/speedup/" in site.linked(dataset)
    for name in ("load", "tool"):
        assert f"demo/1.0/datasets/{name}/" in site.linked(environment)
        assert environment in site.linked(f"demo/1.0/datasets/{name}/")
    assert {environment, "verdicts/"} <= site.linked(claim)
    assert {f"demo/{version}/claims/speedup/" for version in ("1.0", "1.1")} <= site.linked(claim)
    assert "demo/1.1/" in site.linked("demo/1.0/")
    assert "demo/1.0/" in site.linked("demo/1.1/")


def test_raw_files_are_the_same_bytes(site: HtmlSite, pristine: Example) -> None:
    for version in ("1.0", "1.1"):
        for file in ("data/tool.json", "data/load.csv", "environments/host.json"):
            place = f"demo/{version}/{file}"
            assert (site.folder / place).read_bytes() == (pristine.root / "dossiers" / place).read_bytes()


def test_every_page_has_a_policy_for_its_own_scripts_only(site: HtmlSite) -> None:
    for address, page in site.pages.items():
        (policy,) = page.all("meta", **{"http-equiv": "Content-Security-Policy"})
        first = next(element for element in page.elements if element.inside[-1:] == ("head",))
        assert first is policy, address
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.get("content").split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["connect-src"] == "'self'"
        assert set(rules["script-src"].split()) == {"'self'", *page.digests}, address
        assert not any(name.startswith("on") for entry in page.elements for name in entry.attributes), address


def test_nothing_is_fetched_from_elsewhere(site: HtmlSite) -> None:
    for address, page in site.pages.items():
        for link in page.fetched:
            assert link.startswith("data:") or site.resolve(address, link) is not None, (address, link)
    for style in site.folder.rglob("*.css"):
        for link in re.findall(r"url\(([^)]*)\)", style.read_text("utf-8")):
            assert not re.match(r"""["']?(https?:)?//""", link), style


def test_sizes(site: HtmlSite) -> None:
    for address, page in site.pages.items():
        if "/claims/" in address:
            charts = sum(len(element.get("data-spec").encode()) for element in page.elements)
            own = site.folder / address / "charts.json"
            charts += own.stat().st_size if own.exists() else 0
            assert len(page.text.encode()) <= 80_000, address
            assert 0 < charts <= 25_000, address


def test_search_holds_claims_and_not_the_data_of_charts(site: HtmlSite) -> None:
    entries = json.loads((site.folder / "search/search_index.json").read_text())["docs"]
    said = {entry["title"] for entry in entries}
    assert "The fast arm is at least 2x faster than the slow one at the median." in said
    assert not [entry["location"] for entry in entries if "Data as a table" in entry["text"]]


def test_the_search_index_grows_with_claims_and_not_with_raw_data(site: HtmlSite) -> None:
    index = (site.folder / "search/search_index.json").read_text("utf-8")
    for version in ("1.0", "1.1"):
        values = (site.folder / f"demo/{version}/data/load.csv").read_text().split("\n")[1:-1]
        named = [line for line in values if line.split(",")[1] in index]
        assert len(named) <= len(values) / 100  # the least, the largest, and those at a quantile
    claims = [address for address in site.pages if "/claims/" in address]
    entries = json.loads(index)["docs"]
    about = sum(len(json.dumps(entry)) for entry in entries if "/claims/" in entry["location"])
    assert about <= 20_000 * len(claims)


def test_titles_and_descriptions(site: HtmlSite) -> None:
    for address, page in site.pages.items():
        assert len(page.all("h1")) == 1, address
        assert "".join(page.titles).strip(), address
        (description,) = page.all("meta", name="description")
        assert description.get("content").strip(), address
        assert page.all("html")[0].get("lang") == "en"
    assert "The fast arm is at least 2x faster" in "".join(site.pages["demo/1.0/claims/speedup/"].titles)


def test_headings_go_down_one_level_at_a_time(site: HtmlSite) -> None:
    for address, page in site.pages.items():
        if address == "404.html":
            continue
        levels = [
            int(e.tag[1]) for e in page.elements if re.fullmatch("h[1-6]", e.tag) and "article" in e.inside
        ]
        assert levels[0] == 1, address
        assert all(after - before <= 1 for before, after in pairwise(levels)), address


def test_json_for_other_programs_says_what_the_gate_says(site: HtmlSite, pristine: Example) -> None:
    data = json.loads((site.folder / "dossiers.json").read_text("utf-8"))
    report = run_gate(pristine.root)
    judged = {
        str(reference): found for reference, found in report.judgements.items() if "1.2" not in str(reference)
    }
    claims = {
        claim["claim"]: claim
        for project in data["projects"]
        for version in project["versions"]
        for claim in version["claims"]
    }
    assert set(claims) == set(judged)
    for name, found in judged.items():
        shown, measured = claims[name], found.measurement
        assert shown["verdict"] == found.verdict.value
        assert [shown[key] for key in ("value", "low", "high", "n", "sql")] == [
            measured.value,
            measured.low,
            measured.high,
            measured.n,
            measured.sql,
        ]
    for project in data["projects"]:
        for version in project["versions"]:
            for dataset in version["datasets"]:
                assert (site.folder / dataset["file"]).stat().st_size == dataset["size"]
                assert (site.folder / dataset["environment"]).is_file()


def test_a_rejected_claim_is_on_the_gate_page_only(workspace: Example, tmp_path: Path) -> None:
    workspace.replace("at least 2x faster than", "at least 2x faster THAN")
    workspace.replace("of: load/slow, to: load/fast", "of: load/slow, to: load/absent")
    commit_edits(workspace.root)
    keep_records(workspace.root)
    site = HtmlSite(build_site(workspace.root, tmp_path / "site", strict=False), SITE_URL)
    assert "demo/1.0/claims/speedup/" not in site.pages
    assert "demo/1.0/claims/fast-p95/" in site.pages
    assert not [address for address, page in site.pages.items() if "faster THAN" in page.text]
    assert "statistics/series" in site.pages["gate/"].says
    assert "rejected" in site.pages["demo/1.0/"].says
    assert site.broken() == []


def test_a_rejected_claim_fails_the_strict_build(workspace: Example, tmp_path: Path) -> None:
    from mkdocs.exceptions import Abort

    workspace.replace("of: load/slow, to: load/fast", "of: load/slow, to: load/absent")
    with pytest.raises(Abort):
        build_site(workspace.root, tmp_path / "site")
