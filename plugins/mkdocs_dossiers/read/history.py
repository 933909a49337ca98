"""Git, read only: which commits exist, what leads to them, which files are tracked.

Ids are checked to be 40 hexadecimal digits before git sees them; names of branches and tags come from git
itself. Repositories named by a dossier are never fetched: a foreign one is read from the clone whoever runs
the gate has configured for it, and git may use no transport, so that a clone that lacks objects stays so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from git import GitCommandError, InvalidGitRepositoryError, NoSuchPathError, Repo
from git.exc import ODBError

from mkdocs_dossiers.read.lfs import Pointer, pointer_in

_COMMIT = re.compile(r"[0-9a-f]{40}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_OFFLINE = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_AS_IT_IS = ("--no-renames", "--no-ext-diff", "--no-textconv")
"""For diffs that no setting of the repository has a say in."""
_USUAL = ("main", "master", "trunk", "develop")
"""Names default branches have, for clones that do not say which is theirs."""
_RELEASE = re.compile(r"(?:^|[/@_-])v?[0-9]+\.[0-9]+(?:\.[0-9]+)*$")
MOST_RELEASES = 50
"""Tags that are looked up for the newest release."""
SEARCHED = 20_000
"""Commits that are searched for a tree, latest first: under a second in the largest repositories."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: id, tree, committer date, subject line, and the refs that name it or lead to it.

    ``reached_from`` is the default branch or a tag the commit is an ancestor of (any branch where nobody says
    which is the default); None when there is none.
    """

    id: str
    tree: str
    date: datetime
    subject: str
    tags: tuple[str, ...]
    reached_from: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that differs between two commits: ``what`` is ``added``, ``changed`` or ``removed``."""

    path: str
    what: str


_LETTERS = {"A": "added", "D": "removed"}


@dataclass(frozen=True, slots=True)
class Committed:
    """The files of a folder in the last commit: their size in bytes by absolute path, links left out.

    ``changed`` holds those that are otherwise in the working tree; also new ones, which are added already.
    """

    sizes: Mapping[str, int]
    changed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Release:
    """A tag that names a version, and its commit."""

    name: str
    commit: Commit


class History:
    """One repository."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._commits: dict[str, Commit | None] = {}
        self._names: dict[str, frozenset[str] | None] = {}
        self._committed: dict[Path, Committed] = {}
        self._changes: dict[tuple[str, str], tuple[Changed, ...] | None] = {}
        self.trouble: str | None = None
        """Why git refused to answer, in its own words; None while it answers."""

    @cached_property
    def _repo(self) -> Repo | None:
        try:
            repo = Repo(self._folder, search_parent_directories=True)
            repo.git.update_environment(**_OFFLINE)
            repo.git.rev_parse("--git-dir")  # refused for another user's repository, with git's own advice
        except (InvalidGitRepositoryError, NoSuchPathError):
            return None
        except GitCommandError as error:
            self._note(error)
        return repo

    @property
    def exists(self) -> bool:
        """Whether the folder is inside a git repository."""
        return self._repo is not None

    def rest(self) -> None:
        """End the processes of git that wait for questions."""
        found = self.__dict__.get("_repo")
        if found is not None:
            found.git.clear_cache()

    @property
    def shallow(self) -> bool:
        """Whether old commits were left out when the repository was cloned."""
        return self._repo is not None and (Path(self._repo.common_dir) / "shallow").exists()

    def commit(self, sha: str) -> Commit | None:
        """A commit by its full id; None when the repository does not hold it (or it is no commit)."""
        if sha not in self._commits:
            self._commits[sha] = self._commit(sha) if _COMMIT.fullmatch(sha) else None
        return self._commits[sha]

    def _commit(self, sha: str) -> Commit | None:
        if self._repo is None:
            return None
        try:
            found = self._repo.commit(sha)
            subject = str(found.summary)
            tree = found.tree.hexsha
        except (ValueError, ODBError, IndexError):
            return None
        except OSError as error:  # git ended before it was asked
            self.trouble = self.trouble or f"git stopped ({error.strerror})"
            return None
        except GitCommandError as error:
            self._note(error)
            return None
        if found.hexsha != sha:
            return None
        refs = self._refs("--contains", sha, "--sort=refname", "--count=1", *self._lasting, "refs/tags")
        tags = sorted(tag for tag, target in self.tags.items() if target == sha)
        date = datetime.fromtimestamp(found.committed_date, UTC)
        return Commit(sha, tree, date, subject, tuple(tags), refs[0] if refs else None)

    def changes(self, before: str, after: str) -> tuple[Changed, ...] | None:
        """The files that differ between two commits, by path; None where one of them is not here.

        A renamed file is one removed and one added.
        """
        key = before, after
        if key not in self._changes:
            here = self.commit(before) is not None and self.commit(after) is not None
            self._changes[key] = self._differing(before, after) if here else None
        return self._changes[key]

    def _differing(self, before: str, after: str) -> tuple[Changed, ...] | None:
        assert self._repo is not None  # noqa: S101 - it holds both commits
        try:
            text: str = self._repo.git.diff_tree("-r", "-z", "--name-status", *_AS_IT_IS, before, after, "--")
        except GitCommandError as error:
            self._note(error)
            return None
        parts = text.rstrip("\0").split("\0")
        return tuple(
            Changed(path, _LETTERS.get(letter, "changed"))
            for letter, path in zip(parts[::2], parts[1::2], strict=False)
        )

    def names(self, sha: str) -> frozenset[str] | None:
        """The names of all files of a commit, without their folders; None where it cannot be read."""
        if sha not in self._names:
            self._names[sha] = self._listed(sha) if self.commit(sha) is not None else None
        return self._names[sha]

    def _listed(self, sha: str) -> frozenset[str] | None:
        assert self._repo is not None  # noqa: S101 - it holds the commit
        try:
            text: str = self._repo.git.ls_tree("-r", "-z", "--name-only", "--full-tree", sha)
        except GitCommandError as error:
            self._note(error)
            return None
        return frozenset(path.rpartition("/")[2] for path in text.split("\0") if path)

    def same_tree(self, tree: str) -> Commit | None:
        """The latest commit with this tree that the default branch or a tag leads to, as after a squash merge.

        None when there is none among the last :data:`SEARCHED`.
        """
        sha = self._trees.get(tree)
        return self.commit(sha) if sha is not None else None

    def stand_in(self, sha: str, tree: str | None) -> Commit | None:
        """The commit that has the content of one that is gone, or that nothing leads to which lasts.

        ``tree`` is that content, for a commit that is gone. None where none is needed, or there is none.
        """
        commit = self.commit(sha)
        if commit is not None:
            return None if commit.reached_from is not None else self.same_tree(commit.tree)
        return self.same_tree(tree) if tree is not None and _COMMIT.fullmatch(sha) else None

    @cached_property
    def _trees(self) -> Mapping[str, str]:
        """Commit by tree, for the latest commits of what lasts."""
        if self._repo is None:
            return {}
        try:
            text: str = self._repo.git.rev_list(
                "--format=%T %H", f"--max-count={SEARCHED}", *self._heads(), "--tags", "--"
            )
        except GitCommandError as error:
            self._note(error)
            return {}
        found: dict[str, str] = {}
        for line in text.splitlines():
            tree, _, sha = line.partition(" ")
            if tree != "commit":
                found.setdefault(tree, sha)
        return found

    @cached_property
    def tags(self) -> Mapping[str, str]:
        """The commit (or other object) each tag leads to, by the tag's name."""
        if self._repo is None:
            return {}
        lines = self._refs("refs/tags", form="%(refname:lstrip=2) %(objectname) %(*objectname)")
        found = {}
        for line in lines:
            name, *objects = line.split(" ")
            found[name] = next(sha for sha in reversed(objects) if sha)
        return found

    @cached_property
    def newest_release(self) -> Release | None:
        """The latest commit a tag with a version names, as ``v1.2`` or ``server-2026.11``; None without one."""
        releases = sorted(name for name in self.tags if _RELEASE.search(name))
        found = [
            Release(name, commit)
            for name in releases[-MOST_RELEASES:]
            if (commit := self.commit(self.tags[name])) is not None
        ]
        return max(found, key=lambda release: (release.commit.date, release.name), default=None)

    @cached_property
    def _lasting(self) -> tuple[str, ...]:
        """Full names of the default branch, here and where it was cloned from; of all branches where nobody
        says which is the default.
        """
        lines = self._refs("refs/heads", "refs/remotes", form="%(refname) %(symref)")
        refs = {ref: symbolic for ref, _, symbolic in (line.partition(" ") for line in lines)}
        default = next(iter(self._defaults(refs)), None)
        if default is None:
            return ("refs/heads", "refs/remotes")
        return tuple(ref for ref, symbolic in refs.items() if not symbolic and _branch(ref) == default)

    def _defaults(self, refs: Mapping[str, str]) -> Iterator[str]:
        """Names the default branch may have, the surest first."""
        assert self._repo is not None  # noqa: S101 - the caller looked
        remote = [(ref, symbolic) for ref, symbolic in refs.items() if symbolic and ref.endswith("/HEAD")]
        yield from (_branch(symbolic) for _, symbolic in sorted(remote, key=_upstream))
        if self._repo.bare and not self._repo.head.is_detached:
            yield self._repo.head.ref.name
        known = {_branch(ref) for ref in refs}
        yield from (name for name in _USUAL if name in known)

    def _heads(self) -> tuple[str, ...]:
        """The same for rev-list, which takes no patterns."""
        return ("--branches", "--remotes") if "refs/heads" in self._lasting else self._lasting

    def _refs(self, *arguments: str, form: str = "%(refname:short)") -> list[str]:
        assert self._repo is not None  # noqa: S101 - the caller looked
        try:
            text: str = self._repo.git.for_each_ref(*arguments, f"--format={form}")
        except GitCommandError as error:
            self._note(error)
            return []
        return [line for line in text.splitlines() if line]

    def _note(self, error: GitCommandError) -> None:
        lines = [line.strip() for line in str(error.stderr).splitlines() if line.strip()]
        self.trouble = " ".join(lines[:2])[:300] or "git failed"

    @cached_property
    def tracked(self) -> frozenset[str]:
        """Absolute paths of the files git tracks; empty outside a repository."""
        if self._repo is None or self._repo.working_tree_dir is None:
            return frozenset()
        top = Path(self._repo.working_tree_dir)
        try:
            names: str = self._repo.git.ls_files("-z")
        except GitCommandError as error:
            self._note(error)
            return frozenset()
        return frozenset(str(top / name) for name in names.split("\0") if name)

    def last_with(self, file: Path) -> str | None:
        """The latest commit that holds a file which is gone, as ``git checkout`` takes it; None where none does.

        ``file`` is an absolute path inside the repository; only the way to HEAD is searched.
        """
        name = self._name(file)
        if self._repo is None or name is None:
            return None
        try:
            sha: str = self._repo.git.rev_list("--max-count=1", "HEAD", "--", _literally(name))
        except GitCommandError:
            return None
        for commit in (sha, f"{sha}~1") if sha else ():
            try:
                self._repo.git.cat_file("-e", f"{commit}:{name}")
            except GitCommandError:
                continue
            return commit if "~" not in commit else str(self._repo.git.rev_parse(commit))
        return None

    def introduced(self, file: Path, digest: str) -> str | None:
        """The commit in which a file, an absolute path, began to hold a digest; None where no commit did."""
        name = self._name(file)
        if self._repo is None or name is None or not _DIGEST.fullmatch(digest):
            return None
        try:
            found: str = self._repo.git.log("--format=%H", f"-S{digest}", "HEAD", "--", _literally(name))
        except GitCommandError:
            return None
        return found.splitlines()[-1] if found else None

    def changed_since(self, sha: str, folder: Path) -> list[str]:
        """The files of a folder, an absolute path, that are not as they were in a commit; relative to the folder."""
        name = self._name(folder)
        if self._repo is None or name is None or not _COMMIT.fullmatch(sha):
            return []
        try:
            found: str = self._repo.git.diff("--name-only", "-z", *_AS_IT_IS, sha, "--", _literally(name))
        except GitCommandError:
            return []
        return sorted(path.removeprefix(f"{name}/") for path in found.split("\0") if path)

    def _name(self, path: Path) -> str | None:
        """An absolute path as git knows it; None outside the working tree."""
        if self._repo is None or self._repo.working_tree_dir is None:
            return None
        try:
            return path.relative_to(Path(self._repo.working_tree_dir).resolve()).as_posix()
        except ValueError:
            return None

    def committed(self, folder: Path) -> Committed:
        """What the last commit holds below a folder, an absolute path; nothing outside a repository."""
        if folder not in self._committed:
            self._committed[folder] = self._compare(folder)
        return self._committed[folder]

    def pointer(self, file: Path) -> Pointer | None:
        """The Git LFS pointer the last commit holds in the place of a file, an absolute path; None for any other."""
        name = self._name(file)
        if self._repo is None or name is None:
            return None
        try:
            held = self._repo.git.cat_file(
                "blob", f"HEAD:{name}", stdout_as_string=False, strip_newline_in_stdout=False
            )
        except GitCommandError:
            return None
        return pointer_in(bytes(held))

    def _compare(self, folder: Path) -> Committed:
        nothing = Committed({}, frozenset())
        name = self._name(folder)
        if self._repo is None or self._repo.working_tree_dir is None or name is None:
            return nothing
        top = Path(self._repo.working_tree_dir).resolve()
        try:
            self._repo.git.rev_parse("--verify", "--quiet", "HEAD^{commit}")
        except GitCommandError:
            return nothing
        try:
            held: str = self._repo.git.ls_tree("-r", "-l", "-z", "--full-tree", "HEAD", "--", f"{name}/")
            differing: str = self._repo.git.diff(
                "--name-only", "-z", *_AS_IT_IS, "--ignore-submodules=none", "HEAD", "--", _literally(name)
            )
        except GitCommandError as error:
            self._note(error)
            return nothing
        sizes = {}
        for entry in held.split("\0"):
            facts, _, name = entry.partition("\t")
            mode, kind, size = (facts.split()[index] for index in (0, 1, 3)) if name else ("", "", "")
            if kind == "blob" and mode.startswith("100"):
                sizes[str(top / name)] = int(size)
        return Committed(sizes, frozenset(str(top / name) for name in differing.split("\0") if name))


def _literally(name: str) -> str:
    """A path from the top of the repository, in which no character means anything else."""
    return f":(top,literal){name}"


def _branch(ref: str) -> str:
    """``main`` for ``refs/heads/main`` and for ``refs/remotes/origin/main``."""
    return ref.split("/", 2 if ref.startswith("refs/heads/") else 3)[-1]


def _upstream(entry: tuple[str, str]) -> tuple[bool, str]:
    """Sort key that puts the remote called origin first."""
    return (not entry[0].startswith("refs/remotes/origin/"), entry[0])


class Histories:
    """The repositories the gate may look into: the dossiers' own, and clones configured for foreign ones.

    ``clones`` maps a repository URL, as dossiers write it, to a local folder.
    """

    def __init__(self, root: Path, clones: Mapping[str, Path] | None = None) -> None:
        self.own = History(root)
        self._clones = {url: History(folder) for url, folder in (clones or {}).items()}

    def of(self, repository: str) -> History | None:
        """The repository a dossier names; None when it is foreign and no clone is configured."""
        return self.own if repository == "." else self._clones.get(repository)

    def rest(self) -> None:
        """End the processes of git that wait for questions; the next question starts one again."""
        for history in (self.own, *self._clones.values()):
            history.rest()
