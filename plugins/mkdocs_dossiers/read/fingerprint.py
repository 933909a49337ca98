"""Everything a check of a workspace reads, as one digest: where it is the same, a check finds the same.

Each file is read and hashed, never judged by its times: a file can be changed with its size and times kept. What git
knows goes in as it answers: its references, its index, what differs from the last commit, and which objects there are.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mkdocs_dossiers.model.attestation import FOLDER as ATTESTATIONS
from mkdocs_dossiers.model.document import MAX_BYTES
from mkdocs_dossiers.read.lock import FETCHED, LOCK
from mkdocs_dossiers.read.prose import MOST_PAGES
from mkdocs_dossiers.read.site_settings import docs_folder

MOST_FILES = 200_000
TOGETHER = 64
"""Files one thread hashes at a time."""
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
_CHUNK = 1024 * 1024
_DOCUMENTS = (f"{os.sep}dossier.yaml", f"{os.sep}reproduction.yaml")
_ADDRESS = re.compile(rb"(?:^|[\s{,\"'])url[\"']?\s*:", re.MULTILINE)
"""A key ``url``: where a raw file is kept. What the store holds of it is looked at in every check."""


def fingerprint(root: Path, folder: str) -> bytes | None:
    """The digest (32 bytes) of ``root/folder``, of the pages beside it and of the repository they are in.

    None where a check depends on more than can be seen here: on what was fetched, on raw files that lie elsewhere, on
    programs that verify signatures, on a repository that borrows objects of another one, or on git, where it does
    not answer.
    """
    root = root.resolve()
    if any(os.path.lexists(root / name) for name in (LOCK, FETCHED)):
        return None
    try:
        paths = [*_below(root / folder), *_pages(root)]
        if len(paths) > MOST_FILES or any(f"{os.sep}{ATTESTATIONS}{os.sep}" in path for path in paths):
            return None
        repository = _git(root, folder)
        if repository is None:
            return None
        if any(_keeps_elsewhere(path) for path in paths if path.endswith(_DOCUMENTS)):
            return None
        parts = [paths[start : start + TOGETHER] for start in range(0, len(paths), TOGETHER)]
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            lines = [line for part in pool.map(_lines, parts) for line in part]
    except (OSError, RuntimeError):  # a link that leads to itself is the latter
        return None
    whole = hashlib.sha256(os.fsencode(root.resolve()) + b"\0")
    for line in sorted(lines):
        whole.update(line)
    whole.update(b"\0" + repository)
    return whole.digest()


def _keeps_elsewhere(path: str) -> bool:
    """Whether a document may name an address of a raw file; links, and documents too long, are looked at by nobody."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return False
    with os.fdopen(os.open(path, _READ), "rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    return len(content) <= MAX_BYTES and _ADDRESS.search(content) is not None


def _below(place: Path) -> Iterator[str]:
    """Every file, folder, link and device below a folder, and the folder itself; links are not followed."""
    yield os.fspath(place)
    waiting = [os.fspath(place)] if place.resolve() == place and place.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                yield entry.path
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)


def _pages(root: Path) -> Iterator[str]:
    """Pages, and whatever leads to pages. Raises OSError where there are more than a check looks at."""
    pages = root / docs_folder(root)
    if not os.path.lexists(pages):
        return
    seen = 0
    for path in _below(pages):
        if path.endswith(".md") or not stat.S_ISREG(os.lstat(path).st_mode):
            seen += 1
            yield path
    if seen > MOST_PAGES:
        raise OSError("there are more pages than a check looks at")


def _lines(paths: list[str]) -> list[bytes]:
    return [hashlib.sha256(os.fsencode(path)).digest() + _what(path) + b"\n" for path in paths]


def _what(path: str) -> bytes:
    """What lies at a path: a regular file's digest, a link's target, or the kind of anything else."""
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        return b"link " + hashlib.sha256(os.fsencode(Path(path).readlink())).digest()
    if not stat.S_ISREG(mode):
        return b"other %o" % mode
    hasher = hashlib.sha256()
    with os.fdopen(os.open(path, _READ), "rb", buffering=0) as stream:
        while chunk := stream.read(_CHUNK):
            hasher.update(chunk)
    return b"file %o " % mode + hasher.digest()


def _git(root: Path, folder: str) -> bytes | None:
    """What a check asks git; None where git does not answer. Outside of a repository, that it is none."""
    from git import GitCommandError, InvalidGitRepositoryError, NoSuchPathError, Repo

    try:
        repo = Repo(root, search_parent_directories=True)
        repo.git.update_environment(
            GIT_OPTIONAL_LOCKS="0", GIT_NO_REPLACE_OBJECTS="1", GIT_TERMINAL_PROMPT="0"
        )
        if repo.working_tree_dir is None:
            return None
        common = Path(repo.common_dir)
        if (common / "objects/info/alternates").exists():
            return None
        name = root.resolve().relative_to(Path(repo.working_tree_dir).resolve()) / folder
        where = f":(top,literal){name.as_posix()}"
        said = [
            repo.git.rev_parse("--verify", "HEAD^{commit}"),
            repo.git.for_each_ref("--format=%(objectname) %(*objectname) %(refname) %(symref)"),
            repo.git.ls_files("--stage", "-z", "--", where),
            repo.git.diff(
                "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none",
                "HEAD", "--", where,
            ),
        ]  # fmt: skip
    except (InvalidGitRepositoryError, NoSuchPathError):
        return b"no repository"
    except (GitCommandError, ValueError):
        return None
    for place in ("HEAD", "shallow", "config"):
        said.append(repr((common / place).read_bytes() if (common / place).is_file() else None))
    said += [entry.name for entry in _folders(common / "objects/pack")]
    said += [f"{entry.name} {entry.stat().st_mtime_ns}" for entry in _folders(common / "objects")]
    return hashlib.sha256("\0".join(said).encode("utf-8", "surrogateescape")).digest()


def _folders(place: Path) -> list[os.DirEntry[str]]:
    with os.scandir(place) as entries:
        return sorted(entries, key=lambda entry: entry.name)
