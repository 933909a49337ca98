"""The dossiers as they were where a branch left another, and what changed since.

Git is only read. The old dossiers are written to a temporary folder that is a repository of its own, which
borrows the objects of the real one: rules that ask git about a file or a commit get the same answers there.
Nothing is fetched, no hook, filter or attribute of the repository takes part, and a link is never written.
"""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO, Any

from git import Git, GitCommandError, InvalidGitRepositoryError, NoSuchPathError, Repo

from mkdocs_dossiers.model.attestation import SIGNERS
from mkdocs_dossiers.model.dossier import Workspace
from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.model.published import NAME as PUBLISHED
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.lfs import LARGEST, pointer_in, take
from mkdocs_dossiers.read.lock import LOCK
from mkdocs_dossiers.read.tree import FOLDER, is_version, read_workspace

LONGEST = 250
"""Characters of a git ref; no name of a branch, tag or commit is longer."""

MOST_BYTES = 8 * 2**30
"""Bytes of dossiers that are written out to compare two commits."""

_OF_A_HOOK = (
    "GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX GIT_OBJECT_DIRECTORY GIT_COMMON_DIR GIT_NAMESPACE "
    "GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_INTERNAL_SUPER_PREFIX GIT_CEILING_DIRECTORIES"
).split()
"""What git sets for the programs it starts; it would lead from one repository to another."""

_AS_STORED = "* -export-ignore -export-subst -text -eol -crlf -ident -filter -working-tree-encoding\n"
"""Attributes that keep every byte: those of the repository come after them."""


_ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_DEFAULT_REF_FORMAT": "files",
}
"""Settings of the repository in the temporary folder: nobody's own."""


class BaseError(Exception):
    """The base cannot be read; the message says why, and what to do."""


@dataclass(frozen=True)
class Base:
    """The dossiers as they were at ``commit``, the last commit shared with ``ref``.

    ``root`` is a temporary folder that holds the changed projects as they were, below ``folder``.
    ``changed`` holds the paths below ``folder`` that differ today, relative to the workspace root, committed
    or not; also of files that are gone.
    """

    ref: str
    commit: str
    root: Path
    folder: str
    changed: frozenset[str]
    relocked: bool = False
    """Whether the lock differs: what was taken from other repositories."""

    @cached_property
    def _read(self) -> tuple[Workspace, list[Problem]]:
        return read_workspace(self.root, self.folder)

    @property
    def workspace(self) -> Workspace:
        """The projects something changed in, as they were."""
        return self._read[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read in the projects as they were."""
        return tuple(self._read[1])

    @cached_property
    def references(self) -> frozenset[Reference]:
        """The dossiers there were, readable or not, in the projects something changed in."""
        return frozenset(_dossiers(self.root / self.folder))

    def projects(self, now: Path) -> frozenset[str]:
        """The names of the projects something changed in; all of them when ``dossiers/`` itself did."""
        if self.folder in self.changed:
            return frozenset(place.name for place in (now / self.folder).iterdir() if place.is_dir())
        parts = (_parts(path, self.folder) for path in self.changed)
        return frozenset(part[0] for part in parts if len(part) > 1)

    def is_new(self, dossier: Reference) -> bool:
        """Whether the dossier was not there."""
        return Reference(dossier.project, dossier.version) not in self.references

    def affected(self, now: Workspace) -> tuple[Reference, ...]:
        """What must be checked today, as references to dossiers and whole projects, in order.

        A change inside a dossier affects it, and every dossier that names it as its baseline. A change beside
        the dossiers of a project, or a dossier that is gone, affects all of the project; one in the record of what
        was published affects the versions whose record changed; one in the list of signers every project that has
        sign-offs.
        """
        there = set(_dossiers(now.root / now.folder))
        found: set[Reference] = set()
        if self.folder in self.changed:
            return tuple(sorted({Reference(project.name) for project in now.projects}))
        for path in self.changed:
            project, *rest = (*_parts(path, self.folder), "")
            reference = Reference.parse(f"{project}@{rest[0]}") if rest[0] and len(rest) > 2 else None
            if reference is not None and reference in there:
                found.add(reference)
            elif rest == [PUBLISHED, ""] and (recorded := self._recorded(project, now) & there):
                found |= recorded
            elif rest[0] and os.path.lexists(now.root / now.folder / project):
                found.add(Reference(project))
        found |= {
            dossier.reference
            for dossier in now.dossiers
            for baseline in baselines(dossier.document.data)
            if any(changed.covers(baseline) for changed in found)
        }
        if f"{self.folder}/{SIGNERS}" in self.changed:
            found |= {Reference(project.name) for project in now.projects if project.attestations}
        whole = {reference.project for reference in found if reference.version is None}
        return tuple(
            sorted(
                (ref for ref in found if ref.version is None or ref.project not in whole),
                key=str,
            )
        )

    def _recorded(self, project: str, now: Workspace) -> set[Reference]:
        """The versions of a project whose record changed; none when something else in the file did too."""
        before, after = (
            next((found.published for found in each.projects if found.name == project), None)
            for each in (self.workspace, now)
        )
        if (before.withdrawn if before else {}) != (after.withdrawn if after else {}):
            return set()
        was, is_now = (before.records if before else {}), (after.records if after else {})
        return {
            Reference(project, version)
            for version in {*was, *is_now}
            if was.get(version) != is_now.get(version)
        }


@contextmanager
def base_of(root: Path, ref: str, folder: str = FOLDER) -> Iterator[Base]:
    """Read the base for the workspace at ``root``; its temporary folder is gone afterwards.

    ``ref`` is a branch, tag or commit. Raises :class:`BaseError`.
    """
    root = root.resolve()
    with _outside_hooks(), tempfile.TemporaryDirectory(prefix="dossier-base-") as temporary:
        repo = _repository(root)
        top = Path(str(repo.working_tree_dir)).resolve()
        inside = PurePosixPath(root.relative_to(top).as_posix(), folder)
        try:
            commit = _merge_base(repo, ref)
            changed = _changed(repo, commit, inside, folder)
            place = Path(temporary)
            relocked = bool(_changed(repo, commit, inside.parent / LOCK, LOCK))
            base = Base(ref, commit, place / root.relative_to(top), folder, changed, relocked)
            base.root.mkdir(parents=True, exist_ok=True)
            if changed:
                _export(
                    repo, commit, place, [inside / name for name in (SIGNERS, *sorted(base.projects(root)))]
                )
        except GitCommandError as error:
            raise BaseError(f"git stopped: {_words(error)}") from None
        except (OSError, tarfile.TarError) as error:
            raise BaseError(f"The base {_short(ref)} cannot be read: {error}.") from None
        yield base


@contextmanager
def file_at_base(root: Path, ref: str, name: str) -> Iterator[Path | None]:
    """A file beside ``dossiers/`` as it was at the last commit shared with ``ref``, in a temporary folder.

    None where there was none. Raises :class:`BaseError`.
    """
    root = root.resolve()
    with _outside_hooks(), tempfile.TemporaryDirectory(prefix="dossier-base-") as temporary:
        repo = _repository(root)
        top = Path(str(repo.working_tree_dir)).resolve()
        inside = PurePosixPath(root.relative_to(top).as_posix(), name)
        try:
            commit = _merge_base(repo, ref)
            there = repo.git.ls_tree("-z", "--full-tree", commit, "--", str(inside))
            if not there.startswith("100"):
                yield None
                return
            content = repo.git.cat_file(
                "blob", f"{commit}:{inside}", stdout_as_string=False, strip_newline_in_stdout=False
            )
        except GitCommandError as error:
            raise BaseError(f"git stopped: {_words(error)}") from None
        file = Path(temporary) / name
        file.write_bytes(bytes(content))
        yield file


@contextmanager
def _outside_hooks() -> Iterator[None]:
    """Without what git sets for its hooks: two repositories are read here, each by its folder."""
    kept = {name: os.environ.pop(name) for name in _OF_A_HOOK if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


def _repository(root: Path) -> Repo:
    try:
        repo = Repo(root, search_parent_directories=True)
        repo.git.rev_parse("--git-dir")
    except (InvalidGitRepositoryError, NoSuchPathError):
        raise BaseError("This folder is not a git repository, so there is no base to compare with.") from None
    except GitCommandError as error:
        raise BaseError(f"git does not answer: {_words(error)}") from None
    if repo.working_tree_dir is None:
        raise BaseError("This git repository has no working tree, so there is nothing to compare.")
    return repo


def _merge_base(repo: Repo, ref: str) -> str:
    """The last commit shared with ``ref``."""
    if not ref or ref.startswith("-") or len(ref) > LONGEST or not ref.isprintable():
        raise BaseError(f"{_short(ref)} is not the name of a branch, a tag or a commit.")
    other = _one(repo, f"{ref}^{{commit}}")
    if other is None:
        raise BaseError(
            f"This repository knows no branch, tag or commit {_short(ref)}. "
            f"Fetch it first (git fetch origin), or correct the name."
        )
    own = _one(repo, "HEAD^{commit}")
    if own is None:
        raise BaseError("This repository has no commit yet, so there is nothing to compare with.")
    try:
        found: str = repo.git.merge_base(other, own)
    except GitCommandError as error:
        if error.status != 1:
            raise
        why = (
            "This clone is shallow: fetch the whole history (git fetch --unshallow, or fetch-depth: 0 in CI)."
            if (Path(repo.common_dir) / "shallow").exists()
            else "Name the branch this one was made from."
        )
        raise BaseError(f"HEAD and {_short(ref)} share no commit. {why}") from None
    return found.split(maxsplit=1)[0]


def _one(repo: Repo, revision: str) -> str | None:
    try:
        found: str = repo.git.rev_parse("--verify", "--quiet", revision)
    except GitCommandError:
        return None
    return found.strip() or None


def _changed(repo: Repo, commit: str, inside: PurePosixPath, folder: str) -> frozenset[str]:
    """Paths that differ between the base and the files as they lie here, relative to the workspace root."""
    where = f":(top,literal){inside}"
    differing: str = repo.git.diff(
        "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty",
        commit, "--", where,
    )  # fmt: skip
    new: str = repo.git.ls_files("--others", "--exclude-standard", "--full-name", "-z", "--", where)
    cut = len(str(inside)) - len(folder)
    return frozenset(name[cut:] for name in (differing + "\0" + new).split("\0") if name)


def _export(repo: Repo, commit: str, place: Path, paths: list[PurePosixPath]) -> None:
    """Make ``place`` a repository that stands at ``commit``, with only these folders written out."""
    git = Git(str(place))
    git.update_environment(**_ALONE)
    git.init("--quiet", "--template=", f"--object-format={'sha256' if len(commit) == 64 else 'sha1'}")
    inner = place / ".git"
    (inner / "info").mkdir(exist_ok=True)
    (inner / "info" / "attributes").write_text(_AS_STORED)
    (inner / "objects" / "info").mkdir(exist_ok=True)
    (inner / "objects" / "info" / "alternates").write_text(f"{Path(repo.common_dir).resolve() / 'objects'}\n")
    if (Path(repo.common_dir) / "shallow").exists():
        shutil.copyfile(Path(repo.common_dir) / "shallow", inner / "shallow")
    refs: str = repo.git.for_each_ref(
        "--format=%(objectname) %(refname)", "refs/heads", "refs/remotes", "refs/tags"
    )
    (inner / "packed-refs").write_text(
        "# pack-refs with: sorted \n" + "".join(f"{line}\n" for line in refs.splitlines())
    )
    (inner / "HEAD").write_text(f"{commit}\n")
    git.read_tree(commit)
    known = [path for path in paths if git.ls_tree("--name-only", "-z", commit, "--", str(path))]
    if known:
        archive = git.archive("--format=tar", commit, "--", *map(str, known), as_process=True)
        _unpack(archive.stdout, place)
        archive.wait()
        _fetched(Path(repo.common_dir) / "lfs" / "objects", place)


def _unpack(stream: IO[bytes], place: Path) -> None:
    """Write regular files and folders only: what is a link stays away, and the reader says what is missing."""
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            parts = PurePosixPath(member.name).parts
            if ".." in parts or any(part.lower() == ".git" for part in parts) or member.name.startswith("/"):
                raise tarfile.ExtractError(f"{member.name[:80]!a} leads out of its folder")
            target = place.joinpath(*parts)
            if member.isdir():
                target.mkdir(parents=True, exist_ok=True)
            elif member.isfile() and (content := archive.extractfile(member)) is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as file:
                    shutil.copyfileobj(content, file)


def _fetched(objects: Path, place: Path) -> None:
    """Put files in the place of their Git LFS pointers, where they were fetched already; nothing is fetched here."""
    if not objects.is_dir():
        return
    for folder, folders, files in os.walk(place):
        folders[:] = [name for name in folders if name != ".git"]
        for name in files:
            file = Path(folder, name)
            if file.stat().st_size < LARGEST and (pointer := pointer_in(file.read_bytes())) is not None:
                take(objects, pointer, file)


def _parts(path: str, folder: str) -> tuple[str, ...]:
    """The way to a path from the folder with the dossiers."""
    return PurePosixPath(path).relative_to(folder).parts


def _dossiers(base: Path) -> Iterator[Reference]:
    """Every folder that is meant as a dossier."""
    if not base.is_dir() or base.is_symlink():
        return
    for project in base.iterdir():
        if project.is_dir() and not project.is_symlink():
            for place in project.iterdir():
                reference = Reference.parse(f"{project.name}@{place.name}")
                if place.is_dir() and is_version(place) and reference is not None and reference.claim is None:
                    yield reference


def baselines(data: Any) -> Iterator[Reference]:
    """The references that stand under a key ``baseline``, wherever in a document, as text or in a mapping."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "baseline":
                texts = value.values() if isinstance(value, dict) else [value]
                parsed = (Reference.parse(text) for text in texts if isinstance(text, str))
                yield from (reference for reference in parsed if reference is not None and reference.version)
            yield from baselines(value)
    elif isinstance(data, list):
        for value in data:
            yield from baselines(value)


def _short(ref: str) -> str:
    return ascii(ref if len(ref) <= 80 else ref[:77] + "…")


def _words(error: GitCommandError) -> str:
    lines = [line.strip() for line in str(error.stderr).strip(" '").splitlines() if line.strip()]
    return " ".join(lines[:2])[:300] or "it gave no reason."


@dataclass(frozen=True)
class Standing:
    """The dossiers as they stand at a commit: ``root`` is a temporary folder that holds those that differ."""

    ref: str
    commit: str
    root: Path
    projects: frozenset[str]


@contextmanager
def standing_at(
    root: Path, refs: tuple[str, str], folder: str = FOLDER
) -> Iterator[tuple[Standing, Standing]]:
    """The dossiers of two branches, tags or commits, side by side; only projects that differ between them.

    Nothing is checked out; the folders are gone afterwards. Raises :class:`BaseError`.
    """
    root = root.resolve()
    with _outside_hooks(), tempfile.TemporaryDirectory(prefix="dossier-refs-") as temporary:
        repo = _repository(root)
        top = Path(str(repo.working_tree_dir)).resolve()
        inside = PurePosixPath(root.relative_to(top).as_posix(), folder)
        try:
            commits = [_commit_of(repo, ref) for ref in refs]
            names = _between(repo, commits[0], commits[1], inside)
            found = []
            for number, (ref, commit) in enumerate(zip(refs, commits, strict=True)):
                place = Path(temporary, str(number))
                (place / root.relative_to(top)).mkdir(parents=True)
                paths = [inside / name for name in sorted(names)]
                _bounded(repo, commit, paths)
                _export(repo, commit, place, paths)
                found.append(Standing(ref, commit, place / root.relative_to(top), names))
        except GitCommandError as error:
            raise BaseError(f"git stopped: {_words(error)}") from None
        except (OSError, tarfile.TarError) as error:
            raise BaseError(f"The dossiers cannot be read from git: {error}.") from None
        yield found[0], found[1]


def _commit_of(repo: Repo, ref: str) -> str:
    """The commit a branch, a tag or an id names."""
    if not ref or ref.startswith("-") or len(ref) > LONGEST or not ref.isprintable():
        raise BaseError(f"{_short(ref)} is not the name of a branch, a tag or a commit.")
    found = _one(repo, f"{ref}^{{commit}}")
    if found is None:
        raise BaseError(f"This repository knows no branch, tag or commit {_short(ref)}.")
    return found


def _between(repo: Repo, before: str, after: str, inside: PurePosixPath) -> frozenset[str]:
    """The projects in which two commits differ."""
    differing: str = repo.git.diff_tree(
        "-r", "-z", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", before, after, "--",
        f":(top,literal){inside}",
    )  # fmt: skip
    parts = (PurePosixPath(name).relative_to(inside).parts for name in differing.split("\0") if name)
    return frozenset(part[0] for part in parts if len(part) > 1)


def _bounded(repo: Repo, commit: str, paths: list[PurePosixPath]) -> None:
    """Refuse to write out more than fits: a commit may hold anything."""
    listed: str = (
        repo.git.ls_tree("-r", "-l", "-z", "--full-tree", commit, "--", *map(str, paths)) if paths else ""
    )
    sizes = (entry.partition("\t")[0].split()[-1] for entry in listed.split("\0") if entry)
    total = sum(int(size) for size in sizes if size.isdigit())
    if total > MOST_BYTES:
        raise BaseError(
            f"{commit[:12]} holds {total / 2**30:,.1f} GiB of dossiers that differ; at most "
            f"{MOST_BYTES // 2**30} GiB are compared. Compare one project with: dossier diff PROJECT@A PROJECT@B"
        )
