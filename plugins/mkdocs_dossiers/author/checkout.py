"""The state of the checkout that is measured: its commit, its tree, and what in it was not committed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from mkdocs_dossiers.author.refusal import Refusal
from mkdocs_dossiers.model.dossier import Checkout

MOST = 1000
"""Paths a dossier may list, as in its schema."""
_LISTED = 5
_DOCUMENTS = re.compile(
    r"\.schema/[^/]+\.json"
    r"|[^/]+/(?:(?:project|published|reported)\.yaml|waivers/[^/]+\.yaml"
    r"|[^/]+/(?:dossier\.yaml|environments/[^/]+\.json|data/[^/]+))"
)
"""What dossiers are made of, below ``dossiers/``, and the schemas there for editors."""


@dataclass(frozen=True, slots=True)
class State:
    """A checkout at one moment, and the folder it lies in."""

    top: Path
    checkout: Checkout


def state_of(folder: Path, evidence: Path, known: Collection[str] = (), output: Path | None = None) -> State:
    """The checkout a folder is in.

    What is not committed is listed, but for what dossiers under ``evidence`` are made of, for copies of raw files
    whose digests are ``known``, and for the ``output`` of the run where git does not know it: nothing of that is
    measured. Raises :class:`Refusal` outside of a repository, and where too
    much is not committed.
    """
    from git import Git, GitCommandError

    git = Git(str(folder))
    git.update_environment(GIT_OPTIONAL_LOCKS="0")
    try:
        top = Path(str(git.rev_parse("--show-toplevel")))
        commit = str(git.rev_parse("--verify", "HEAD^{commit}"))
        tree = str(git.rev_parse("--verify", "HEAD^{tree}"))
        listed: bytes = git.status(
            "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=none",
            stdout_as_string=False,
        )  # fmt: skip
    except GitCommandError as error:
        raise _trouble(folder, str(error.stderr)) from None
    entries = [
        (entry[:2], entry[3:].decode("utf-8", "backslashreplace")) for entry in listed.split(b"\0") if entry
    ]
    paths = [path for kind, path in entries if kind != b"??" or top / path != output]
    dirty = tuple(sorted(path for path in paths if not _is_evidence(top, path, evidence, known)))
    if len(dirty) > MOST:
        raise Refusal(
            f"{len(dirty):,} files in {top} are not committed.", "Measure in a clean clone of the commit."
        )
    return State(top, Checkout(commit, tree, dirty))


def _trouble(folder: Path, said: str) -> Refusal:
    if "not a git repository" in said:
        return Refusal(
            f"{folder} is in no git repository, so nobody could tell what was measured.",
            "Run this where the measured code is checked out, or name that folder with --cwd.",
        )
    if "HEAD" in said or "single revision" in said:
        return Refusal(f"The repository {folder} is in has no commit yet.", "Commit first, then measure.")
    words = " ".join(said.replace("stderr:", "").strip(" '\n").split())
    return Refusal(f"git does not answer in {folder}: {words[:300]}", "Do what git says, then try again.")


def _is_evidence(top: Path, path: str, evidence: Path, known: Collection[str]) -> bool:
    file = top / path
    if file.is_relative_to(evidence) and _DOCUMENTS.fullmatch(file.relative_to(evidence).as_posix()):
        return True
    if not known or file.is_symlink() or not file.is_file():
        return False
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() in known
    except OSError:
        return False


def listed(paths: Collection[str]) -> str:
    """A few paths in a sentence."""
    shown = ", ".join(sorted(paths)[:_LISTED])
    return f"{shown} and {len(paths) - _LISTED:,} more" if len(paths) > _LISTED else shown


def as_data(checkout: Checkout) -> dict[str, object]:
    """A state as a dataset's ``source`` holds it."""
    return {"commit": checkout.commit, "tree": checkout.tree, "dirty": list(checkout.dirty)}
