"""A dossier as one file that archives take: an RO-Crate, which is a BagIt bag at the same time.

RO-Crate 1.1 says what is in it (https://w3id.org/ro/crate/1.1), BagIt (RFC 8493) that it is whole: the raw files of
``data/`` are the bag's payload, everything else its tag files. Both are only described here; the checksums are
made when it is written.
"""

from __future__ import annotations

import json
import mimetypes
import posixpath
from collections.abc import Sequence

from mkdocs_dossiers.check.record import record_of
from mkdocs_dossiers.environment.document import summary
from mkdocs_dossiers.model.attestation import ENDING, SIGNATURE
from mkdocs_dossiers.model.attestation import FOLDER as ATTESTATIONS
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.pages.claim_json import FILE, claim_json
from mkdocs_dossiers.pages.dossier_json import DOCUMENT
from mkdocs_dossiers.pages.page import Asset, Member
from mkdocs_dossiers.pages.signed import seen
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.written import as_json
from mkdocs_dossiers.read.elsewhere import folder_of

METADATA = "ro-crate-metadata.json"
TERMS = {"sha256": "https://schema.org/sha256"}
"""Words of schema.org that RO-Crate 1.1 does not bring along."""
SPDX = "https://spdx.org/licenses/"


def download(view: View, project: Project, subject: Dossier) -> Asset:
    """The dossier's archive."""
    members = _members(view, project, subject)
    described = Member(METADATA, content=_crate(view, project, subject, members))
    return Asset(
        view.addresses.archive(subject.reference),
        members=tuple(sorted((*members, described), key=lambda member: member.path)),
        day=subject.date,
        about=(
            ("External-Identifier", str(subject.reference)),
            ("External-Description", f"{project.title} {subject.version}: {subject.title}"),
            ("Bagging-Date", subject.date),
        ),
    )


def downloads(view: View, chosen: Sequence[Reference] = ()) -> list[tuple[Reference, Asset]]:
    """The archives of the dossiers that are shown; of those that references cover, where any are given."""
    return [
        (dossier.reference, download(view, project, dossier))
        for project, dossier in view.shown
        if not chosen or any(reference.covers(dossier.reference) for reference in chosen)
    ]


def _members(view: View, project: Project, subject: Dossier) -> list[Member]:
    found = [Member(DOCUMENT, source=subject.folder / DOCUMENT)]
    if project.document is not None:
        found.append(Member("project.yaml", source=subject.folder.parent / "project.yaml"))
    for dataset, _ in view.datasets(subject):
        found.append(Member(dataset.file, source=folder_of(subject.folder, dataset) / dataset.file))
    for environment in view.environments(subject):
        file = f"environments/{environment.name}.json"
        found.append(Member(file, source=subject.folder / file))
    for row in view.claims(subject):
        twin = claim_json(view, project, subject, row)
        found.append(Member(f"claims/{row.reference.claim}/{FILE}", content=twin.content))
    for each in seen(view, subject).entries:
        made = each.entry.attestation
        file = f"{ATTESTATIONS}/{made.name}{ENDING}"
        found.append(Member(file, content=made.raw))
        found.append(Member(file + SIGNATURE, content=made.signature))
    return found


def _crate(view: View, project: Project, subject: Dossier, members: list[Member]) -> bytes:
    """The crate's description, by the maintained library."""
    from rocrate.model.contextentity import ContextEntity
    from rocrate.model.person import Person
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version="1.1")
    crate.metadata.extra_terms = dict(TERMS)
    crate.name = f"{project.title} {subject.version}: {subject.title}"
    crate.description = subject.summary or f"Performance claims about {project.title}, with their evidence."
    record = record_of(subject, project)
    crate.datePublished = record.date if record is not None else subject.date
    crate.root_dataset["identifier"] = str(subject.reference)
    crate.root_dataset["version"] = subject.version
    licence = project.licence or ""
    crate.license = crate.add(ContextEntity(crate, *_licence(licence)))
    if project.owner:
        owner = {"@type": "Organization", "name": project.owner}
        crate.publisher = crate.add(ContextEntity(crate, "#owner", properties=owner))
    authors = [
        crate.add(Person(crate, f"#author-{number}", properties={"name": author}))
        for number, author in enumerate(subject.authors, start=1)
    ]
    crate.root_dataset["author"] = authors[0] if len(authors) == 1 else authors
    described = _described(view, subject)
    for member in sorted(members, key=lambda one: one.path):
        properties = {"name": member.path, "encodingFormat": _media_type(member.path)}
        crate.add_file(dest_path=member.path, properties=properties | described.get(member.path, {}))
    for environment in view.environments(subject):
        crate.add(
            ContextEntity(
                crate,
                f"#environment-{environment.name}",
                properties={
                    "@type": "Thing",
                    "name": environment.name,
                    "description": summary(dict(environment.data)),
                    "subjectOf": {"@id": f"environments/{environment.name}.json"},
                },
            )
        )
    for step in (dataset for dataset, _ in view.datasets(subject)):
        crate.add(
            ContextEntity(
                crate,
                f"#run-{step.name}",
                properties={
                    "@type": "CreateAction",
                    "name": step.command,
                    "result": {"@id": step.file},
                    "object": {"@id": f"#environment-{step.environment}"},
                }
                | ({"endTime": step.measured} if step.measured else {}),
            )
        )
    return as_json(json.loads(json.dumps(crate.metadata.generate())))


def _described(view: View, subject: Dossier) -> dict[str, dict[str, str]]:
    """What is known of single files."""
    found = {
        dataset.file: {
            "description": f"Raw output of {dataset.tool or raw.format}, dataset {dataset.name}.",
            "contentSize": str(raw.size),
            "sha256": raw.sha256,
        }
        for dataset, raw in view.datasets(subject)
    }
    for row in view.claims(subject):
        found[f"claims/{row.reference.claim}/{FILE}"] = {"description": row.claim.says}
    for each in seen(view, subject).entries:
        made = each.entry.attestation
        file = f"{ATTESTATIONS}/{made.name}{ENDING}"
        words = f"{each.about}: {made.level}, by {made.by} on {made.date}"
        found[file] = {"description": f"Sign-off on {words}."}
        found[file + SIGNATURE] = {"description": "The SSH signature of the sign-off."}
    found[DOCUMENT] = {"description": "The dossier as its authors wrote it."}
    return found


def _licence(licence: str) -> tuple[str, dict[str, str]]:
    """The id of a licence and what is known of it."""
    place = f"{SPDX}{licence}" if _is_spdx(licence) else "#licence"
    return place, {"@type": "CreativeWork", "name": licence or "not stated"}


def _is_spdx(licence: str) -> bool:
    return bool(licence) and licence.isascii() and licence.replace("-", "").replace(".", "").isalnum()


def _media_type(path: str) -> str:
    ending = posixpath.splitext(path)[1]
    known = {".yaml": "application/yaml", ".gz": "application/gzip", ".zst": "application/zstd"}
    return known.get(ending) or mimetypes.types_map.get(ending) or "text/plain"
