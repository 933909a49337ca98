"""What rests on a raw file, a machine or a commit, as plain data, with the verdicts of today."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from mkdocs_dossiers.audit.resting import Captured, Held, claims_on, left_standing, measured_on
from mkdocs_dossiers.audit.trace import commit_of, hashed, reasons
from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.environment.one_line import summary
from mkdocs_dossiers.model.dossier import Claim, Dossier
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reproduction import MARK, dossier_of


def on_files(report: Report, asked: str, found: Sequence[Held]) -> dict[str, Any]:
    """Everything that rests on raw files."""
    resting: dict[str, set[str]] = {}
    for held in found:
        resting.setdefault(str(held.evidence.reference), set()).add(held.dataset.name)
    return {"kind": "file", "asked": asked, **_resting(report, resting)}


def on_machines(report: Report, asked: str, found: Sequence[Captured]) -> dict[str, Any]:
    """Everything that was measured on machines."""
    resting: dict[str, set[str]] = {}
    for entry in found:
        names = measured_on(entry.evidence, entry.environment.name)
        resting.setdefault(str(entry.evidence.reference), set()).update(names)
    machines = [
        {
            "evidence": str(entry.evidence.reference),
            "name": entry.environment.name,
            "file": entry.environment.path,
            "fingerprint": entry.mark,
            "summary": summary(dict(entry.environment.data)),
        }
        for entry in found
    ]
    return {"kind": "environment", "asked": asked, "environments": machines, **_resting(report, resting)}


def on_commit(report: Report, asked: str, sha: str, found: Iterable[Dossier]) -> dict[str, Any]:
    """Everything that measured a commit."""
    measured = list(found)
    resting = {str(evidence.reference): set(evidence.datasets) for evidence in measured}
    whole = report.dossier(_reference(str(measured[0].reference)))
    return {
        "kind": "commit",
        "asked": asked,
        "commit": {**commit_of(report, whole), "id": sha},
        **_resting(report, resting, {dossier_of(each) for each in resting if MARK not in each}),
    }


def _resting(
    report: Report, resting: Mapping[str, Collection[str]], whole: Collection[str] = ()
) -> dict[str, Any]:
    """Datasets by what declares them, and the claims that would fall; all of a dossier in ``whole``."""
    places = {str(dossier.reference): dossier for dossier in report.workspace.dossiers}
    evidence = {
        str(entry.reference): entry
        for dossier in places.values()
        for entry in (dossier, *(found.evidence for found in dossier.reproductions))
    }
    datasets = [
        {"evidence": name, **hashed(report, evidence[name], dataset)}
        for name in resting
        for dataset in evidence[name].datasets
        if dataset in resting[name]
    ]
    fallen: dict[Reference, Claim] = {}
    for name, sets in resting.items():
        if name in places:
            claims = places[name].claims.values() if name in whole else claims_on(places[name], sets)
            fallen |= {claim.reference: claim for claim in claims}
    left = left_standing(fallen, lambda claim: _versions(report, claim))
    return {
        "datasets": datasets,
        "claims": [
            {
                "claim": str(reference),
                "says": claim.says,
                "verdict": _verdict(report, reference),
                "reason": reasons(report, reference),
                "datasets": [
                    entry
                    for entry in claim.datasets
                    if entry in resting.get(str(report.dossier(reference).reference), ())
                ],
                "left": [
                    {"claim": str(other), "verdict": _verdict(report, other)} for other in left[reference]
                ],
            }
            for reference, claim in fallen.items()
        ],
        "reproductions": _reproductions(report, resting),
    }


def _versions(report: Report, claim: Reference) -> list[Reference]:
    """A claim in every version that makes it and was judged, oldest first."""
    return [
        Reference(claim.project, dossier.version, claim.claim)
        for project in report.workspace.projects
        if project.name == claim.project
        for dossier in project.sorted()
        if Reference(claim.project, dossier.version, claim.claim) in report.judgements
    ]


def _verdict(report: Report, reference: Reference) -> str:
    judgement = report.judgements.get(reference)
    return judgement.verdict.value if judgement is not None else "rejected"


def _reproductions(report: Report, resting: Mapping[str, Collection[str]]) -> list[dict[str, Any]]:
    """What reproductions say that would be lost."""
    found = []
    for dossier in report.workspace.dossiers:
        for entry in dossier.reproductions:
            sets = resting.get(str(entry.evidence.reference))
            if sets is not None:
                said = [
                    {"claim": str(claim.reference), "word": again.word}
                    for claim in claims_on(dossier, sets)
                    for again in report.remeasured.get(claim.reference, ())
                    if again.reproduction.name == entry.name
                ]
                found.append({"dossier": str(dossier.reference), "name": entry.name, "claims": said})
    return found


def _reference(text: str) -> Reference:
    return Reference.parse(dossier_of(text)) or Reference(text)
