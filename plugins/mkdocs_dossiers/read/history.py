"""Git, read only: which commits exist, what leads to them, which files are tracked.

Ids are checked to be 40 hexadecimal digits before git sees them, and repositories named by a dossier are
never fetched: a foreign one is read from the clone whoever runs the gate has configured for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from git import GitCommandError, InvalidGitRepositoryError, NoSuchPathError, Repo
from git.exc import ODBError

_COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: id, tree, committer date, subject line, and the refs that name it or lead to it.

    ``reached_from`` is one branch or tag the commit is an ancestor of; None when there is none.
    """

    id: str
    tree: str
    date: datetime
    subject: str
    tags: tuple[str, ...]
    reached_from: str | None


class History:
    """One repository."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._commits: dict[str, Commit | None] = {}
        self.trouble: str | None = None
        """Why git refused to answer, in its own words; None while it answers."""

    @cached_property
    def _repo(self) -> Repo | None:
        try:
            repo = Repo(self._folder, search_parent_directories=True)
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
        refs = self._refs(
            "--contains", sha, "--sort=refname", "--count=1", "refs/heads", "refs/remotes", "refs/tags"
        )
        tags = self._refs("--points-at", sha, "--sort=refname", "refs/tags")
        date = datetime.fromtimestamp(found.committed_date, UTC)
        return Commit(sha, tree, date, subject, tuple(tags), refs[0] if refs else None)

    def _refs(self, *arguments: str) -> list[str]:
        assert self._repo is not None  # noqa: S101 - the caller looked
        try:
            text: str = self._repo.git.for_each_ref(*arguments, "--format=%(refname:short)")
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
