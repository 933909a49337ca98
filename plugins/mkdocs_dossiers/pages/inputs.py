"""What the pages of a project are made of, as one digest: where it is the same, they come out the same.

Everything that reaches a page is in it, from the bytes of the dossiers' files to what git knows of their commits and
which evidence expired today; numbers and verdicts are those the gate computed in this run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.reproduction import Remeasured
from mkdocs_dossiers.pages.kinds.dossier import commit_of
from mkdocs_dossiers.pages.since import since
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.read.folder_digest import file_digests


def inputs(view: View, project: Project) -> bytes:
    """The digest of everything a project's own pages and files are made of."""
    digest = hashlib.sha256()
    for part in told(view, project):
        digest.update(part.encode("utf-8", "backslashreplace") + b"\n")
    return digest.digest()


def told(view: View, project: Project) -> Iterator[str]:
    """Everything, as texts that are the same in every process."""
    for part in _of_project(view, project):
        yield repr(_plain(part))


def _plain(value: object) -> object:
    """A value as plain data. Documents are left out: they are where things were read from, and were read another way
    when they come from a cache.
    """
    if isinstance(value, Document):
        return None
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(_plain(getattr(value, field.name)) for field in fields(value))]
    if isinstance(value, Mapping):
        return [(_plain(key), _plain(entry)) for key, entry in value.items()]
    if isinstance(value, frozenset | set):
        return sorted(repr(_plain(entry)) for entry in value)
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value


def _of_project(view: View, project: Project) -> Iterator[object]:
    yield view.addresses, view.drafts, view.names_projects, view.report.profile, view.report.signers
    yield (
        project.name,
        project.title,
        project.summary,
        project.owner,
        project.repository,
        project.licence,
        project.tags,
        project.counts,
        project.path,
        project.reports,
        project.waivers,
        project.attestations,
        project.published,
        project.annotations,
        project.origin,
    )
    if project.document is not None:
        yield hashlib.sha256(
            (view.report.workspace.root / project.path / "project.yaml").read_bytes()
        ).digest()
    yield [dossier.reference for dossier in project.sorted()]
    yield [
        waiver for waiver in view.waivers if waiver.target and waiver.target.dossier.project == project.name
    ]
    for dossier in view.dossiers(project):
        yield from _of_dossier(view, project, dossier)


def _of_dossier(view: View, project: Project, dossier: Dossier) -> Iterator[object]:
    yield dossier.reference, dossier.status, dossier.ruleset, dossier.path
    yield from _evidence(view, dossier)
    for again in dossier.reproductions:
        yield again.name, again.own, again.level, again.by, again.date
        yield from _evidence(view, again.evidence)
    yield view.problems(dossier)
    commit = commit_of(view, dossier)
    yield commit["found"], commit["other"], commit["repository"], commit["address"]
    changed = since(view, project, dossier)
    yield (changed.says, changed.files, changed.more) if changed is not None else None
    yield view.sign_offs(dossier.reference)
    for row in view.claims(dossier):
        found = row.judgement.measurement
        yield row.reference, row.judgement.verdict, row.judgement.reason
        yield found.value, found.low, found.high, found.unit, found.n, found.confidence, found.method
        yield found.sql, found.notes, found.advice, found.chosen
        yield view.expired(row), view.sign_offs(row.reference)
        yield [_again(entry) for entry in view.remeasured(row)]


def _evidence(view: View, dossier: Dossier) -> Iterator[object]:
    """What was read, and each file of the folder as it is now: it may have been changed in between.

    Raw files are hashed once a run.
    """
    yield dossier.title, dossier.summary, dossier.date, dossier.authors, dossier.subject, dossier.recipe
    yield list(dossier.claims.values()), list(dossier.datasets.values())
    yield [(found.name, found.data) for found in dossier.environments.values()]
    raw = {
        dataset.file: file.sha256
        for dataset in dossier.datasets.values()
        if (file := view.raw(dossier, dataset.name)) is not None
    }
    yield list(file_digests(dossier.folder, raw))
    yield [(dataset.name, found.format, found.sha256) for dataset, found in view.datasets(dossier)]


def _again(entry: Remeasured) -> object:
    judged = entry.judgement
    found = judged.measurement if judged is not None else None
    numbers = (
        (found.value, found.low, found.high, found.unit, found.n, found.sql) if found is not None else None
    )
    return entry.reproduction.name, entry.outcome, entry.reason, judged.verdict if judged else None, numbers
