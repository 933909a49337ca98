"""A claim's whole chain as plain data, from the sentence to the bytes and the commit.

Every digest in it is computed again in this run, and stands beside the declared one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs_dossiers.check.gate import Report, rejected_claims
from mkdocs_dossiers.environment.document import fingerprint, summary
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.measurement import Judgement
from mkdocs_dossiers.model.published import NAME as PUBLISHED
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reproduction import Remeasured
from mkdocs_dossiers.read.elsewhere import how_to_copy, is_away
from mkdocs_dossiers.read.folder_digest import folder_digest


def traces(report: Report, references: Iterable[Reference]) -> list[dict[str, Any]]:
    """The chains of several claims; a folder's digest is computed once."""
    seals: dict[str, dict[str, Any] | None] = {}
    found = []
    for reference in references:
        dossier = report.dossier(reference)
        name = str(dossier.reference)
        if name not in seals:
            seals[name] = _seal(report, dossier)
        found.append({**trace(report, reference), "record": seals[name]})
    return found


def differing(chain: dict[str, Any]) -> list[str]:
    """What of a chain is not as declared, in words."""
    found = [f"the raw file {each['file']}" for each in chain["datasets"] if each["same"] is False]
    if chain["record"] is not None and not chain["record"]["same"]:
        found.append(f"the folder of the dossier, recorded in {chain['record']['file']}")
    if chain["commit"]["same_tree"] is False:
        found.append("the content of the measured commit")
    return found


def trace(report: Report, reference: Reference) -> dict[str, Any]:
    """Everything a claim rests on; of a rejected one, everything but the numbers.

    Raises KeyError for a claim that is not there.
    """
    judgement = report.judgements.get(reference)
    dossier, claim = report.dossier(reference), report.claim(reference)
    return {
        "claim": str(reference),
        "says": claim.says,
        "holds": claim.holds.written,
        "verdict": judgement.verdict.value if judgement is not None else "rejected",
        "reason": reasons(report, reference),
        "statistic": claim.statistic,
        "metric": claim.metric,
        "form": claim.form.value,
        **_measured(judgement),
        "series": [str(claim.of)] + ([str(claim.to)] if claim.to is not None else []),
        "datasets": [_dataset(report, dossier, name) for name in claim.datasets if name in dossier.datasets],
        "commit": commit_of(report, dossier),
        "reproductions": [_again(entry) for entry in report.remeasured.get(reference, ())],
        "reproduce": {
            "needs": list(dossier.recipe.needs),
            "steps": [
                {"does": step.does, "run": step.run, "gives": step.gives, "minutes": step.minutes}
                for step in dossier.recipe.steps
            ],
        },
    }


def _again(entry: Remeasured) -> dict[str, Any]:
    """What became of the claim when somebody measured it again."""
    measured = entry.judgement.measurement if entry.judgement is not None else None
    return {
        "name": entry.reproduction.name,
        "date": entry.reproduction.date,
        "by": list(entry.reproduction.by),
        "word": entry.word,
        "reason": entry.reason,
        "value": measured.value if measured is not None else None,
        "low": measured.low if measured is not None else None,
        "high": measured.high if measured is not None else None,
        "unit": measured.unit if measured is not None else None,
        "n": measured.n if measured is not None else None,
    }


def reasons(report: Report, reference: Reference) -> str:
    """Why the verdict is what it is; of a rejected claim, what it was rejected for."""
    judgement = report.judgements.get(reference)
    if judgement is not None:
        return judgement.reason
    against = rejected_claims(report.dossier(reference), report.problems).get(reference.claim or "", [])
    return " ".join(dict.fromkeys(problem.message for problem in against)) or "It was not measured."


def _measured(judgement: Judgement | None) -> dict[str, Any]:
    if judgement is None:
        names = ("value", "low", "high", "unit", "n", "method", "source", "sql")
        return dict.fromkeys(names) | {"notes": [], "advice": []}
    measured = judgement.measurement
    return {
        "value": measured.value,
        "low": measured.low,
        "high": measured.high,
        "unit": measured.unit,
        "n": measured.n,
        "method": measured.method,
        "source": measured.source,
        "notes": list(measured.notes),
        "advice": list(measured.advice),
        "sql": measured.sql,
    }


def hashed(report: Report, evidence: Dossier, name: str) -> dict[str, Any]:
    """A raw file with the digest it has now, and the declared one; ``same`` is None where it cannot be read."""
    dataset = evidence.datasets[name]
    examined = report.examined.get(str(evidence.reference))
    raw = examined.files.get(name) if examined is not None else None
    failure = examined.file_failures.get(name) if examined is not None else None
    return {
        "name": name,
        "file": dataset.path,
        "declared": dataset.sha256,
        "sha256": raw.sha256 if raw is not None else None,
        "same": raw.sha256 == dataset.sha256 if raw is not None else None,
        "url": dataset.url,
        "copy": how_to_copy(dataset) if is_away(evidence.folder, dataset) else None,
        "trouble": failure.message if failure is not None else None,
        "size": raw.size if raw is not None else None,
        "format": raw.format if raw is not None else None,
    }


def _dataset(report: Report, dossier: Dossier, name: str) -> dict[str, Any]:
    dataset = dossier.datasets[name]
    environment = dossier.environments.get(dataset.environment)
    return {
        **hashed(report, dossier, name),
        "tool": dataset.tool,
        "command": dataset.command,
        "measured": dataset.measured,
        "environment": {
            "name": dataset.environment,
            "file": environment.path if environment is not None else None,
            "fingerprint": fingerprint(dict(environment.data)) if environment is not None else None,
            "summary": summary(dict(environment.data)) if environment is not None else None,
        },
        "claims": [
            str(other.reference)
            for other in dossier.claims.values()
            if name in other.datasets and other.reference in report.judgements
        ],
    }


def commit_of(report: Report, dossier: Dossier) -> dict[str, Any]:
    """The measured commit; ``same_tree`` is None where nothing declares its content, or it is not at hand."""
    subject = dossier.subject
    history = report.history_of(dossier)
    commit = history.commit(subject.commit) if subject is not None and history is not None else None
    declared = subject.tree if subject is not None else None
    return {
        "repository": subject.repository if subject is not None else None,
        "id": subject.commit if subject is not None else None,
        "verified": commit is not None,
        "tree": commit.tree if commit is not None else None,
        "declared_tree": declared,
        "same_tree": commit.tree == declared if commit is not None and declared is not None else None,
        "date": commit.date.isoformat() if commit is not None else None,
        "subject": commit.subject if commit is not None else None,
        "reached_from": commit.reached_from if commit is not None else None,
    }


def _seal(report: Report, dossier: Dossier) -> dict[str, Any] | None:
    """The digest of the dossier's folder, beside the recorded one; None where none is recorded."""
    project = _project(report, dossier)
    record = project.published.records.get(dossier.version) if project.published is not None else None
    if record is None:
        return None
    examined = report.examined.get(str(dossier.reference))
    known = {
        dossier.datasets[name].file: raw.sha256
        for name, raw in (examined.files if examined is not None else {}).items()
        if name in dossier.datasets
    }
    found = folder_digest(dossier.folder, known)
    return {
        "file": f"{project.path}/{PUBLISHED}",
        "declared": record.digest,
        "sha256": found,
        "same": found == record.digest,
        "errata": len(record.errata),
    }


def _project(report: Report, dossier: Dossier) -> Project:
    return next(project for project in report.workspace.projects if project.name == dossier.reference.project)
