"""The gate: read, check, measure, judge, and everything that was found, in one report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs_dossiers.check.project import check_project
from mkdocs_dossiers.check.rule import Context, Stage, rules
from mkdocs_dossiers.judge.verdict import judge
from mkdocs_dossiers.measure.job import Examined, Job
from mkdocs_dossiers.measure.run import run
from mkdocs_dossiers.model.dossier import Claim, Dossier, Project, Workspace
from mkdocs_dossiers.model.measurement import Judgement
from mkdocs_dossiers.model.problem import Problem, Scope, Severity
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.history import Histories
from mkdocs_dossiers.read.tree import FOLDER, read_workspace

NO_CLAIMS = "coverage/no-claims"
NO_SUCH = "coverage/no-such-reference"


@dataclass(frozen=True, slots=True)
class Report:
    """What the gate found. ``judgements`` holds the claims that were not rejected."""

    workspace: Workspace
    problems: tuple[Problem, ...]
    judgements: Mapping[Reference, Judgement]
    examined: Mapping[str, Examined]
    histories: Histories
    counts: Mapping[str, int]

    def claim(self, reference: Reference) -> Claim:
        """A claim that was judged."""
        return self.dossier(reference).claims[reference.claim or ""]

    def dossier(self, reference: Reference) -> Dossier:
        """The dossier a reference names. Raises KeyError."""
        for dossier in self.workspace.dossiers:
            if (dossier.reference.project, dossier.version) == (reference.project, reference.version):
                return dossier
        raise KeyError(str(reference))

    def ok(self, strict: bool = False) -> bool:
        """Whether nothing fails the gate; ``strict`` counts warnings too."""
        failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return not any(problem.severity in failing for problem in self.problems)


def run_gate(
    root: Path,
    folder: str = FOLDER,
    only: Sequence[Reference] = (),
    clones: Mapping[str, Path] | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Check everything under ``root/folder``, or only what the references in ``only`` cover.

    ``clones`` maps foreign repository URLs to local clones. ``progress`` is called with the number of
    dossiers measured and their total.
    """
    root = root.resolve()
    wanted = {reference.project for reference in only}
    workspace, problems = read_workspace(root, folder, wanted or None)
    workspace = _narrow(workspace, only)
    histories = Histories(root, clones)
    contexts = {
        str(dossier.reference): Context(workspace, project, histories)
        for project in workspace.projects
        for dossier in project.dossiers
    }
    for project in workspace.projects:
        problems += check_project(project)
    problems += _apply(Stage.DECLARED, workspace, contexts)
    jobs = [
        _job(dossier, project, problems, only)
        for project in workspace.projects
        for dossier in project.dossiers
    ]
    examined = run(jobs, executor, (lambda done: progress(done, len(jobs))) if progress else None)
    contexts = {name: replace(context, examined=examined[name]) for name, context in contexts.items()}
    problems += _apply(Stage.MEASURED, workspace, contexts)
    judgements = _judge(workspace, examined, problems)
    contexts = {name: replace(context, judgements=judgements) for name, context in contexts.items()}
    problems += _apply(Stage.JUDGED, workspace, contexts)
    counts = _counts(workspace, judgements, examined)
    problems += _coverage(workspace, only, counts, problems)
    kept = sorted(
        {problem for problem in problems if _about(problem, only)}, key=lambda problem: problem.order
    )
    return Report(workspace, tuple(kept), judgements, examined, histories, counts)


def _narrow(workspace: Workspace, only: Sequence[Reference]) -> Workspace:
    if not only:
        return workspace
    projects = []
    for project in workspace.projects:
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


def _apply(stage: Stage, workspace: Workspace, contexts: Mapping[str, Context]) -> list[Problem]:
    return [
        problem
        for dossier in workspace.dossiers
        for rule, check in rules()
        if rule.stage is stage
        for problem in check(dossier, contexts[str(dossier.reference)])
    ]


def _job(dossier: Dossier, project: Project, problems: Iterable[Problem], only: Sequence[Reference]) -> Job:
    rejected = rejected_claims(dossier, problems)
    claims = tuple(
        claim
        for name, claim in dossier.claims.items()
        if name not in rejected
        and all(dataset in dossier.datasets for dataset in claim.datasets)
        and (not only or any(wanted.covers(claim.reference) for wanted in only))
    )
    return Job(
        str(dossier.reference), dossier.folder, tuple(dossier.datasets.values()), claims, project.counts
    )


def rejected_claims(dossier: Dossier, problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The claims of a dossier that errors take down, each with those errors."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity is Severity.ERROR and problem.rejects:
            for name in _touched(dossier, problem.scope):
                found.setdefault(name, []).append(problem)
    return found


def _touched(dossier: Dossier, scope: Scope) -> list[str]:
    if scope.kind in ("workspace", "reproduction") or scope.dossier not in (
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
    known = list(problems)
    judgements = {}
    for dossier in workspace.dossiers:
        rejected = rejected_claims(dossier, known)
        measurements = examined[str(dossier.reference)].measurements
        for name, claim in dossier.claims.items():
            if name in measurements and name not in rejected:
                judgements[claim.reference] = judge(claim, measurements[name])
    return judgements


def _counts(
    workspace: Workspace, judgements: Mapping[Reference, Judgement], examined: Mapping[str, Examined]
) -> dict[str, int]:
    return {
        "projects": len(workspace.projects),
        "dossiers": len(workspace.dossiers),
        "claims": len(judgements),
        "datasets": sum(len(found.files) for found in examined.values()),
    }


def _coverage(
    workspace: Workspace, only: Sequence[Reference], counts: Mapping[str, int], problems: Sequence[Problem]
) -> list[Problem]:
    found = []
    for wanted in only:
        if not _exists(workspace, wanted):
            found.append(
                Problem(
                    NO_SUCH,
                    Severity.ERROR,
                    workspace.folder,
                    1,
                    1,
                    f"There is no {wanted}.",
                    f"There are: {_known(workspace, wanted)}.",
                )
            )
    if counts["claims"] == 0:
        others = any(problem.severity is Severity.ERROR for problem in [*problems, *found])
        found.append(
            Problem(
                NO_CLAIMS,
                Severity.ERROR,
                workspace.folder,
                1,
                1,
                "Not one claim was checked.",
                "Correct the other problems first."
                if others
                else "Add a dossier: dossiers/<project>/<version>/dossier.yaml.",
            )
        )
    return found


def _exists(workspace: Workspace, wanted: Reference) -> bool:
    if wanted.version is None:
        return any(project.name == wanted.project for project in workspace.projects)
    return any(
        _versions_meet(wanted, dossier.reference)
        and (wanted.claim is None or wanted.claim in dossier.document.section("claims"))
        for dossier in workspace.dossiers
    )


def _known(workspace: Workspace, wanted: Reference) -> str:
    names = [
        f"{dossier.reference}/{claim}"
        for dossier in workspace.dossiers
        if _versions_meet(wanted, dossier.reference)
        for claim in dossier.claims
    ] or [str(dossier.reference) for dossier in workspace.dossiers]
    return ", ".join(names[:10]) or "none"
