"""The gate: read, check, measure, judge, and everything that was found, in one report."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from mkdocs_dossiers.cache.store import Cache
from mkdocs_dossiers.check import attestations, reproductions
from mkdocs_dossiers.check.profile import Profile
from mkdocs_dossiers.check.rule import Context, Run, Stage, duties, rules
from mkdocs_dossiers.check.weight import Scales
from mkdocs_dossiers.judge.verdict import judge
from mkdocs_dossiers.measure.ahead import Ahead
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.measure.job import Examined, Job
from mkdocs_dossiers.measure.run import FEW, run
from mkdocs_dossiers.model.attestation import Signers, SignOff
from mkdocs_dossiers.model.dossier import Claim, Dossier, Project, Workspace
from mkdocs_dossiers.model.measurement import Judgement
from mkdocs_dossiers.model.problem import Problem, Scope, Severity
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reproduction import Remeasured
from mkdocs_dossiers.model.waiver import Waiver
from mkdocs_dossiers.read.base import Base, baselines
from mkdocs_dossiers.read.history import Histories, History
from mkdocs_dossiers.read.lock import LOCK, read_fetched
from mkdocs_dossiers.read.remembered import remembering, version_folders
from mkdocs_dossiers.read.signers import read_signers
from mkdocs_dossiers.read.tree import FOLDER, read_workspace

_Name = TypeVar("_Name", str, Reference)
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Ran:
    """How often a rule looked at something, and how often it found something."""

    times: int
    findings: int


@dataclass(frozen=True)
class Report:
    """What the gate found. ``judgements`` holds the claims that were not rejected, ``waivers`` those that hold
    today, ``ran`` every rule by slug.
    """

    workspace: Workspace
    problems: tuple[Problem, ...]
    judgements: Mapping[Reference, Judgement]
    examined: Mapping[str, Examined]
    histories: Histories
    counts: Mapping[str, int]
    profile: Profile = Profile.PUBLISH
    depth: Depth = Depth.VERDICT
    """What was asked of the measurements beside verdicts."""
    waivers: tuple[Waiver, ...] = ()
    ran: Mapping[str, Ran] = field(default_factory=dict)
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    """The day the gate ran on."""
    remeasured: Mapping[Reference, tuple[Remeasured, ...]] = field(default_factory=dict)
    """What became of claims when others measured them again; nothing of it counts for the gate."""
    abroad: Mapping[str, Histories] = field(default_factory=dict)
    """The repositories of projects that were fetched, by project."""
    sign_offs: Mapping[Reference, tuple[SignOff, ...]] = field(default_factory=dict)
    """What others signed off, by the dossier or claim it is about; nothing of it counts for the gate."""
    signers: Signers | None = None
    """Whose keys counted; None where nothing was signed."""
    settled: tuple[Problem, ...] = ()
    """What was found before rules looked at the run as a whole, whether it was asked for or not."""

    def history_of(self, dossier: Dossier) -> History | None:
        """The repository a dossier's commit is in; None when it is not at hand."""
        subject = dossier.subject
        here = self.abroad.get(dossier.reference.project, self.histories)
        return here.of(subject.repository) if subject is not None else None

    def claim(self, reference: Reference) -> Claim:
        """A claim that was judged."""
        return self.dossier(reference).claims[reference.claim or ""]

    def dossier(self, reference: Reference) -> Dossier:
        """The dossier a reference names. Raises KeyError."""
        return self._dossiers[reference.project, reference.version]

    @cached_property
    def _dossiers(self) -> Mapping[tuple[str, str | None], Dossier]:
        return {(each.reference.project, each.version): each for each in reversed(self.workspace.dossiers)}

    @property
    def rules_ran(self) -> int:
        """How many rules looked at something."""
        return sum(ran.times > 0 for ran in self.ran.values())

    def ok(self, strict: bool = False) -> bool:
        """Whether rules looked and nothing fails the gate; ``strict`` counts warnings too."""
        failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return self.rules_ran > 0 and not any(problem.severity in failing for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Before:
    """A report of everything, and the projects that changed since; nothing around them did."""

    report: Report
    changed: frozenset[str]


def run_gate(
    root: Path,
    folder: str = FOLDER,
    only: Sequence[Reference] = (),
    clones: Mapping[str, Path] | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
    profile: Profile = Profile.PUBLISH,
    today: date | None = None,
    base: Base | None = None,
    *,
    depth: Depth = Depth.VERDICT,
    cache: Cache | None = None,
    published: Reference | None = None,
    before: Before | None = None,
) -> Report:
    """Check everything under ``root/folder``, or only what the references in ``only`` cover.

    ``clones`` maps foreign repository URLs to local clones. ``progress`` is called with the number of
    dossiers measured and their total. ``today`` is the day waivers are held against; by default today in UTC.
    With a ``base``, only what changed since is checked, and what rests on that. ``depth`` says what is asked of
    measurements beside verdicts. What the ``cache`` knows is not measured again. The
    draft ``published`` is held to what it will be held to when it is published and committed: neither is found to be
    missing yet. With a report made ``before``, of everything and in the same surroundings, only projects that changed
    since, and what rests on them, are looked at; the report is that of everything.
    """
    with Ahead() as ahead:
        return _run_gate(
            root,
            folder,
            only,
            clones,
            executor,
            progress,
            profile,
            today,
            base,
            depth=depth,
            cache=cache,
            published=published,
            before=before,
            ahead=ahead,
        )


def _run_gate(
    root: Path,
    folder: str,
    only: Sequence[Reference],
    clones: Mapping[str, Path] | None,
    executor: Executor | None,
    progress: Callable[[int, int], None] | None,
    profile: Profile,
    today: date | None,
    base: Base | None,
    *,
    depth: Depth,
    cache: Cache | None,
    published: Reference | None,
    before: Before | None,
    ahead: Ahead,
) -> Report:
    root = root.resolve()
    if before is not None:
        whole, unreadable = _read_again(root, folder, before)
    else:
        if not only and base is None and executor is None and (cache is None or not cache.file.is_file()):
            _warm_up(ahead, root / folder)
        with remembering(cache, root / folder):
            whole, unreadable = read_workspace(root, folder, each=partial(_begin, ahead, depth))
    whole = _as_published(whole, published) if published is not None else whole
    fetched = read_fetched(root, whole.projects)
    asked, own = tuple(only), whole
    whole = replace(whole, projects=(*whole.projects, *fetched.projects))
    unreadable += fetched.problems
    folders = (folder, *fetched.folders.values())
    if base is not None:
        again = [Reference(project.name) for project in fetched.projects] if base.relocked else []
        only = _meeting(asked, (*base.affected(own), *again))
    workspace = _narrow(whole, only) if only or base is None else replace(whole, projects=())
    touched = _touched_since(whole, before) if before is not None else frozenset()
    if before is not None:
        workspace = replace(whole, projects=tuple(each for each in whole.projects if each.name in touched))
    clones = {**fetched.repositories, **(clones or {})}
    histories = Histories(root, clones)
    abroad = {name: Histories(place, clones) for name, place in fetched.clones.items()}
    for project in workspace.projects if ahead.waits else ():
        if project.origin is not None:
            _begin(ahead, depth, project, unreadable)
    ahead.begin((), last=True)
    today = today or datetime.now(UTC).date()
    signers = read_signers(root, folder, base)
    signatures = attestations.signatures(workspace, signers, today)
    holders = _holders(whole)
    contexts = {
        project.name: Context(
            replace(whole, folder=fetched.folders.get(project.name, folder)),
            project,
            abroad.get(project.name, histories),
            holders=holders,
            profile=profile,
            today=today,
            base=base if project.origin is None else None,
            signatures=signatures,
        )
        for project in whole.projects
    }
    scales = Scales(
        {rule.slug: rule for rule, _ in rules()},
        {
            str(place.reference): dossier
            for dossier in whole.dossiers
            for place in (dossier, *(entry.evidence for entry in dossier.reproductions))
        },
        profile,
    )
    problems = scales.all(problem for problem in unreadable if _concerns(problem, folders, only))
    problems += scales.all(_apply_to_projects(workspace, contexts))
    scales = replace(scales, waivers=_holding(workspace, problems))
    problems += scales.all(_apply(Stage.DECLARED, workspace, contexts))
    problems += scales.all(reproductions.check(Stage.DECLARED, workspace, contexts))
    if published is not None:
        problems = [problem for problem in problems if not _to_come(problem)]
    about = _by_subject(problems)
    jobs = [
        _job(dossier, project, _about_dossier(dossier, about), only)
        for project in workspace.projects
        for dossier in project.dossiers
    ]
    jobs += reproductions.jobs(workspace, problems, only, _rejected(workspace, problems))
    jobs = [replace(job, depth=depth) for job in jobs]
    examined = run(
        jobs, executor, (lambda done: progress(done, len(jobs))) if progress else None, cache, ahead
    )
    voids = attestations.voids(workspace, examined)
    contexts = {name: replace(context, voids=voids) for name, context in contexts.items()}
    measured = _apply(Stage.MEASURED, workspace, contexts, examined)
    problems += scales.all(problem for problem in measured if published is None or not _to_come(problem))
    problems += scales.all(reproductions.check(Stage.MEASURED, workspace, contexts, examined))
    judgements = _judge(workspace, examined, problems)
    problems += scales.all(_apply(Stage.JUDGED, workspace, contexts, examined, judgements))
    problems += scales.all(_apply(Stage.SEALED, workspace, contexts, examined, judgements, problems))
    judgements = _standing(workspace, judgements, problems)
    remeasured = reproductions.judge(workspace, examined, problems, judgements)
    signed = attestations.sign_offs(workspace, signatures, voids, problems)
    waivers = scales.waivers
    if before is not None:
        workspace, last = whole, before.report
        problems += [problem for problem in last.settled if not _lies_in(problem, folder, touched)]
        judgements = {**_others(last.judgements, touched), **judgements}
        examined = {**_others(last.examined, touched), **examined}
        remeasured = {**_others(last.remeasured, touched), **remeasured}
        signed = {**_others(last.sign_offs, touched), **signed}
        waivers += tuple(waiver for waiver in last.waivers if waiver.project not in touched)
    counts = _counts(workspace, judgements, examined)
    settled = tuple(problems)
    made = Run(workspace, whole, asked, counts, settled, base, today, remeasured, judgements)
    problems += scales.all(_apply_to_run(made))
    kept = sorted(
        {
            problem
            for problem in problems
            if _about(problem, only) and (base is None or _within(problem, folders, only))
        },
        key=lambda problem: problem.order,
    )
    return Report(
        workspace,
        tuple(kept),
        judgements,
        examined,
        histories,
        counts,
        profile,
        depth,
        waivers,
        _ran(workspace, kept),
        today,
        remeasured,
        abroad,
        signed,
        signers if signatures else None,
        settled,
    )


def _read_again(root: Path, folder: str, before: Before) -> tuple[Workspace, list[Problem]]:
    """The workspace as it is now, with what could not be read of the projects that changed."""
    found, unreadable = read_workspace(root, folder, only=before.changed)
    others = (each for each in before.report.workspace.projects if each.name not in before.changed)
    projects = sorted((*others, *found.projects), key=lambda each: each.name)
    return replace(found, projects=tuple(projects)), unreadable


def _touched_since(whole: Workspace, before: Before) -> frozenset[str]:
    """The projects that changed, and all that rest on one of them: by a baseline, or by a raw file they share."""
    touched, waiting = set(before.changed), set(before.changed)
    dossiers = (
        *whole.dossiers,
        *(each for each in before.report.workspace.dossiers if _project(each) in touched),
    )
    ties = [
        (_project(each), set(_ties(each)), {dataset.sha256 for dataset in each.datasets.values()})
        for each in dossiers
    ]
    while waiting:
        files = set().union(*(held for name, _, held in ties if name in waiting))
        found = {name for name, named, held in ties if named & waiting or held & files}
        waiting = found - touched
        touched |= waiting
    return frozenset(touched)


def _project(dossier: Dossier) -> str:
    return dossier.reference.project


def _ties(dossier: Dossier) -> Iterator[str]:
    """The projects a dossier compares itself with."""
    return (reference.project for reference in baselines(dossier.document.data))


def _lies_in(problem: Problem, folder: str, projects: Container[str]) -> bool:
    """Whether a finding is about one of some projects, or in a file of one."""
    place = _below(problem.path, [folder]).strip("/").partition("/")[0]
    reference = Reference.parse(problem.scope.dossier)
    return place in projects or (reference is not None and reference.project in projects)


def _others(found: Mapping[_Name, _Value], projects: Container[str]) -> dict[_Name, _Value]:
    """What is known of all but some projects, by reference."""
    return {name: value for name, value in found.items() if str(name).partition("@")[0] not in projects}


def _warm_up(ahead: Ahead, base: Path) -> None:
    """Start processes to measure in, while documents are read, where there are enough dossiers."""
    if (os.cpu_count() or 1) > 1 and sum(1 for _ in islice(version_folders(base), FEW + 1)) > FEW:
        ahead.warm_up()


def _begin(ahead: Ahead, depth: Depth, project: Project, problems: Sequence[Problem]) -> None:
    """Give a project's dossiers to those processes, hoping that no rule has anything against their claims."""
    if ahead.waits:
        jobs = (_job(dossier, project, problems, ()) for dossier in project.dossiers)
        ahead.begin([replace(job, depth=depth) for job in jobs])


def _as_published(workspace: Workspace, reference: Reference) -> Workspace:
    """The workspace with a draft as it will be when its status says so."""
    projects = tuple(
        replace(
            project,
            dossiers=tuple(
                replace(dossier, status="published") if dossier.reference == reference else dossier
                for dossier in project.dossiers
            ),
        )
        for project in workspace.projects
    )
    return replace(workspace, projects=projects)


def _to_come(problem: Problem) -> bool:
    """Whether a finding is that something is not recorded or committed yet."""
    if problem.rule in ("evidence/tracked", "evidence/committed"):
        return problem.fix.startswith(("git add", "Commit"))
    return problem.rule == "history/recorded"


def _holders(workspace: Workspace) -> dict[str, tuple[Dossier, ...]]:
    """The dossiers that declare a raw file, by its digest."""
    found: dict[str, list[Dossier]] = {}
    for dossier in workspace.dossiers:
        for sha256 in {dataset.sha256 for dataset in dossier.datasets.values()}:
            found.setdefault(sha256, []).append(dossier)
    return {sha256: tuple(dossiers) for sha256, dossiers in found.items()}


def _meeting(asked: Sequence[Reference], affected: Sequence[Reference]) -> tuple[Reference, ...]:
    """What of the things asked for is affected by a change."""
    found = {
        wanted if changed.covers(wanted) else changed
        for changed in affected
        for wanted in asked or affected
        if changed.covers(wanted) or wanted.covers(changed)
    }
    return tuple(sorted(found, key=str))


def _within(problem: Problem, folders: Iterable[str], only: Sequence[Reference]) -> bool:
    """Whether a problem lies in a project something changed in, or above all of them."""
    below = _below(problem.path, folders).strip("/").partition("/")[0]
    return not below or problem.path == LOCK or any(wanted.project == below for wanted in only)


def _concerns(problem: Problem, folders: Iterable[str], only: Sequence[Reference]) -> bool:
    """Whether what could not be read lies in a project that was asked for, or above all of them."""
    below = _below(problem.path, folders).strip("/").partition("/")
    return not only or not below[1] or any(wanted.project == below[0] for wanted in only)


def _below(path: str, folders: Iterable[str]) -> str:
    """A path from the folder with dossiers it is in; all of it outside of them."""
    inside = (folder for folder in folders if path == folder or path.startswith(f"{folder}/"))
    return path.removeprefix(next(inside, ""))


def _narrow(workspace: Workspace, only: Sequence[Reference]) -> Workspace:
    if not only:
        return workspace
    projects = []
    for project in workspace.projects:
        if any(wanted.project == project.name for wanted in only):
            kept = tuple(
                dossier
                for dossier in project.dossiers
                if any(_versions_meet(wanted, dossier.reference) for wanted in only)
            )
            projects.append(replace(project, dossiers=kept))
    return replace(workspace, projects=tuple(projects))


def _versions_meet(wanted: Reference, dossier: Reference) -> bool:
    return wanted.project == dossier.project and wanted.version in (None, dossier.version)


def _about(problem: Problem, only: Sequence[Reference]) -> bool:
    """Whether a problem belongs to what was asked for."""
    if not only or problem.scope.kind == "workspace":
        return True
    reference = Reference.parse(problem.scope.dossier)
    if reference is None:
        return True
    for wanted in only:
        if not _versions_meet(wanted, reference) and reference.version is not None:
            continue
        if wanted.claim is None or problem.scope.kind != "claim" or problem.scope.name == wanted.claim:
            return wanted.project == reference.project
    return False


def _apply_to_projects(workspace: Workspace, contexts: Mapping[str, Context]) -> Iterator[Problem]:
    for project in workspace.projects:
        context = contexts[project.name]
        for duty in duties():
            if duty.stage is Stage.PROJECT and duty.check is not None:
                yield from duty.check(context.project, context)


def _apply(
    stage: Stage,
    workspace: Workspace,
    contexts: Mapping[str, Context],
    examined: Mapping[str, Examined] | None = None,
    judgements: Mapping[Reference, Judgement] | None = None,
    problems: Sequence[Problem] = (),
) -> Iterator[Problem]:
    found = _by_subject(problems)
    checks = [duty.check for duty in duties() if duty.stage is stage and duty.check is not None]
    for dossier in workspace.dossiers:
        context = replace(
            contexts[dossier.reference.project],
            examined=examined[str(dossier.reference)] if examined is not None else None,
            judgements=judgements or {},
            found=tuple(found.get(str(dossier.reference), ())),
        )
        for check in checks:
            yield from check(dossier, context)


def _apply_to_run(run: Run) -> Iterator[Problem]:
    for duty in duties():
        if duty.stage is Stage.RUN and duty.check is not None:
            yield from duty.check(run)


def _holding(workspace: Workspace, problems: Iterable[Problem]) -> tuple[Waiver, ...]:
    """The waivers no rule has anything against."""
    faulty = {problem.path for problem in problems if problem.severity is Severity.ERROR}
    return tuple(
        waiver for project in workspace.projects for waiver in project.waivers if waiver.path not in faulty
    )


def _ran(workspace: Workspace, problems: Iterable[Problem]) -> dict[str, Ran]:
    """Every rule with how many projects, dossiers or runs it looked at."""
    findings = Counter(problem.rule for problem in problems)
    looked = {
        Stage.PROJECT: len(workspace.projects),
        Stage.RUN: 1,
        Stage.DECLARED: len(workspace.dossiers),
        Stage.MEASURED: len(workspace.dossiers),
        Stage.JUDGED: len(workspace.dossiers),
        Stage.SEALED: len(workspace.dossiers),
    }
    times: Counter[str] = Counter()
    for duty in duties():
        times[duty.rule.slug] += looked[duty.stage]
    return {rule.slug: Ran(times[rule.slug], findings[rule.slug]) for rule, _ in rules()}


def _job(dossier: Dossier, project: Project, problems: Iterable[Problem], only: Sequence[Reference]) -> Job:
    broken = _broken(dossier, problems)
    claims = tuple(
        claim
        for name, claim in dossier.claims.items()
        if name not in broken and all(dataset in dossier.datasets for dataset in claim.datasets)
    )
    wanted = frozenset(claim.id for claim in claims if any(entry.covers(claim.reference) for entry in only))
    return Job(
        str(dossier.reference),
        dossier.folder,
        tuple(dossier.datasets.values()),
        claims,
        project.counts,
        wanted if only else None,
    )


def _rejected(workspace: Workspace, problems: Iterable[Problem]) -> dict[str, frozenset[str]]:
    """The claims of each dossier with something to reproduce that errors take down."""
    known = list(problems)
    return {
        str(dossier.reference): frozenset(rejected_claims(dossier, known))
        for dossier in workspace.dossiers
        if dossier.reproductions
    }


def rejected_claims(dossier: Dossier, problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The claims of a dossier that errors take down, each with those errors."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity is Severity.ERROR and problem.rejects:
            for name in _touched(dossier, problem.scope):
                found.setdefault(name, []).append(problem)
    return found


def _by_subject(problems: Iterable[Problem]) -> Mapping[str, list[Problem]]:
    """Findings by the dossier or project they are about."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.scope.dossier, []).append(problem)
    return found


def _about_dossier(dossier: Dossier, found: Mapping[str, list[Problem]]) -> list[Problem]:
    """What of it may take down a dossier's claims."""
    return [*found.get(str(dossier.reference), ()), *found.get(_project(dossier), ())]


def _broken(dossier: Dossier, problems: Iterable[Problem]) -> set[str]:
    """The claims that cannot be measured: they or their raw files are at fault.

    What is at fault elsewhere, as an environment, a commit or a record, rejects a claim too, but hides nothing else
    that is wrong with it.
    """
    own = [problem for problem in problems if problem.scope.kind in ("claim", "dataset")]
    return set(rejected_claims(dossier, own))


def _touched(dossier: Dossier, scope: Scope) -> list[str]:
    if scope.kind in ("workspace", "reproduction", "waiver", "attestation") or scope.dossier not in (
        str(dossier.reference),
        dossier.reference.project,
    ):
        return []
    if scope.kind in ("project", "dossier"):
        return list(dossier.document.section("claims"))
    if scope.kind == "claim":
        return [scope.name]
    if scope.kind == "dataset":
        datasets = {scope.name}
    else:
        datasets = {name for name, dataset in dossier.datasets.items() if dataset.environment == scope.name}
    return [name for name, claim in dossier.claims.items() if datasets & set(claim.datasets)]


def _judge(
    workspace: Workspace, examined: Mapping[str, Examined], problems: Iterable[Problem]
) -> dict[Reference, Judgement]:
    about = _by_subject(problems)
    judgements = {}
    for dossier in workspace.dossiers:
        broken = _broken(dossier, _about_dossier(dossier, about))
        measurements = examined[str(dossier.reference)].measurements
        for name, claim in dossier.claims.items():
            if name in measurements and name not in broken:
                judgements[claim.reference] = judge(claim, measurements[name])
    return judgements


def _standing(
    workspace: Workspace, judgements: Mapping[Reference, Judgement], problems: Iterable[Problem]
) -> dict[Reference, Judgement]:
    """The judgements that are left: of claims that nothing takes down, their own sentence or anything they rest on."""
    about = _by_subject(problems)
    fallen = {
        claim.reference
        for dossier in workspace.dossiers
        for name in rejected_claims(dossier, _about_dossier(dossier, about))
        if (claim := dossier.claims.get(name)) is not None
    }
    return {reference: found for reference, found in judgements.items() if reference not in fallen}


def _counts(
    workspace: Workspace, judgements: Mapping[Reference, Judgement], examined: Mapping[str, Examined]
) -> dict[str, int]:
    return {
        "projects": len(workspace.projects),
        "dossiers": len(workspace.dossiers),
        "claims": len(judgements),
        "datasets": sum(len(examined[str(dossier.reference)].files) for dossier in workspace.dossiers),
    }
