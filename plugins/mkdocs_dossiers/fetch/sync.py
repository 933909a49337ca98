"""Fetches the dossiers of other repositories at a pinned ref, and writes down what was taken.

What the lock holds is fetched again as it was: a tag that names another commit today is refused until somebody asks for
the update. Only the projects' folders are written out, byte for byte, without the repository's filters, attributes,
hooks or submodules. Everything is fetched before anything is replaced, and the lock is written last.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from git import Git, GitCommandError

from mkdocs_dossiers.fetch.configured import is_local, refusal
from mkdocs_dossiers.model.origin import Origin, Source
from mkdocs_dossiers.read.lock import FETCHED, LOCK, Lock, Locked, digests_of, read_lock
from mkdocs_dossiers.read.tree import FOLDER

_COMMIT = re.compile(r"[0-9a-f]{40}")
_REMOTE = {"GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "https:ssh:file"}
_ALONE = {
    **_REMOTE,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_ALLOW_PROTOCOL": "none",
}
"""For writing out files: nobody's settings, and no network."""
_AS_STORED = "* -export-ignore -export-subst -text -eol -crlf -ident -filter -working-tree-encoding\n"


class SyncError(Exception):
    """Something could not be fetched; the message says what, why, and what to do. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A source as it lies here now. ``fetched`` is whether it had to be fetched."""

    locked: Locked
    fetched: bool


def sync(
    root: Path,
    sources: Sequence[Source],
    folder: str = FETCHED,
    update: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> tuple[Taken, ...]:
    """Bring every source to ``root/folder``, and write the lock beside it. Raises :class:`SyncError`, and
    :class:`~mkdocs_dossiers.model.problem.Refused` for a lock nobody can read.

    What the lock holds stays as it is, unless ``update`` asks for what the refs name today.
    """
    before = read_lock(root)
    target = Lock(folder)
    if not sources:
        if before.sources:
            _tidy(root, target)
            _write(root, target)
        return ()
    place = root / folder
    if place.is_symlink():
        raise SyncError(f"{folder} is a link. Remove it, or name another folder.")
    place.mkdir(exist_ok=True)
    (place / ".gitignore").write_text("*\n")
    with tempfile.TemporaryDirectory(prefix=".new-", dir=place) as temporary:
        taken = [_take(root, target, source, before, update, Path(temporary), say) for source in sources]
        for each, made in taken:
            if made is not None:
                final = target.place(root, each.locked.origin)
                if final.exists():
                    shutil.rmtree(final)
                made.replace(final)
    target = Lock(folder, tuple(each.locked for each, _ in taken))
    _write(root, target)
    _tidy(root, target)
    return tuple(each for each, _ in taken)


def _take(
    root: Path,
    target: Lock,
    source: Source,
    before: Lock,
    update: bool,
    temporary: Path,
    say: Callable[[str], None],
) -> tuple[Taken, Path | None]:
    """One source, and its new clone where one had to be made."""
    known = None if update else before.of(source.repository, source.ref)
    if known is not None and set(known.projects) == set(source.projects):
        final = target.place(root, known.origin)
        if _is(final, known):
            return Taken(known, False), None
    say(f"{source.repository} at {source.ref} ...")
    made = temporary / str(len(list(temporary.iterdir())))
    commit = _clone(root, source, made)
    if known is not None and known.origin.commit != commit:
        raise SyncError(
            f"{source.ref} of {source.repository} names commit {commit[:12]} today, and {known.origin.commit[:12]} in "
            f"{LOCK}. Ask its owners why it was moved; dossier sync --update takes what it names now."
        )
    _write_out(made, commit, source)
    digests = {name: digests_of(made / FOLDER / name) for name in source.projects}
    return Taken(Locked(Origin(source.repository, source.ref, commit), digests), True), made


def _is(place: Path, known: Locked) -> bool:
    """Whether a clone is what the lock says, to the byte."""
    if not (place / ".git").is_dir() or place.is_symlink():
        return False
    try:
        head = _git(place, _ALONE).rev_parse("--verify", "HEAD^{commit}")
    except GitCommandError:
        return False
    folders = {name: place / FOLDER / name for name in known.projects}
    return (
        head == known.origin.commit
        and all(folder.is_dir() for folder in folders.values())
        and all(digests_of(folder) == known.projects[name] for name, folder in folders.items())
    )


def _git(place: Path, environment: dict[str, str]) -> Git:
    git = Git(str(place))
    git.update_environment(**environment)
    return git


def _clone(root: Path, source: Source, made: Path) -> str:
    """Clone a source without files; the commit its ref names. Raises :class:`SyncError`."""
    refused = refusal(source.repository)
    if refused is not None:
        raise SyncError(refused)
    address = source.repository
    if is_local(address):
        folder = (root / address).resolve()
        if not folder.is_dir():
            raise SyncError(f"There is no folder {address} to take {', '.join(source.projects)} from.")
        address = str(folder)
    try:
        _git(root, _REMOTE).clone(
            "--quiet", "--no-checkout", "--no-hardlinks", "--no-recurse-submodules", "--template=", "--",
            address, str(made),
        )  # fmt: skip
    except GitCommandError as error:
        raise SyncError(f"{source.repository} cannot be fetched: {_words(error)}") from None
    wanted = source.ref if _COMMIT.fullmatch(source.ref) else f"refs/tags/{source.ref}"
    try:
        return str(_git(made, _ALONE).rev_parse("--verify", "--quiet", f"{wanted}^{{commit}}"))
    except GitCommandError:
        raise SyncError(
            f"{source.repository} has no tag or commit {source.ref}. A branch moves, and cannot be named here."
        ) from None


def _write_out(made: Path, commit: str, source: Source) -> None:
    """Write the projects' folders. Raises :class:`SyncError`."""
    git = _git(made, _ALONE)
    (made / ".git/info").mkdir(exist_ok=True)
    (made / ".git/info/attributes").write_text(_AS_STORED)
    try:
        git.config("core.hooksPath", os.devnull)
        git.config("core.autocrlf", "false")
        git.sparse_checkout("set", "--no-cone", *(f"/{FOLDER}/{name}/" for name in source.projects))
        git.checkout("--quiet", "--detach", commit)
    except GitCommandError as error:
        raise SyncError(f"{source.repository} cannot be written out: {_words(error)}") from None
    for name in source.projects:
        folder = made / FOLDER / name
        if (made / FOLDER).is_symlink() or folder.is_symlink() or not folder.is_dir():
            raise SyncError(f"{source.repository} has no project {name} in {FOLDER}/ at {source.ref}.")


def _tidy(root: Path, lock: Lock) -> None:
    """Remove clones nothing names any more."""
    place = root / lock.folder
    kept = {lock.place(root, locked.origin).name for locked in lock.sources}
    for entry in sorted(place.iterdir()) if place.is_dir() and not place.is_symlink() else []:
        if entry.name not in kept and (entry / ".git").is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)


def _write(root: Path, lock: Lock) -> None:
    """Write the lock: the old or the new one, never half of it."""
    lines = [
        "# What dossier sync took from other repositories. Commit this file; only that command writes it.",
        "schema: 1",
        f"folder: {lock.folder}",
        "sources:" if lock.sources else "sources: []",
    ]
    for locked in lock.sources:
        lines += [
            f"  - repository: {json.dumps(locked.origin.repository)}",
            f"    ref: {json.dumps(locked.origin.ref)}",
            f'    commit: "{locked.origin.commit}"',
            "    projects:",
        ]
        for name, digests in sorted(locked.projects.items()):
            lines += [f'      "{name}":', f'        digest: "{digests.project}"']
            lines.append("        versions:" if digests.versions else "        versions: {}")
            lines += [
                f'          {json.dumps(version)}: "{digest}"' for version, digest in digests.versions.items()
            ]
    text = "\n".join(lines) + "\n"
    with tempfile.NamedTemporaryFile(
        "w", dir=root, prefix=f".{LOCK}.", encoding="utf-8", delete=False
    ) as file:
        file.write(text)
    made = Path(file.name)
    made.chmod(0o644)
    made.replace(root / LOCK)


def _words(error: GitCommandError) -> str:
    """What git said, in one line."""
    said = re.sub(r"^\s*stderr: '|'$", "", str(error.stderr).strip())
    return " ".join(said.split())[:300] or "git stopped."
