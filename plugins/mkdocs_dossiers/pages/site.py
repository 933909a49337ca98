"""The whole site: every page and file there is for a report."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.rule import rules
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.pages.address import is_commit
from mkdocs_dossiers.pages.badge import badge_svg
from mkdocs_dossiers.pages.claim_json import claim_json, samples_json
from mkdocs_dossiers.pages.data import data
from mkdocs_dossiers.pages.dossier_json import DOCUMENT, dossier_json
from mkdocs_dossiers.pages.download import download
from mkdocs_dossiers.pages.kinds.claim import claim
from mkdocs_dossiers.pages.kinds.commit import commit
from mkdocs_dossiers.pages.kinds.compare import compare, compare_data
from mkdocs_dossiers.pages.kinds.dataset import dataset
from mkdocs_dossiers.pages.kinds.dossier import dossier
from mkdocs_dossiers.pages.kinds.environment import environment
from mkdocs_dossiers.pages.kinds.formats import formats
from mkdocs_dossiers.pages.kinds.gate import gate
from mkdocs_dossiers.pages.kinds.home import home
from mkdocs_dossiers.pages.kinds.printed import printed
from mkdocs_dossiers.pages.kinds.project import project
from mkdocs_dossiers.pages.kinds.reported import reported
from mkdocs_dossiers.pages.kinds.reproduction import reproduction
from mkdocs_dossiers.pages.kinds.rule import rule
from mkdocs_dossiers.pages.kinds.sources import sources
from mkdocs_dossiers.pages.kinds.tool import tool
from mkdocs_dossiers.pages.kinds.unmeasured import unmeasured
from mkdocs_dossiers.pages.kinds.verdicts import verdicts
from mkdocs_dossiers.pages.kinds.withdrawn import withdrawn
from mkdocs_dossiers.pages.page import Asset, Page, Site
from mkdocs_dossiers.pages.signed import signed_files
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.read.elsewhere import folder_of


def build_site(view: View, title: str) -> Site:
    """Pages and files of everything the view shows. Raises ValueError for a report that was not measured for pages."""
    if view.report.depth < Depth.PAGES:
        raise ValueError("the gate was not asked for what pages are made of: depth=Depth.PAGES")
    pages = tuple(_pages(view, title))
    own = (file for page in pages for file in page.files)
    return Site(pages, (*_assets(view), *own, data(view)))


def _pages(view: View, title: str) -> Iterator[Page]:
    yield home(view, title)
    yield gate(view)
    yield verdicts(view)
    yield formats(view)
    yield sources(view)
    for known, _ in rules():
        yield rule(view, known)
    for name, held in view.resting.formats.items():
        yield tool(view, name, held)
    projects = {entry.name: entry for entry in view.projects}
    for (name, sha), dossiers in view.resting.commits.items():
        if is_commit(sha):
            yield commit(view, projects[name], sha, dossiers)
    yield from _said(view)
    for entry in view.projects:
        yield project(view, entry)
        yield compare(view, entry)
        for withdrawal in view.withdrawals(entry):
            yield withdrawn(view, entry, withdrawal)
        for shown in view.dossiers(entry):
            yield dossier(view, entry, shown)
            yield printed(view, entry, shown)
            for again in view.reproductions(shown):
                yield reproduction(view, entry, shown, again)
            for row in view.claims(shown):
                yield claim(view, entry, shown, row)
            for subject, raw in view.datasets(shown):
                yield dataset(view, entry, shown, subject, raw)
            for captured in view.environments(shown):
                yield environment(view, entry, shown, captured)


def _said(view: View) -> Iterator[Page]:
    """What reports say, of projects nobody has measured too."""
    for entry in view.unmeasured:
        yield unmeasured(view, entry)
    for entry in (*view.projects, *view.unmeasured):
        if entry.reports:
            yield reported(view, entry)


def _reproduced(view: View, shown: Dossier) -> Iterator[Asset]:
    """What others measured again."""
    for again in view.reproductions(shown):
        place = view.addresses.reproduced_file
        folder = again.evidence.folder
        for measured, _ in view.datasets(again.evidence):
            source = folder_of(folder, measured) / measured.file
            yield Asset(place(shown.reference, again.name, measured.file), source=source)
        for captured in view.environments(again.evidence):
            file = f"environments/{captured.name}.json"
            yield Asset(place(shown.reference, again.name, file), source=folder / file)


def _assets(view: View) -> Iterator[Asset]:
    for entry in view.projects:
        yield compare_data(view, entry)
        if entry.document is not None:
            document = view.report.workspace.root / entry.path / "project.yaml"
            yield Asset(view.addresses.described(entry.name), source=document)
    for owner, shown in view.shown:
        yield dossier_json(view, owner, shown)
        yield download(view, owner, shown)
        yield Asset(view.addresses.raw(shown.reference, DOCUMENT), source=shown.folder / DOCUMENT)
        for row in view.claims(shown):
            yield claim_json(view, owner, shown, row)
            yield from samples_json(view, row)
            yield badge_svg(view, row)
        for subject, _ in view.datasets(shown):
            yield Asset(
                view.addresses.raw(shown.reference, subject.file),
                source=folder_of(shown.folder, subject) / subject.file,
            )
        for captured in view.environments(shown):
            file = f"environments/{captured.name}.json"
            yield Asset(view.addresses.raw(shown.reference, file), source=shown.folder / file)
        yield from _reproduced(view, shown)
        yield from signed_files(view, shown)
