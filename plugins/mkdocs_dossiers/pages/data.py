"""Everything for other programs: ``dossiers.json`` at the site's root."""

from __future__ import annotations

import json

from mkdocs_dossiers.pages.page import Asset
from mkdocs_dossiers.pages.view import View


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
                        }
                        for row in view.claims(dossier)
                    ],
                    "datasets": [
                        {
                            "name": dataset.name,
                            "file": view.addresses.raw(dossier.reference, dataset.file),
                            "sha256": raw.sha256,
                            "size": raw.size,
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
            {"name": project.name, "title": project.title, "owner": project.owner, "versions": versions}
        )
    text = json.dumps({"schema": 1, "projects": projects}, indent=1, ensure_ascii=False, allow_nan=False)
    return Asset(view.addresses.data, content=text.encode("utf-8", "backslashreplace"))
