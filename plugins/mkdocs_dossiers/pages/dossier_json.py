"""A dossier for other programs: its claims, and every file of it on the site with its digest.

Described by ``schema/site-dossier.schema.json``. Links are relative to the file itself.
"""

from __future__ import annotations

import hashlib
import posixpath

from mkdocs_dossiers.check.record import record_of
from mkdocs_dossiers.environment.document import fingerprint, summary
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.origin import Origin
from mkdocs_dossiers.model.published import Record
from mkdocs_dossiers.pages.address import relative
from mkdocs_dossiers.pages.claim_json import FILE
from mkdocs_dossiers.pages.page import Asset
from mkdocs_dossiers.pages.signed import seen, signed_json
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.written import as_json
from mkdocs_dossiers.read.elsewhere import is_away
from mkdocs_dossiers.read.folder_digest import file_digests

DOCUMENT = "dossier.yaml"


def dossier_json(view: View, project: Project, subject: Dossier) -> Asset:
    """One dossier, beside its page."""
    addresses, reference = view.addresses, subject.reference
    address = addresses.twin(reference)
    record = record_of(subject, project)

    def to(target: str) -> str:
        return relative(target, address)

    document = {
        "schema": 1,
        "dossier": str(reference),
        "title": subject.title,
        "summary": subject.summary,
        "status": subject.status,
        "date": subject.date,
        "authors": list(subject.authors),
        "page": "./",
        "project": {
            "name": project.name,
            "title": project.title,
            "owner": project.owner,
            "licence": project.licence,
            "file": to(addresses.described(project.name)),
            "origin": origin_json(project.origin),
        },
        "subject": {
            "repository": subject.subject.repository,
            "commit": subject.subject.commit,
            "tree": subject.subject.tree,
            "tag": subject.subject.tag,
        }
        if subject.subject is not None
        else None,
        "published": record_json(record),
        "claims": [
            {
                "claim": str(row.reference),
                "says": row.claim.says,
                "verdict": row.judgement.verdict.value,
                "twin": to(addresses.beside(row.reference, FILE)),
            }
            for row in view.claims(subject)
        ],
        "sign_offs": signed_json(seen(view, subject).entries, to),
        "rejected": sorted(view.rejected(subject)),
        "measured": sorted(view.report.examined[str(reference)].measurements),
        "files": files(view, subject),
        "others": _others(view, subject),
        "environments": [
            {
                "name": environment.name,
                "summary": summary(dict(environment.data)),
                "fingerprint": fingerprint(dict(environment.data)),
                "file": to(addresses.raw(reference, f"environments/{environment.name}.json")),
            }
            for environment in view.environments(subject)
        ],
        "recipe": {
            "needs": list(subject.recipe.needs),
            "steps": [
                {"does": step.does, "run": step.run, "gives": step.gives, "minutes": step.minutes}
                for step in subject.recipe.steps
            ],
        },
        "archive": to(addresses.archive(reference)),
    }
    return Asset(address, content=as_json(document))


def _others(view: View, subject: Dossier) -> list[dict[str, str]]:
    """The files of the dossier's folder that are not on the site: with them, its digest comes from the site alone."""
    published = {str(entry["path"]) for entry in files(view, subject)}
    return [
        {"path": path, "sha256": sha256}
        for path, sha256 in file_digests(subject.folder)
        if path not in published
    ]


def origin_json(origin: Origin | None) -> dict[str, str] | None:
    """Where a project was fetched from."""
    if origin is None:
        return None
    return {"repository": origin.repository, "ref": origin.ref, "commit": origin.commit}


def record_json(record: Record | None) -> dict[str, object] | None:
    """What was published, and what was corrected since."""
    if record is None:
        return None
    return {
        "date": record.date,
        "digest": record.digest,
        "ruleset": record.ruleset,
        "errata": [{"date": entry.date, "says": entry.says, "was": entry.was} for entry in record.errata],
    }


def files(view: View, subject: Dossier) -> list[dict[str, object]]:
    """The dossier's files on the site, by their place in its folder."""
    addresses, reference = view.addresses, subject.reference
    found = {dataset.file: (raw.sha256, raw.size) for dataset, raw in view.datasets(subject)}
    away = {
        dataset.file: dataset.url for dataset, _ in view.datasets(subject) if is_away(subject.folder, dataset)
    }
    for name in [
        DOCUMENT,
        *(f"environments/{environment.name}.json" for environment in view.environments(subject)),
    ]:
        content = (subject.folder / name).read_bytes()
        found[name] = (hashlib.sha256(content).hexdigest(), len(content))
    return [
        {
            "path": path,
            "file": posixpath.relpath(addresses.raw(reference, path), addresses.folder(reference)),
            "sha256": sha256,
            "size": size,
            **({"url": away[path]} if path in away else {}),
        }
        for path, (sha256, size) in sorted(found.items())
    ]
