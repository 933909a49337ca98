"""What the page kinds share: the report, who is shown, and where everything is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mkdocs_dossiers.check.expiry import expired, replaced_by, withdrawn
from mkdocs_dossiers.check.gate import Report, rejected_claims
from mkdocs_dossiers.model.attestation import SignOff
from mkdocs_dossiers.model.dossier import Claim, Dataset, Dossier, Environment, Project
from mkdocs_dossiers.model.measurement import Judgement, RawFile, Verdict
from mkdocs_dossiers.model.origin import Origin
from mkdocs_dossiers.model.problem import Problem, Severity
from mkdocs_dossiers.model.published import Withdrawal
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reported import Backing, backing
from mkdocs_dossiers.model.reproduction import Outcome, Remeasured, Reproduction
from mkdocs_dossiers.model.waiver import Waiver
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.resting import OnMachine, Resting

MOST_IN_NAVIGATION = 40
"""Every page names all projects beside it up to so many, 0.15 kB each, so that it stays below 80 kB; a larger site has
them in the table on its home page.
"""


@dataclass(frozen=True)
class ClaimRow:
    """A judged claim with its dossier."""

    dossier: Dossier
    claim: Claim
    judgement: Judgement

    @property
    def reference(self) -> Reference:
        """The claim's reference."""
        return self.claim.reference


@dataclass(frozen=True)
class View:
    """The report as pages see it. ``drafts`` says whether drafts are shown."""

    report: Report
    addresses: Addresses
    drafts: bool = False

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """Projects that have something to show."""
        return tuple(project for project in self.report.workspace.projects if self.dossiers(project))

    @cached_property
    def unmeasured(self) -> tuple[Project, ...]:
        """Projects reports speak of that have no dossier to show."""
        return tuple(
            project
            for project in self.report.workspace.projects
            if project.reports and not self.dossiers(project)
        )

    @cached_property
    def places(self) -> Mapping[Reference, str]:
        """The page of everything that can be referred to: projects, dossiers and claims, withdrawn ones too."""
        return dict(self._places())

    def _places(self) -> Iterator[tuple[Reference, str]]:
        for project in (*self.projects, *self.unmeasured):
            yield Reference(project.name), self.addresses.project(project.name)
        for project in self.projects:
            for withdrawal in self.withdrawals(project):
                claim = withdrawal.reference(project.name)
                yield claim, self.addresses.claim(claim)
            for dossier in self.dossiers(project):
                yield dossier.reference, self.addresses.dossier(dossier.reference)
                for row in self.claims(dossier):
                    yield row.reference, self.addresses.claim(row.reference)

    @property
    def names_projects(self) -> bool:
        """Whether the navigation beside every page names the projects."""
        return len(self.projects) + len(self.unmeasured) <= MOST_IN_NAVIGATION

    def backing(self, project: Project) -> Backing:
        """How much of what reports say about a project is backed; what is shown counts as measured instead."""
        shown = {row.claim.id for dossier in self.dossiers(project) for row in self.claims(dossier)}
        return backing(project.reports, shown)

    def dossiers(self, project: Project) -> tuple[Dossier, ...]:
        """The dossiers of a project that are shown, oldest version first."""
        return tuple(dossier for dossier in project.sorted() if self.drafts or not dossier.draft)

    def newest(self, project: Project) -> Dossier:
        """The newest version that is shown; a draft only where nothing is published yet."""
        shown = self.dossiers(project)
        return next((dossier for dossier in reversed(shown) if not dossier.draft), shown[-1])

    @cached_property
    def origins(self) -> Mapping[str, Origin]:
        """Where projects come from that were fetched, by project."""
        found = {project.name: project.origin for project in self.report.workspace.projects}
        return {name: origin for name, origin in found.items() if origin is not None}

    @cached_property
    def shown(self) -> tuple[tuple[Project, Dossier], ...]:
        """Every dossier that is shown, with its project."""
        return tuple((project, dossier) for project in self.projects for dossier in self.dossiers(project))

    def claims(self, dossier: Dossier) -> list[ClaimRow]:
        """The claims of a dossier that were not rejected, in the author's order."""
        known = self._rows.get(dossier.path)
        if known is None:
            judged = self.report.judgements
            known = self._rows[dossier.path] = tuple(
                ClaimRow(dossier, claim, judged[claim.reference])
                for claim in dossier.claims.values()
                if claim.reference in judged
            )
        return list(known)

    @cached_property
    def _rows(self) -> dict[str, tuple[ClaimRow, ...]]:
        """The claims of dossiers that were asked for, by the path of the dossier."""
        return {}

    @cached_property
    def _problems(self) -> Mapping[str, list[Problem]]:
        """What was found, by the dossier or project it is about."""
        found: dict[str, list[Problem]] = {}
        for problem in self.report.problems:
            found.setdefault(problem.scope.dossier, []).append(problem)
        return found

    def problems(self, dossier: Dossier) -> list[Problem]:
        """What was found that may touch a dossier."""
        about = (str(dossier.reference), dossier.reference.project, "")
        return [problem for name in about for problem in self._problems.get(name, [])]

    def rejected(self, dossier: Dossier) -> Mapping[str, list[Problem]]:
        """The claims of a dossier that were rejected, with the problems that took them down."""
        return rejected_claims(dossier, self.problems(dossier))

    @cached_property
    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers that hold today, of dossiers that are shown."""
        shown = {dossier.reference for _, dossier in self.shown}
        return tuple(
            waiver
            for waiver in self.report.waivers
            if waiver.target is not None and waiver.target.dossier in shown
        )

    def waived(self, dossier: Dossier, claim: Claim | None = None) -> list[Waiver]:
        """The waivers of a dossier; with a claim, those of it, its datasets and the dossier as a whole."""
        found = []
        for waiver in self.waivers:
            target = waiver.target
            if target is None or target.dossier != dossier.reference or target.reproduction is not None:
                continue
            if (
                claim is None
                or target.claim == claim.id
                or target.dataset in claim.datasets
                or (target.claim is None and target.dataset is None)
            ):
                found.append(waiver)
        return found

    def waived_again(self, dossier: Dossier, reproduction: str) -> list[Waiver]:
        """The waivers of a reproduction."""
        return [
            waiver
            for waiver in self.waivers
            if waiver.target is not None
            and (waiver.target.dossier, waiver.target.reproduction) == (dossier.reference, reproduction)
        ]

    def raw(self, dossier: Dossier, dataset: str) -> RawFile | None:
        """A dataset's raw file, where it is what the dossier declares and could be read."""
        examined = self.report.examined[str(dossier.reference)]
        raw = examined.files.get(dataset)
        if raw is None or dataset in examined.file_failures or dataset not in dossier.datasets:
            return None
        return raw if raw.sha256 == dossier.datasets[dataset].sha256 else None

    def environments(self, dossier: Dossier) -> list[Environment]:
        """The environments of a dossier that have a page: those that are what they should be."""
        broken = {
            problem.scope.name
            for problem in self.problems(dossier)
            if problem.scope.kind == "environment" and problem.scope.dossier == str(dossier.reference)
            if problem.severity is Severity.ERROR
        }
        return [found for name, found in dossier.environments.items() if name not in broken]

    def datasets(self, dossier: Dossier) -> list[tuple[Dataset, RawFile]]:
        """The datasets of a dossier that have a page."""
        known = {environment.name for environment in self.environments(dossier)}
        pairs = [(dataset, self.raw(dossier, name)) for name, dataset in dossier.datasets.items()]
        return [(dataset, raw) for dataset, raw in pairs if raw is not None and dataset.environment in known]

    def resting_on(self, dossier: Dossier, dataset: str) -> list[ClaimRow]:
        """The claims that rest on a dataset."""
        return [row for row in self.claims(dossier) if dataset in row.claim.datasets]

    def history(self, project: Project, claim: str) -> list[ClaimRow]:
        """A claim in every version that is shown, oldest first."""
        return self._histories.get((project.name, claim), [])

    @cached_property
    def _histories(self) -> Mapping[tuple[str, str], list[ClaimRow]]:
        """Every claim in every version that is shown, oldest first, by project and claim."""
        found: dict[tuple[str, str], list[ClaimRow]] = {}
        for project, dossier in self.shown:
            for row in self.claims(dossier):
                found.setdefault((project.name, row.claim.id), []).append(row)
        return found

    @cached_property
    def on_machines(self) -> dict[str, OnMachine]:
        """What was found out about machines already, by fingerprint."""
        return {}

    @cached_property
    def resting(self) -> Resting:
        """What rests on what: by machine, commit and format."""
        return Resting.of(self)

    def remeasured(self, row: ClaimRow) -> tuple[Remeasured, ...]:
        """What became of a claim when it was measured again, by date."""
        return self.report.remeasured.get(row.reference, ())

    def reproduced(self, row: ClaimRow) -> str | None:
        """What others found, in a word: ``reproduced``, ``replicated``, ``not reproduced``, ``cannot tell`` …

        Where they disagree, the one that did not hold counts. None when nobody but its authors measured it again.
        """
        others = [entry for entry in self.remeasured(row) if not entry.reproduction.own]
        for outcome in (Outcome.FELL, Outcome.HELD, Outcome.OPEN):
            for entry in others:
                if entry.outcome is outcome:
                    return entry.word
        return None

    def confirmed(self, row: ClaimRow) -> int:
        """How many others measured a claim again and saw it hold."""
        return sum(
            entry.outcome is Outcome.HELD and not entry.reproduction.own for entry in self.remeasured(row)
        )

    def reproductions(self, dossier: Dossier) -> list[Reproduction]:
        """The reproductions of a dossier that measured any of its claims that stand."""
        used = {entry.reproduction.name for row in self.claims(dossier) for entry in self.remeasured(row)}
        return [found for found in dossier.reproductions if found.name in used]

    def sign_offs(self, reference: Reference) -> tuple[SignOff, ...]:
        """The sign-offs on a dossier as a whole, or on a claim, newest first; also those that do not count."""
        return self.report.sign_offs.get(reference, ())

    def expired(self, row: ClaimRow) -> date | None:
        """The day until which a claim's evidence held, when that is over."""
        return expired(row.dossier, row.claim, self.report.today)

    def stale(self, project: Project) -> list[ClaimRow]:
        """The claims whose evidence expired, and that no later version makes again or withdraws."""
        return [
            row
            for dossier in self.dossiers(project)
            for row in self.claims(dossier)
            if self.expired(row) is not None
            if replaced_by(project, dossier, row.claim.id) is None
            if not withdrawn(project, dossier, row.claim.id)
        ]

    def others(self, dossier: Dossier) -> dict[str, int]:
        """What others found who measured a dossier's claims again: how many claims by word, as ``reproduced``."""
        words = (self.reproduced(row) for row in self.claims(dossier))
        return dict(Counter(word for word in words if word is not None))

    def withdrawals(self, project: Project) -> list[Withdrawal]:
        """The withdrawals that have a page: their version is shown, and does not make the claim."""
        shown = {dossier.version: dossier for dossier in self.dossiers(project)}
        return [
            entry
            for entry in (project.published.withdrawn.values() if project.published is not None else ())
            if entry.since in shown
            if entry.claim not in {row.claim.id for row in self.claims(shown[entry.since])}
        ]

    def tally(self, dossier: Dossier) -> dict[str, int]:
        """How many claims got which verdict; rejected ones too."""
        counted = Counter(row.judgement.verdict.value for row in self.claims(dossier))
        found = {verdict.value: counted[verdict.value] for verdict in Verdict if counted[verdict.value]}
        rejected = len(self.rejected(dossier))
        return found | ({"rejected": rejected} if rejected else {})
