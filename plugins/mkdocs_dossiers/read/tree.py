"""The folder ``dossiers/`` as a workspace: which projects and versions there are."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from mkdocs_dossiers.model.attestation import FOLDER as ATTESTATIONS
from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.dossier import Dossier, Environment, Project, Workspace
from mkdocs_dossiers.model.problem import Problem, Refused, Scope, Severity
from mkdocs_dossiers.model.published import NAME as PUBLISHED
from mkdocs_dossiers.model.published import Published
from mkdocs_dossiers.model.reference import ID, Reference, version_key
from mkdocs_dossiers.model.reported import NAME as REPORTED
from mkdocs_dossiers.model.reproduction import FOLDER as REPRODUCTIONS
from mkdocs_dossiers.model.reproduction import Reproduction
from mkdocs_dossiers.model.waiver import Waiver
from mkdocs_dossiers.read.alike import alike
from mkdocs_dossiers.read.annotations import build_annotations
from mkdocs_dossiers.read.attestation import read_attestations
from mkdocs_dossiers.read.build import build_dossier, build_waiver
from mkdocs_dossiers.read.published import build_published
from mkdocs_dossiers.read.reported import build_reported
from mkdocs_dossiers.read.reproduction import build_reproduction, evidence_reference
from mkdocs_dossiers.read.yaml_document import read_yaml

FOLDER = "dossiers"
PAGES = (".md", ".html", ".htm", ".markdown", ".mdown", ".mkd")
"""Endings of files that site generators make pages of; a folder so called breaks a site."""
WAIVERS = "waivers"
"""The folder of a project that holds its waivers."""
TAKEN = (WAIVERS, ATTESTATIONS, "compare", "commits", "reported")
"""Names no version can have: the site or the project needs them."""
_REPRODUCTION = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}-{ID}")
RULE = "shape/folder"
MOST = {("claims",): 500, ("data",): 500, ("reproduce", "steps"): 1000}
"""Entries of a dossier that are looked at, as in its schema: every rule compares them with each other."""


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above ``start`` that holds ``dossiers/``; None when there is none."""
    start = start.resolve()
    return next((place for place in (start, *start.parents) if (place / FOLDER).is_dir()), None)


def read_workspace(
    root: Path,
    folder: str = FOLDER,
    only: Iterable[str] | None = None,
    each: Callable[[Project, Sequence[Problem]], None] | None = None,
) -> tuple[Workspace, list[Problem]]:
    """Read every project under ``root/folder`` (or those named in ``only``), with what could not be read.

    ``each`` is called with each project when it is read, and with what could not be read by then.
    """
    problems: list[Problem] = []
    projects = []
    wanted = set(only) if only is not None else None
    base = root / folder
    if any((root / part).is_symlink() for part in (folder, *map(str, Path(folder).parents)) if part != "."):
        message, fix = f"The folder {folder} is a link.", "Commit the folder itself."
        problems.append(Problem(RULE, Severity.ERROR, folder, 1, 1, message, fix))
        return Workspace(root, folder, ()), problems
    for place in sorted(base.iterdir()) if base.is_dir() else []:
        if not place.is_dir() or place.name.startswith("."):
            continue
        if place.is_symlink():
            message, fix = "A project's folder is a link.", "Commit the folder itself."
            path = f"{folder}/{place.name}"
            problems.append(
                Problem(RULE, Severity.ERROR, path, 1, 1, message, fix, Scope("project", place.name))
            )
            continue
        if wanted is None or place.name in wanted:
            projects.append(_project(place, f"{folder}/{place.name}", problems))
            if each is not None:
                each(projects[-1], problems)
    return Workspace(root, folder, tuple(projects)), problems


def _read(file: Path, path: str, scope: Scope, problems: list[Problem]) -> Document | None:
    try:
        return read_yaml(file, path, scope)
    except Refused as refused:
        problems.append(refused.problem)
        return None


def _project(place: Path, path: str, problems: list[Problem]) -> Project:
    name = place.name
    file = f"{path}/project.yaml"
    document = _read(place / "project.yaml", file, Scope("project", name), problems)
    tags = document.find("tags") if document else None
    counts = document.find("counts") if document else None
    reported = (
        _read(place / REPORTED, f"{path}/{REPORTED}", Scope("workspace"), problems)
        if os.path.lexists(place / REPORTED)
        else None
    )
    project = Project(
        name=name,
        title=(document.text("title") if document else None) or name,
        summary=(document.text("summary") if document else None) or "",
        owner=(document.text("owner") if document else None) or "",
        repository=document.text("repository") if document else None,
        licence=document.text("licence") if document else None,
        tags=tuple(str(tag) for tag in tags) if isinstance(tags, list) else (),
        counts=tuple(str(noun) for noun in counts) if isinstance(counts, list) else (),
        document=document,
        path=path,
        annotations=build_annotations(document) if document is not None else (),
        reported=reported,
        reports=build_reported(reported) if reported is not None else (),
    )
    dossiers = [
        dossier
        for version in sorted(place.iterdir(), key=lambda entry: (version_key(entry.name), entry.name))
        if version.is_dir() and (version.is_symlink() or is_version(version))
        if (dossier := _dossier(version, f"{path}/{version.name}", name, problems)) is not None
    ]
    return replace(
        project,
        dossiers=tuple(dossiers),
        waivers=_waivers(place, path, name, problems),
        attestations=read_attestations(place, path, name, problems),
        published=_published(place, path, problems),
    )


def _published(place: Path, path: str, problems: list[Problem]) -> Published | None:
    if not os.path.lexists(place / PUBLISHED):
        return None
    document = _read(place / PUBLISHED, f"{path}/{PUBLISHED}", Scope("workspace"), problems)
    return build_published(document) if document is not None else None


def _waivers(place: Path, path: str, project: str, problems: list[Problem]) -> tuple[Waiver, ...]:
    folder = place / WAIVERS
    found = []
    for file in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []:
        scope = Scope("waiver", project, file.stem)
        where = f"{path}/{WAIVERS}/{file.name}"
        if file.suffix != ".yaml" or not re.fullmatch(ID, file.stem):
            message = f"{file.name!r} is not a name a waiver can have."
            fix = "Use lower-case letters, digits and single hyphens, and .yaml at the end."
            problems.append(Problem(RULE, Severity.ERROR, where, 1, 1, message, fix, scope))
            continue
        document = _read(file, where, scope, problems)
        if document is not None:
            found.append(build_waiver(file.stem, project, document))
    return tuple(found)


def is_version(place: Path) -> bool:
    """Whether a folder is meant as a dossier; one whose dossier.yaml is gone still is."""
    return any(os.path.lexists(place / name) for name in ("dossier.yaml", "environments", "data"))


def _dossier(place: Path, path: str, project: str, problems: list[Problem]) -> Dossier | None:
    reference = Reference.parse(f"{project}@{place.name}")
    file = f"{path}/dossier.yaml"
    if reference is None or reference.claim is not None:
        problems.append(
            Problem(
                RULE,
                Severity.ERROR,
                file,
                1,
                1,
                f"The folder {project}/{place.name} cannot be a reference project@version.",
                "Name the project in lower-case words with hyphens, and the version like 2026.11.",
            )
        )
        return None
    scope = Scope("dossier", str(reference))
    if place.name.lower() in TAKEN or place.name.lower().endswith(PAGES):
        message = f"A version cannot be called {place.name!r}: the site needs the name for itself."
        problems.append(Problem(RULE, Severity.ERROR, file, 1, 1, message, "Name it like 2026.11.", scope))
        return None
    if place.is_symlink():
        problems.append(
            Problem(
                RULE,
                Severity.ERROR,
                file,
                1,
                1,
                "The dossier's folder is a link.",
                "Commit the folder.",
                scope,
            )
        )
        return None
    document = _read(place / "dossier.yaml", file, scope, problems)
    if document is None or _crowded(document, scope, problems):
        return None
    environments = _environments(place, path, str(reference), problems)
    dossier = build_dossier(reference, place, path, document, environments)
    return replace(dossier, reproductions=_reproductions(dossier, problems))


def _crowded(document: Document, scope: Scope, problems: list[Problem]) -> bool:
    """Whether a part of a dossier has too many entries for its rules."""
    before = len(problems)
    for pointer, most in MOST.items():
        entries = document.find(*pointer)
        if isinstance(entries, dict | list) and len(entries) > most:
            place = document.key_at(*pointer)
            message = f"{pointer[-1]} has {len(entries):,} entries; at most {most:,} are checked."
            fix = "Split the dossier into several versions or projects."
            problems.append(
                Problem(
                    "shape/schema",
                    Severity.ERROR,
                    document.path,
                    place.line,
                    place.column,
                    message,
                    fix,
                    scope,
                )
            )
    return len(problems) > before


def _reproductions(dossier: Dossier, problems: list[Problem]) -> tuple[Reproduction, ...]:
    """What others measured again; a broken one takes nothing of the dossier itself down."""
    folder, reference = dossier.folder / REPRODUCTIONS, str(dossier.reference)
    found = []
    for entry in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []:
        path = f"{dossier.path}/{REPRODUCTIONS}/{entry.name}"
        name = f"{path}/reproduction.yaml"
        scope = Scope("reproduction", reference, entry.name)
        if entry.is_symlink() or not _REPRODUCTION.fullmatch(entry.name):
            message = (
                "A reproduction's folder is a link."
                if entry.is_symlink()
                else f"{entry.name!r} is not a name a reproduction can have."
            )
            fix = (
                "Commit the folder itself."
                if entry.is_symlink()
                else "Name the folder by day and by whom: 2026-12-01-platform-team."
            )
            problems.append(Problem(RULE, Severity.ERROR, name, 1, 1, message, fix, scope))
            continue
        document = _read(entry / "reproduction.yaml", name, scope, problems)
        if document is not None and not _crowded(document, scope, problems):
            own = str(evidence_reference(dossier.reference, entry.name))
            environments = _environments(entry, path, own, problems)
            found.append(build_reproduction(entry.name, entry, path, dossier, document, environments))
    return tuple(found)


def _environments(place: Path, path: str, dossier: str, problems: list[Problem]) -> dict[str, Environment]:
    folder = place / "environments"
    found = {}
    if folder.is_dir() and not folder.is_symlink():
        for file in sorted(folder.glob("*.json")):
            scope = Scope("environment", dossier, file.stem)
            if not re.fullmatch(ID, file.stem):
                message = f"{file.name!r} is not a name an environment can have."
                fix = "Use lower-case letters, digits and single hyphens, and .json at the end."
                problems.append(
                    Problem(RULE, Severity.ERROR, f"{path}/dossier.yaml", 1, 1, message, fix, scope)
                )
                continue
            document = _read(file, f"{path}/environments/{file.name}", scope, problems)
            if document is not None and not isinstance(document.data, dict):
                message, fix = "The document is no mapping.", "Write what `dossier capture` prints into it."
                problems.append(
                    Problem("shape/schema", Severity.ERROR, document.path, 1, 1, message, fix, scope)
                )
            elif document is not None:
                document = replace(document, data=alike(document.data))
                found[file.stem] = Environment(
                    file.stem, f"{path}/environments/{file.name}", document.data, document
                )
    return found
