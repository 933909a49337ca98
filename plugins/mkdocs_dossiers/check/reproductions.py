"""Reproductions in the gate: checked by the rules that hold for any evidence, measured, and judged.

They take nothing of the dossier down that they measure again, and hold none of its claims up: what becomes of
each claim there is shown beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mkdocs_dossiers.check.rule import Context, Stage, duties
from mkdocs_dossiers.judge.reproduction import remeasured
from mkdocs_dossiers.measure.job import Examined, Job
from mkdocs_dossiers.model.dossier import Claim, Dossier, Workspace
from mkdocs_dossiers.model.problem import Problem, Severity
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reproduction import Remeasured, Reproduction

RULES = frozenset(
    """
    commit/clean commit/finished commit/holds-benchmark commit/known commit/measured-agrees commit/not-verified
    commit/reachable
    commit/repository commit/same-tree environment/captured environment/consistent environment/described
    environment/machine environment/plausible environment/unused evidence/blank evidence/checkout
    evidence/command evidence/committed evidence/dataset evidence/environment evidence/file evidence/raw-file
    evidence/sha256 evidence/tracked evidence/undeclared integrity/commit integrity/finite integrity/format
    integrity/negative integrity/repeated integrity/same-file integrity/sha256 integrity/summary
    integrity/tool integrity/unfinished privacy/host-name privacy/personal protocol/failed shape/confusable
    shape/environment shape/file-name
    """.split()
)
"""The rules about evidence. Those about claims, recipes, versions and what was published have nothing to look at."""


def check(
    stage: Stage,
    workspace: Workspace,
    contexts: Mapping[str, Context],
    examined: Mapping[str, Examined] | None = None,
) -> Iterator[Problem]:
    """What the rules of a stage find in reproductions."""
    for dossier, reproduction in _all(workspace):
        evidence = reproduction.evidence
        context = replace(
            contexts[dossier.reference.project],
            examined=examined[str(evidence.reference)] if examined is not None else None,
        )
        for duty in duties():
            if duty.stage is stage and duty.check is not None and duty.rule.slug in RULES:
                yield from duty.check(evidence, context)


def jobs(
    workspace: Workspace,
    problems: Iterable[Problem],
    only: Sequence[Reference],
    rejected: Mapping[str, Collection[str]],
) -> list[Job]:
    """What to measure: the claims whose datasets were measured again and are what they should be.

    ``rejected`` names the claims of each dossier that are not even a question.
    """
    fallen = _fallen(problems)
    return [
        Job(
            str(reproduction.evidence.reference),
            reproduction.evidence.folder,
            tuple(reproduction.evidence.datasets.values()),
            claims,
            project.counts,
            frozenset(claim.id for claim in claims if any(entry.covers(claim.reference) for entry in only))
            if only
            else None,
        )
        for project in workspace.projects
        for dossier in project.dossiers
        for reproduction in dossier.reproductions
        for claims in [
            tuple(
                claim
                for claim in _claims(dossier, reproduction, fallen)
                if claim.id not in rejected[str(dossier.reference)]
            )
        ]
    ]


def judge(
    workspace: Workspace,
    examined: Mapping[str, Examined],
    problems: Iterable[Problem],
    standing: Iterable[Reference],
) -> dict[Reference, tuple[Remeasured, ...]]:
    """What became of each claim that stands and was measured again, by the names of the reproductions."""
    fallen, shown = _fallen(problems), frozenset(standing)
    found: dict[Reference, tuple[Remeasured, ...]] = {}
    for dossier, reproduction in _all(workspace):
        known = examined[str(reproduction.evidence.reference)]
        for claim in _claims(dossier, reproduction, fallen):
            if claim.reference in shown:
                entry = remeasured(
                    claim, reproduction, known.measurements.get(claim.id), known.claim_failures.get(claim.id)
                )
                found[claim.reference] = (*found.get(claim.reference, ()), entry)
    return found


def _all(workspace: Workspace) -> Iterator[tuple[Dossier, Reproduction]]:
    for dossier in workspace.dossiers:
        for reproduction in dossier.reproductions:
            yield dossier, reproduction


def _claims(
    dossier: Dossier, reproduction: Reproduction, fallen: Mapping[str, set[tuple[str, str]]]
) -> tuple[Claim, ...]:
    """The claims whose datasets are all there, and sound."""
    evidence = reproduction.evidence
    whole = fallen.get(str(dossier.reference), set())
    parts = fallen.get(str(evidence.reference), set())
    if ("reproduction", reproduction.name) in whole or any(kind == "dossier" for kind, _ in parts):
        return ()
    sound = {
        name
        for name, dataset in evidence.datasets.items()
        if ("dataset", name) not in parts
        and ("environment", dataset.environment) not in parts
        and dataset.environment in evidence.environments
    }
    return tuple(claim for claim in dossier.claims.values() if set(claim.datasets) <= sound)


def _fallen(problems: Iterable[Problem]) -> dict[str, set[tuple[str, str]]]:
    """Kind and name of what errors take down, by the dossier or reproduction it belongs to."""
    found: dict[str, set[tuple[str, str]]] = {}
    for problem in problems:
        if problem.severity is Severity.ERROR and problem.rejects:
            found.setdefault(problem.scope.dossier, set()).add((problem.scope.kind, problem.scope.name))
    return found
