"""The home page: every project, what changed lately, and what needs attention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_dossiers.model.day import day
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.model.reported import State
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.signed import levels, seen
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import VERDICT_WORDS, write

MOST_EVENTS = 8
"""The newest so many changes are listed."""
MOST_CONCERNS = 30
"""So many things that need attention are listed; the others are counted."""
MOST_CLAIMS = 40
"""Up to so many claims of newest versions are listed; a larger site has them on its projects' pages."""

NEVER = "never reproduced"
WORST = (Verdict.REFUTED.value, "rejected", "expired", Verdict.INCONCLUSIVE.value, NEVER)
"""What needs attention, most urgent first."""


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that needs attention: what, the text of its link, its address, and the project it is of."""

    word: str
    text: str
    address: str
    project: Project


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day (``YYYY-MM-DD``)."""

    date: str
    word: str
    project: Project
    text: str
    address: str


def home(view: View, title: str) -> Page:
    """The list of projects, newest published version of each."""
    projects = sorted(view.projects, key=lambda project: (project.title.casefold(), project.name))
    concerns = {project.name: tuple(_concerns(view, project)) for project in projects}
    every = sorted(
        (concern for project in projects for concern in concerns[project.name]),
        key=lambda concern: WORST.index(concern.word),
    )
    claims = [
        (row, view.addresses.claim(row.reference))
        for project in projects
        for row in view.claims(view.newest(project))
    ]
    said = [
        (project, view.backing(project), view.addresses.reported(project.name))
        for project in (*projects, *view.unmeasured)
        if project.reports
    ]
    return write(
        "home",
        view.addresses.home,
        title,
        {
            "rows": [_row(view, project, concerns[project.name]) for project in projects],
            "unmeasured": [(project, view.addresses.project(project.name)) for project in view.unmeasured],
            "said": said,
            "figures": sum(backing.total for _, backing, _ in said),
            "backed": sum(backing.of(State.BACKED) for _, backing, _ in said),
            "instead": sum(backing.instead for _, backing, _ in said),
            "states": State,
            "claims": claims if len(claims) <= MOST_CLAIMS else [],
            "concerns": every[:MOST_CONCERNS],
            "more": len(every) - MOST_CONCERNS,
            "events": _events(view, projects),
            "words": VERDICT_WORDS,
            "gate": view.addresses.gate,
            "verdicts": view.addresses.verdicts,
            "data": view.addresses.data,
        },
        navigation=True,
    )


def _row(view: View, project: Project, concerns: tuple[Concern, ...]) -> dict[str, object]:
    newest = view.newest(project)
    tally = view.tally(newest)
    return {
        "project": project,
        "newest": newest,
        "address": view.addresses.project(project.name),
        "newest_address": view.addresses.dossier(newest.reference),
        "tally": tally,
        "troubles": sum(tally.get(word, 0) * 1000**place for place, word in enumerate(reversed(WORST))),
        "measured": measured(newest),
        "others": view.others(newest),
        "signed": levels(view, newest),
        "states": [word for word in WORST if any(concern.word == word for concern in concerns)],
        "versions": len(view.dossiers(project)),
    }


def measured(dossier: Dossier) -> str:
    """The day of the newest measurement, or of the dossier where no dataset says when it was measured."""
    days = [found for data in dossier.datasets.values() if (found := day((data.measured or "")[:10]))]
    return str(max(days)) if days else dossier.date


def _concerns(view: View, project: Project) -> Iterator[Concern]:
    """What a reader of a project must know: of its newest version, and evidence that expired unreplaced."""
    newest = view.newest(project)
    for row in view.claims(newest):
        if row.judgement.verdict is not Verdict.SUPPORTED:
            address = view.addresses.claim(row.reference)
            yield Concern(row.judgement.verdict.value, row.claim.says, address, project)
    for name in view.rejected(newest):
        yield Concern("rejected", name, view.addresses.gate, project)
    for row in view.stale(project):
        yield Concern("expired", row.claim.says, view.addresses.claim(row.reference), project)
    if not newest.draft and not any(view.others(dossier) for dossier in view.dossiers(project)):
        yield Concern(NEVER, project.title, view.addresses.project(project.name), project)


def _events(view: View, projects: list[Project]) -> list[Event]:
    found = [event for project in projects for event in _happened(view, project)]
    return sorted(found, key=lambda event: event.date, reverse=True)[:MOST_EVENTS]


def _happened(view: View, project: Project) -> Iterator[Event]:
    """Versions, errata, sign-offs and withdrawals of a project."""
    records = project.published.records if project.published is not None else {}
    for dossier in reversed(view.dossiers(project)):
        if dossier.draft:
            continue
        record, address = records.get(dossier.version), view.addresses.dossier(dossier.reference)
        text = f"{dossier.version}: {dossier.title}"
        yield Event(record.date if record else dossier.date, "published", project, text, address)
        for erratum in record.errata if record else ():
            yield Event(erratum.date, "erratum", project, f"{dossier.version}: {erratum.says}", address)
        for each in seen(view, dossier).entries:
            if each.entry.valid:
                made = each.entry.attestation
                text = f"{dossier.version}, {each.about}: {made.level}, says {made.by}"
                yield Event(made.date, "signed off", project, text, address)
    for entry in view.withdrawals(project):
        address = view.addresses.claim(entry.reference(project.name))
        yield Event(entry.date, "withdrawn", project, f"{entry.claim}: {entry.reason}", address)
