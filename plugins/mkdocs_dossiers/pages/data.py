"""Everything for other programs: ``dossiers.json`` at the site's root, described by ``schema/site.schema.json``.

Addresses in it are relative to the site's root; those of pages name their Markdown files.
"""

from __future__ import annotations

from datetime import date

from mkdocs_dossiers.check.expiry import valid_until
from mkdocs_dossiers.check.record import record_of
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.pages.badge import FILE as BADGE
from mkdocs_dossiers.pages.claim_json import FILE as CLAIM
from mkdocs_dossiers.pages.dossier_json import origin_json, record_json
from mkdocs_dossiers.pages.page import Asset
from mkdocs_dossiers.pages.signed import seen, signed_json
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.written import as_json


def data(view: View) -> Asset:
    """Projects, versions, claims with their verdicts, and raw files with their digests and addresses."""
    projects = []
    for project in view.projects:
        versions = []
        for dossier in view.dossiers(project):
            versions.append(
                {
                    "reference": str(dossier.reference),
                    "status": dossier.status,
                    "date": dossier.date,
                    "title": dossier.title,
                    "repository": dossier.subject.repository if dossier.subject else None,
                    "commit": dossier.subject.commit if dossier.subject else None,
                    "published": record_json(record_of(dossier, project)),
                    "twin": view.addresses.twin(dossier.reference),
                    "archive": view.addresses.archive(dossier.reference),
                    "sign_offs": signed_json(seen(view, dossier).entries, str),
                    "claims": [
                        {
                            "claim": str(row.reference),
                            "says": row.claim.says,
                            "page": view.addresses.claim(row.reference),
                            "statistic": row.claim.statistic,
                            "holds": row.claim.holds.written,
                            "verdict": row.judgement.verdict.value,
                            "value": row.judgement.measurement.value,
                            "low": row.judgement.measurement.low,
                            "high": row.judgement.measurement.high,
                            "unit": row.judgement.measurement.unit,
                            "n": row.judgement.measurement.n,
                            "datasets": list(row.claim.datasets),
                            "sql": row.judgement.measurement.sql,
                            "valid_until": _day(valid_until(dossier, row.claim)),
                            "expired": view.expired(row) is not None,
                            "twin": view.addresses.beside(row.reference, CLAIM),
                            "badge": view.addresses.beside(row.reference, BADGE),
                        }
                        for row in view.claims(dossier)
                    ],
                    "datasets": [
                        {
                            "name": dataset.name,
                            "file": view.addresses.raw(dossier.reference, dataset.file),
                            "sha256": raw.sha256,
                            "size": raw.size,
                            **({"url": dataset.url} if dataset.url is not None else {}),
                            "format": raw.format,
                            "environment": view.addresses.raw(
                                dossier.reference, f"environments/{dataset.environment}.json"
                            ),
                        }
                        for dataset, raw in view.datasets(dossier)
                    ],
                }
            )
        projects.append(
            {
                "name": project.name,
                "title": project.title,
                "owner": project.owner,
                "origin": origin_json(project.origin),
                "versions": versions,
                "withdrawn": [
                    {
                        "claim": entry.claim,
                        "since": entry.since,
                        "date": entry.date,
                        "reason": entry.reason,
                        "page": view.addresses.claim(Reference(project.name, entry.since, entry.claim)),
                    }
                    for entry in view.withdrawals(project)
                ],
            }
        )
    return Asset(view.addresses.data, content=as_json({"schema": 1, "projects": projects}))


def _day(found: date | None) -> str | None:
    return str(found) if found is not None else None
