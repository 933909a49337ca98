"""A claim's whole chain as plain data, from the sentence to the bytes and the commit."""

from __future__ import annotations

from typing import Any

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.environment.document import fingerprint, summary
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.reference import Reference


def trace(report: Report, reference: Reference) -> dict[str, Any]:
    """Everything a judged claim rests on. Digests are those computed in this run.

    Raises KeyError for a claim that was not judged.
    """
    judgement = report.judgements[reference]
    dossier, claim, measured = report.dossier(reference), report.claim(reference), judgement.measurement
    return {
        "claim": str(reference),
        "says": claim.says,
        "holds": claim.holds.written,
        "verdict": judgement.verdict.value,
        "reason": judgement.reason,
        "statistic": claim.statistic,
        "metric": claim.metric,
        "form": claim.form.value,
        "value": measured.value,
        "low": measured.low,
        "high": measured.high,
        "unit": measured.unit,
        "n": measured.n,
        "method": measured.method,
        "source": measured.source,
        "notes": list(measured.notes),
        "advice": list(measured.advice),
        "series": [str(claim.of)] + ([str(claim.to)] if claim.to is not None else []),
        "sql": measured.sql,
        "datasets": [_dataset(report, dossier, name) for name in claim.datasets],
        "commit": _commit(report, dossier),
        "reproduce": {
            "needs": list(dossier.recipe.needs),
            "steps": [
                {"does": step.does, "run": step.run, "gives": step.gives, "minutes": step.minutes}
                for step in dossier.recipe.steps
            ],
        },
    }


def _dataset(report: Report, dossier: Dossier, name: str) -> dict[str, Any]:
    dataset = dossier.datasets[name]
    raw = report.examined[str(dossier.reference)].files[name]
    environment = dossier.environments[dataset.environment]
    return {
        "name": name,
        "file": dataset.path,
        "sha256": raw.sha256,
        "size": raw.size,
        "format": raw.format,
        "tool": dataset.tool,
        "command": dataset.command,
        "measured": dataset.measured,
        "environment": {
            "name": environment.name,
            "file": environment.path,
            "fingerprint": fingerprint(dict(environment.data)),
            "summary": summary(dict(environment.data)),
        },
        "claims": [
            str(other.reference)
            for other in dossier.claims.values()
            if name in other.datasets and other.reference in report.judgements
        ],
    }


def _commit(report: Report, dossier: Dossier) -> dict[str, Any]:
    subject = dossier.subject
    history = report.history_of(dossier)
    commit = history.commit(subject.commit) if subject is not None and history is not None else None
    return {
        "repository": subject.repository if subject is not None else None,
        "id": subject.commit if subject is not None else None,
        "verified": commit is not None,
        "tree": commit.tree if commit is not None else None,
        "date": commit.date.isoformat() if commit is not None else None,
        "subject": commit.subject if commit is not None else None,
        "reached_from": commit.reached_from if commit is not None else None,
    }
