"""Everything a check of a workspace reads, as one digest: where it is the same, a check finds the same.

Each file is read and hashed, never judged by its times: a file can be changed with its size and times kept. What git
knows goes in as it answers: its references, its index, what differs from the last commit, and which objects there are.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePath

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
_FOLDER = b"folder "
_DOCUMENTS = (f"{os.sep}dossier.yaml", f"{os.sep}reproduction.yaml")
_ADDRESS = re.compile(rb"(?:^|[\s{,\"'])url[\"']?\s*:", re.MULTILINE)
"""A key ``url``: where a raw file is kept. What the store holds of it is looked at in every check."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Digests of 32 bytes: of each project's folder with what git says of it, of the pages beside ``dossiers/``, and of
    everything else.
    """

    projects: Mapping[str, bytes]
    pages: bytes
    around: bytes

    @property
    def digest(self) -> bytes:
        """One for all of it."""
        whole = hashlib.sha256(self.around + self.pages)
        for name in sorted(self.projects):
            whole.update(hashlib.sha256(os.fsencode(name)).digest() + self.projects[name])
        return whole.digest()

    def changed(self, before: Fingerprint) -> frozenset[str]:
        """The projects that are not as they were; also those that are gone."""
        names = {*self.projects, *before.projects}
        return frozenset(name for name in names if self.projects.get(name) != before.projects.get(name))


def fingerprint(root: Path, folder: str) -> Fingerprint | None:
    """What lies in ``root/folder``, the pages beside it, and the repository they are in.

    None where a check depends on more than can be seen here: on what was fetched, on raw files that lie elsewhere, on
    programs that verify signatures, on a repository that borrows objects of another one, or on git, where it does
    not answer.
    """
    root = root.resolve()
    if any(os.path.lexists(root / name) for name in (LOCK, FETCHED)):
        return None
    try:
        below, pages = list(_below(root / folder)), list(_pages(root))
        if len(below) + len(pages) > MOST_FILES or any(
            f"{os.sep}{ATTESTATIONS}{os.sep}" in path for path in below
        ):
            return None
        repository = _git(root, folder)
        if repository is None:
            return None
        if any(_keeps_elsewhere(path) for path in below if path.endswith(_DOCUMENTS)):
            return None
        lines = _all_lines([*below, *pages])
    except (OSError, RuntimeError):  # a link that leads to itself is the latter
        return None
    around, projects = repository
    return _put_together(root / folder, below, lines[: len(below)], lines[len(below) :], around, projects)


def _put_together(
    base: Path,
    paths: list[str],
    lines: list[bytes],
    pages: list[bytes],
    around: bytes,
    said: Mapping[str, list[str]],
) -> Fingerprint:
    """Each line where it belongs. ``said`` is what git says of projects."""
    start = f"{os.fspath(base)}{os.sep}"
    whole: list[bytes] = []
    found: dict[str, list[bytes]] = {}
    for path, line in zip(paths, lines, strict=True):
        name, inside, _ = path.removeprefix(start).partition(os.sep)
        is_project = path.startswith(start) and (inside or line.startswith(_FOLDER, 32))
        (found.setdefault(name, []) if is_project else whole).append(line)
    for name, answers in said.items():
        (found.setdefault(name, []) if name else whole).extend(map(_bytes, answers))
    return Fingerprint(
        {name: _digest(each) for name, each in found.items()},
        _digest(pages),
        _digest([*whole, os.fsencode(base), around]),
    )


def _bytes(said: str) -> bytes:
    return said.encode("utf-8", "surrogateescape")


def _digest(lines: Iterable[bytes]) -> bytes:
    return hashlib.sha256(b"".join(sorted(hashlib.sha256(line).digest() for line in lines))).digest()


def _all_lines(paths: list[str]) -> list[bytes]:
    """A line about what lies at each path."""
    parts = [paths[start : start + TOGETHER] for start in range(0, len(paths), TOGETHER)]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return [line for part in pool.map(_lines, parts) for line in part]


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
    return [hashlib.sha256(os.fsencode(path)).digest() + _what(path) for path in paths]


def _what(path: str) -> bytes:
    """What lies at a path: a regular file's digest, a link's target, or the kind of anything else."""
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        return b"link " + hashlib.sha256(os.fsencode(Path(path).readlink())).digest()
    if not stat.S_ISREG(mode):
        return b"%s%o" % (_FOLDER if stat.S_ISDIR(mode) else b"other ", mode)
    hasher = hashlib.sha256()
    with os.fdopen(os.open(path, _READ), "rb", buffering=0) as stream:
        while chunk := stream.read(_CHUNK):
            hasher.update(chunk)
    return b"file %o " % mode + hasher.digest()


def _git(root: Path, folder: str) -> tuple[bytes, dict[str, list[str]]] | None:
    """What a check asks git: a digest, and what it says of files by their project; None where git does not answer.

    Outside of a repository, that it is none.
    """
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
        ]
        files = [
            repo.git.ls_files("--stage", "-z", "--", where),
            repo.git.diff(
                "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none",
                "HEAD", "--", where,
            ),
        ]  # fmt: skip
    except (InvalidGitRepositoryError, NoSuchPathError):
        return b"no repository", {}
    except (GitCommandError, ValueError):
        return None
    for place in ("HEAD", "shallow", "config"):
        said.append(repr((common / place).read_bytes() if (common / place).is_file() else None))
    said += [entry.name for entry in _folders(common / "objects/pack")]
    said += [f"{entry.name} {entry.stat().st_mtime_ns}" for entry in _folders(common / "objects")]
    digest = hashlib.sha256(_bytes("\0".join(said))).digest()
    return digest, _by_project(name, files)


def _by_project(folder: PurePath, answers: list[str]) -> dict[str, list[str]]:
    """What git says of files, by their project; of others under an empty name."""
    start = f"{folder.as_posix()}/"
    found: dict[str, list[str]] = {}
    for number, answer in enumerate(answers):
        for line in answer.split("\0"):
            path = line.partition("\t")[2] or line
            inside = path.removeprefix(start) if path.startswith(start) else ""
            project = inside.partition("/")[0] if "/" in inside else ""
            found.setdefault(project, []).append(f"{number} {line}")
    return found


def _folders(place: Path) -> list[os.DirEntry[str]]:
    with os.scandir(place) as entries:
        return sorted(entries, key=lambda entry: entry.name)
