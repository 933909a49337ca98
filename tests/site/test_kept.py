"""What was built before is not made again, and the site is the same, byte for byte."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import _populate_page
from mkdocs.config import load_config
from mkdocs.structure.pages import Page

from mkdocs_dossiers.cache.store import PAGES, Cache
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.inputs import inputs, told
from mkdocs_dossiers.pages.page import PlannedPage
from mkdocs_dossiers.pages.site import plan_site
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.plugin import plugin, workshop
from mkdocs_dossiers.plugin.kept import Entry, Kept
from mkdocs_dossiers.plugin.made import Made
from tests.gates import run_gate
from tests.site.building import build_site, write_configuration
from tests.workspace import Example, commit_edits


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages outside the navigation that are made from now on."""
    done: list[str] = []
    populate = _populate_page

    def noted(page: Page, *rest: Any, **options: Any) -> None:
        done.append(page.file.src_uri)
        populate(page, *rest, **options)

    monkeypatch.setattr(workshop, "_populate_page", noted)
    monkeypatch.setattr(plugin, "processes", lambda: 1)  # what another one makes is not noted here
    return done


def never() -> Any:
    """What nobody may make."""
    raise AssertionError


def tree(folder: Path) -> dict[str, str]:
    """Every file of a site with its digest."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_site_built_again_is_the_same_and_only_what_changed_is_made(
    workspace: Example, made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSSIER_CACHE_KEY", "of this test")  # nobody else's pages
    first = tree(build_site(workspace.root, tmp_path / "first"))
    assert "demo/1.0/claims/speedup.md" in made
    made.clear()
    assert tree(build_site(workspace.root, tmp_path / "again")) == first
    assert not [address for address in made if address.startswith(("demo/", "gate/rules/"))]

    workspace.replace("says: Sorting takes at most 5 ms", "says: Sorting takes not more than 5 ms")
    commit_edits(workspace.root)
    made.clear()
    changed = tree(build_site(workspace.root, tmp_path / "changed"))
    assert "demo/1.0/claims/sort-median.md" in made
    monkeypatch.setenv("DOSSIER_CACHE_KEY", "another")
    cold = tree(build_site(workspace.root, tmp_path / "cold"))
    assert changed == cold
    assert changed != first


def test_a_forged_entry_writes_nothing_elsewhere(tmp_path: Path) -> None:
    settings = load_config(str(write_configuration(tmp_path)))
    page = Made(
        PlannedPage("demo/1.0/claims/a.md", never),
        settings.site_dir,
        settings.use_directory_urls,
        lambda file: None,
    )
    assert workshop._belongs("demo/1.0/claims/a/distribution.csv", page)
    for address in (
        "../a.csv",
        "demo/1.0/claims/a/../../x",
        "/etc/x",
        "demo/1.0/claims/a.md",
        "demo/1.0/claims/a/b/c",
    ):
        assert not workshop._belongs(address, page), address


def test_every_page_is_made_where_it_was_planned(pristine: Example) -> None:
    view = View(run_gate(pristine.root, pages=True), Addresses(), True)
    plan = plan_site(view, "D")
    for planned in plan.pages:
        page = planned.make()
        assert (page.address, page.navigation) == (planned.address, planned.navigation)
    for file in plan.assets:
        assert file.make().address == file.address


def test_another_verdict_is_another_page(pristine: Example) -> None:
    """A page that was finished before cannot say what the gate does not say today."""
    report = run_gate(pristine.root, pages=True)
    (project,) = report.workspace.projects
    before = inputs(View(report, Addresses()), project)
    assert inputs(View(report, Addresses()), project) == before
    everything = "\n".join(told(View(report, Addresses()), project))
    assert " object at 0x" not in everything
    assert len(everything) > 10_000
    (reference, judged), *_ = report.judgements.items()
    refuted = {**report.judgements, reference: dataclasses.replace(judged, verdict=Verdict.REFUTED)}
    for other in (
        dataclasses.replace(report, judgements=refuted),
        dataclasses.replace(report, problems=()) if report.problems else None,
        dataclasses.replace(report, judgements=dict(list(report.judgements.items())[1:])),
    ):
        if other is not None:
            assert inputs(View(other, Addresses()), project) != before
    assert inputs(View(report, Addresses("evidence")), project) != before
    assert inputs(View(report, Addresses(), True), project) != before


def test_an_entry_without_the_key_or_of_another_shell_is_none(tmp_path: Path) -> None:
    planned = PlannedPage("a.md", never, of="demo")

    def kept(key: bytes, around: bytes = b"s", made_of: bytes = b"i") -> Kept:
        return Kept(Cache(tmp_path, key, name=PAGES), around, lambda name: made_of)

    def found(place: Kept) -> Entry | None:
        name = place.name(planned)
        assert name is not None
        return place.get(name)

    entry = Entry(
        b"<p>page</p>", [("a.csv", b"1")], [{"title": "A"}], ["x"], [("b.md", "y", "b.md#y")], ["sha"]
    )
    forger = kept(b"guess")
    forger.put(forger.name(planned) or b"", entry)
    forger.flush()
    assert found(kept(b"guess")) == entry
    assert found(kept(b"secret")) is None
    assert found(kept(b"guess", around=b"other")) is None
    assert found(kept(b"guess", made_of=b"other")) is None
    assert kept(b"guess").name(PlannedPage("b.md", never)) is None
