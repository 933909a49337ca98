"""The lock: what was taken from other repositories, and the projects that lie here because of it.

``dossier sync`` writes ``dossiers.lock``; everything else only reads it. Nothing is fetched here: what does not lie
where it should, or is not what the lock says, is left out, with a problem that says so.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from git import GitError, InvalidGitRepositoryError, NoSuchPathError, Repo

from mkdocs_dossiers.model.document import Document, Position
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.origin import Origin
from mkdocs_dossiers.model.problem import Problem, Refused, Scope, Severity
from mkdocs_dossiers.model.reference import ID
from mkdocs_dossiers.read.folder_digest import files_below, folder_digest
from mkdocs_dossiers.read.raw_file import RawFileError, digest
from mkdocs_dossiers.read.tree import FOLDER, is_version, read_workspace
from mkdocs_dossiers.read.yaml_document import read_yaml

LOCK = "dossiers.lock"
"""The lock's name, beside ``mkdocs.yml``."""
FETCHED = ".dossiers"
"""The folder beside it with a clone for each source."""
RULE = "shape/lock"

_COMMIT = re.compile(r"[0-9a-f]{40}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FOLDER = re.compile(r"\.?[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_SYNC = "Run dossier sync; with --update where something newer is wanted."


@dataclass(frozen=True, slots=True)
class Digests:
    """A project's folder, and the folder of each of its versions, as SHA-256 over the lines of ``sha256sum``."""

    project: str
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Locked:
    """What was taken from one repository. ``projects`` maps names to digests."""

    origin: Origin
    projects: Mapping[str, Digests]
    positions: Mapping[str, Position] = field(default_factory=dict)
    """Where each project stands in the lock."""


@dataclass(frozen=True, slots=True)
class Lock:
    """Everything that was taken. ``folder`` is where it lies, beside the lock."""

    folder: str = FETCHED
    sources: tuple[Locked, ...] = ()

    def of(self, repository: str, ref: str) -> Locked | None:
        """What was taken from a repository at a ref."""
        for locked in self.sources:
            if (locked.origin.repository, locked.origin.ref) == (repository, ref):
                return locked
        return None

    def place(self, root: Path, origin: Origin) -> Path:
        """The clone of a source."""
        return root / self.folder / clone_name(origin.repository, origin.ref)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The projects other repositories brought. ``clones`` maps their names to clones, ``folders`` to where
    their dossiers lie, relative to the site's root; ``repositories`` maps addresses to clones.
    """

    projects: tuple[Project, ...] = ()
    clones: Mapping[str, Path] = field(default_factory=dict)
    folders: Mapping[str, str] = field(default_factory=dict)
    repositories: Mapping[str, Path] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def is_folder(name: str) -> bool:
    """Whether clones may lie in a folder of this name."""
    return _FOLDER.fullmatch(name) is not None and name != FOLDER


def path_at_home(path: str) -> str:
    """A path below ``dossiers/`` as its own repository has it, also where the project was fetched from there."""
    _, there, below = f"/{path}".partition(f"/{FOLDER}/")
    return f"{FOLDER}/{below}" if there else path


def clone_name(repository: str, ref: str) -> str:
    """The name of a source's clone: readable, and another one for each repository and ref."""
    last = re.sub(r"[^A-Za-z0-9]+", "-", repository.rstrip("/").removesuffix(".git").rpartition("/")[2])
    short = hashlib.sha256(f"{repository} {ref}".encode()).hexdigest()[:8]
    return f"{last.strip('-')[:40] or 'source'}-{short}"


def digests_of(folder: Path) -> Digests:
    """The digests of a project's folder as it lies here; each file is read once."""
    known = {}
    for path in files_below(folder):
        try:
            known[path] = digest(folder, path)[0]
        except RawFileError:
            continue
    versions = {
        entry.name: folder_digest(entry, _below(known, entry.name))
        for entry in sorted(folder.iterdir())
        if entry.is_dir() and not entry.is_symlink() and is_version(entry)
    }
    return Digests(folder_digest(folder, known), versions)


def _below(known: Mapping[str, str], version: str) -> dict[str, str]:
    start = f"{version}/"
    return {path.removeprefix(start): sha256 for path, sha256 in known.items() if path.startswith(start)}


def read_lock(root: Path) -> Lock:
    """The lock beside ``dossiers/``; an empty one where there is none. Raises :class:`Refused`."""
    file = root / LOCK
    if not os.path.lexists(file):
        return Lock()
    document = read_yaml(file, LOCK, Scope("workspace"))
    folder = document.text("folder")
    entries = document.find("sources")
    if folder is None or not is_folder(folder) or not isinstance(entries, list):
        raise Refused(_problem(Position(1, 1), "This is not what dossier sync writes."))
    return Lock(folder, tuple(_locked(document, index) for index in range(len(entries))))


def _locked(document: Document, index: int) -> Locked:
    entry = document.find("sources", index)
    known = entry if isinstance(entry, dict) else {}
    texts = [known.get(key) for key in ("repository", "ref", "commit")]
    projects = known.get("projects")
    repository, ref, commit = (text if isinstance(text, str) else "" for text in texts)
    if not repository or not ref or not _COMMIT.fullmatch(commit) or not isinstance(projects, dict):
        raise Refused(_problem(document.at("sources", index), "This is not what dossier sync writes."))
    return Locked(
        Origin(repository, ref, commit),
        {name: _digests(document, index, name) for name in projects},
        {name: document.key_at("sources", index, "projects", name) for name in projects},
    )


def _digests(document: Document, index: int, name: str) -> Digests:
    entry = document.find("sources", index, "projects", name)
    found = entry if isinstance(entry, dict) else {}
    project, versions = found.get("digest"), found.get("versions")
    if (
        not re.fullmatch(ID, name)
        or not isinstance(project, str)
        or not _DIGEST.fullmatch(project)
        or not isinstance(versions, dict)
        or not all(isinstance(each, str) and _DIGEST.fullmatch(each) for each in versions.values())
    ):
        place = document.key_at("sources", index, "projects", name)
        raise Refused(_problem(place, "This is not what dossier sync writes."))
    return Digests(project, dict(versions))


def read_fetched(root: Path, own: tuple[Project, ...]) -> Fetched:
    """The projects the lock names, as far as they lie here and are what it says. ``own`` are the site's own."""
    try:
        lock = read_lock(root)
    except Refused as refused:
        return Fetched(problems=(refused.problem,))
    found = Fetched()
    taken = {project.name: project.path for project in own}
    for locked in lock.sources:
        found = _with(found, _one(root, lock, locked, taken))
        taken |= {project.name: locked.origin.repository for project in found.projects}
    return found


def _with(one: Fetched, other: Fetched) -> Fetched:
    return Fetched(
        one.projects + other.projects,
        {**one.clones, **other.clones},
        {**one.folders, **other.folders},
        {**one.repositories, **other.repositories},
        one.problems + other.problems,
    )


def _one(root: Path, lock: Lock, locked: Locked, taken: Mapping[str, str]) -> Fetched:
    """What one source brought."""
    origin, place = locked.origin, lock.place(root, locked.origin)
    first = next(iter(locked.positions.values()), Position(1, 1))
    head = _head(place)
    if head != origin.commit:
        said = (
            "is not here"
            if head is None
            else f"is here at commit {head[:12]}, and the lock says {origin.commit[:12]}"
        )
        message = f"What was taken from {_short(origin.repository)} at {_short(origin.ref)} {said}."
        return Fetched(problems=(_problem(first, message),))
    folder = f"{place.relative_to(root).as_posix()}/{FOLDER}"
    problems, names = [], []
    for name, expected in locked.projects.items():
        wrong = _against(root / folder / name, name, expected, origin, taken)
        if wrong is None:
            names.append(name)
        else:
            problems.append(_problem(locked.positions[name], wrong))
    workspace, unreadable = read_workspace(root, folder, names)
    projects = tuple(replace(project, origin=origin) for project in workspace.projects)
    return Fetched(
        projects,
        {project.name: place for project in projects},
        {project.name: folder for project in projects},
        {origin.repository: place},
        (*problems, *unreadable),
    )


def _against(
    place: Path, name: str, expected: Digests, origin: Origin, taken: Mapping[str, str]
) -> str | None:
    """What is wrong with a fetched project; None when it is what the lock says."""
    if name in taken:
        return f"Two projects are called {name}: one from {_short(taken[name])}, one from {_short(origin.repository)}."
    if place.is_symlink() or not place.is_dir():
        return f"The project {name} of {_short(origin.repository)} is not in {FETCHED}."
    found = digests_of(place)
    if found == expected:
        return None
    differing = sorted(
        version
        for version in {*found.versions, *expected.versions}
        if found.versions.get(version) != expected.versions.get(version)
    )
    what = f"{name}@{differing[0]}" if differing else f"The project {name}"
    return f"{what} from {_short(origin.repository)} is not what the lock says: its files were changed here."


def _head(place: Path) -> str | None:
    """The commit a clone stands at; None where there is none."""
    if not (place / ".git").is_dir() or place.is_symlink() or (place / ".git").is_symlink():
        return None
    try:
        return str(Repo(place).head.commit.hexsha)
    except (InvalidGitRepositoryError, NoSuchPathError, GitError, ValueError, OSError):
        return None


def _problem(place: Position, message: str) -> Problem:
    return Problem(RULE, Severity.ERROR, LOCK, place.line, place.column, message, _SYNC)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
