"""The whole site: every page and file there is for a report.

A site may have more pages than fit into memory, and most of them are as they were when it was built last. So it is
planned first: what there will be, and how each is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mkdocs_dossiers.check.rule import rules
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.pages.address import is_commit
from mkdocs_dossiers.pages.badge import FILE as BADGE
from mkdocs_dossiers.pages.badge import badge_svg
from mkdocs_dossiers.pages.claim_json import FILE as CLAIM
from mkdocs_dossiers.pages.claim_json import claim_json, samples_json
from mkdocs_dossiers.pages.data import data
from mkdocs_dossiers.pages.dossier_json import DOCUMENT, dossier_json
from mkdocs_dossiers.pages.download import download
from mkdocs_dossiers.pages.kinds.claim import claim
from mkdocs_dossiers.pages.kinds.commit import commit
from mkdocs_dossiers.pages.kinds.compare import compare, compare_data
from mkdocs_dossiers.pages.kinds.dataset import dataset
from mkdocs_dossiers.pages.kinds.dossier import dossier
from mkdocs_dossiers.pages.kinds.environment import beside, environment
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
from mkdocs_dossiers.pages.page import SOFTWARE, Asset, Page, Plan, PlannedAsset, PlannedPage, Site
from mkdocs_dossiers.pages.signed import signed_files
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.read.elsewhere import folder_of


def build_site(view: View, title: str) -> Site:
    """Pages and files of everything the view shows. Raises ValueError for a report that was not measured for pages."""
    made = tuple(plan_site(view, title).made())
    return Site(
        tuple(one for one in made if isinstance(one, Page)),
        tuple(one for one in made if isinstance(one, Asset)),
    )


def plan_site(view: View, title: str) -> Plan:
    """What there will be of everything the view shows. Raises ValueError for a report not measured for pages."""
    if view.report.depth < Depth.PAGES:
        raise ValueError("the gate was not asked for what pages are made of: depth=Depth.PAGES")
    return Plan(tuple(_pages(view, title)), tuple(_assets(view)))


def _pages(view: View, title: str) -> Iterator[PlannedPage]:
    at = view.addresses
    yield PlannedPage(at.home, partial(home, view, title), navigation=True)
    yield PlannedPage(at.gate, partial(gate, view), navigation=True)
    yield PlannedPage(at.verdicts, partial(verdicts, view), navigation=True)
    yield PlannedPage(at.formats, partial(formats, view), navigation=True)
    yield PlannedPage(at.sources, partial(sources, view), of=SOFTWARE)
    for known, _ in rules():
        yield PlannedPage(at.rule(known.slug), partial(rule, view, known), of=SOFTWARE)
    for name, held in view.resting.formats.items():
        yield PlannedPage(at.tool(name), partial(tool, view, name, held))
    projects = {entry.name: entry for entry in view.projects}
    for (name, sha), dossiers in view.resting.commits.items():
        if is_commit(sha):
            yield PlannedPage(
                at.commit(name, sha), partial(commit, view, projects[name], sha, dossiers), of=name
            )
    yield from _said(view)
    for entry in view.projects:
        yield from _of_project(view, entry)


def _of_project(view: View, entry: Project) -> Iterator[PlannedPage]:
    at, of = view.addresses, entry.name
    yield PlannedPage(at.project(of), partial(project, view, entry), view.names_projects, of)
    yield PlannedPage(at.compare(of), partial(compare, view, entry), of=of)
    for withdrawal in view.withdrawals(entry):
        address = at.claim(withdrawal.reference(of))
        yield PlannedPage(address, partial(withdrawn, view, entry, withdrawal), of=of)
    for shown in view.dossiers(entry):
        reference = shown.reference
        yield PlannedPage(at.dossier(reference), partial(dossier, view, entry, shown), of=of)
        yield PlannedPage(at.printed(reference), partial(printed, view, entry, shown), of=of)
        for again in view.reproductions(shown):
            address = at.reproduction(reference, again.name)
            yield PlannedPage(address, partial(reproduction, view, entry, shown, again), of=of)
        for row in view.claims(shown):
            yield PlannedPage(at.claim(row.reference), partial(claim, view, entry, shown, row), of=of)
        for subject, raw in view.datasets(shown):
            address = at.dataset(reference, subject.name)
            yield PlannedPage(address, partial(dataset, view, entry, shown, subject, raw), of=of)
        for captured in view.environments(shown):
            address = at.environment(reference, captured.name)
            make, also = (
                partial(environment, view, entry, shown, captured),
                partial(beside, view, shown, captured),
            )
            yield PlannedPage(address, make, of=of, also=also)


def _said(view: View) -> Iterator[PlannedPage]:
    """What reports say, of projects nobody has measured too."""
    for entry in view.unmeasured:
        address = view.addresses.project(entry.name)
        yield PlannedPage(address, partial(unmeasured, view, entry), view.names_projects)
    for entry in (*view.projects, *view.unmeasured):
        if entry.reports:
            yield PlannedPage(view.addresses.reported(entry.name), partial(reported, view, entry))


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


def _there(asset: Asset) -> PlannedAsset:
    """A file that is there already."""
    return PlannedAsset(asset.address, lambda: asset)


def _assets(view: View) -> Iterator[PlannedAsset]:
    at = view.addresses
    for entry in view.projects:
        yield PlannedAsset(at.compare_data(entry.name), partial(compare_data, view, entry), entry.name)
        if entry.document is not None:
            document = view.report.workspace.root / entry.path / "project.yaml"
            yield _there(Asset(at.described(entry.name), source=document))
    for owner, shown in view.shown:
        yield PlannedAsset(at.twin(shown.reference), partial(dossier_json, view, owner, shown), owner.name)
        yield PlannedAsset(at.archive(shown.reference), partial(download, view, owner, shown), owner.name)
        yield _there(Asset(at.raw(shown.reference, DOCUMENT), source=shown.folder / DOCUMENT))
        for row in view.claims(shown):
            twin = at.beside(row.reference, CLAIM)
            yield PlannedAsset(twin, partial(claim_json, view, owner, shown, row), owner.name)
            yield from map(_there, samples_json(view, row))
            yield PlannedAsset(at.beside(row.reference, BADGE), partial(badge_svg, view, row), owner.name)
        for subject, _ in view.datasets(shown):
            source = folder_of(shown.folder, subject) / subject.file
            yield _there(Asset(at.raw(shown.reference, subject.file), source=source))
        for captured in view.environments(shown):
            file = f"environments/{captured.name}.json"
            yield _there(Asset(at.raw(shown.reference, file), source=shown.folder / file))
        yield from map(_there, _reproduced(view, shown))
        yield from map(_there, signed_files(view, shown))
    yield PlannedAsset(at.data, partial(data, view))
