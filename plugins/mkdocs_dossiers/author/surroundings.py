"""What a new dossier can find out instead of asking: repository, commit, owner, and what the project says of itself."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from git import GitCommandError, InvalidGitRepositoryError, NoSuchPathError, Repo

from mkdocs_dossiers.model.printable import plain_text
from mkdocs_dossiers.read.tree import FOLDER

_LARGEST = 1 << 20
"""Bytes of a file that is looked at."""
_OWNERS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
_EVERYTHING = ("*", "/*", f"/{FOLDER}/", f"{FOLDER}/", f"/{FOLDER}")
"""Patterns of CODEOWNERS that cover the dossiers."""
_README = ("README.md", "README.rst", "README.txt", "README")
_LONGEST = {"summary": 1000, "owner": 120, "repository": 300}
"""Characters the schema allows."""


class NoRepository(Exception):  # noqa: N818 - said of a folder
    """There is no git repository, or git refuses to look at it; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What git says: the top folder, the commit that is checked out (None before the first one), the paths that are
    not as committed but for the dossiers', the person git commits as, and the address of the remote.
    """

    top: Path
    commit: str | None
    dirty: tuple[str, ...]
    person: str | None
    remote: str | None


@dataclass(frozen=True, slots=True)
class Described:
    """What the repository says of its project; None for what it does not say."""

    summary: str | None
    owner: str | None


def checked_out(folder: Path) -> Checked:
    """What git says of the repository a folder is in. Raises :class:`NoRepository`."""
    try:
        repo = Repo(folder, search_parent_directories=True)
        top = repo.working_tree_dir
        repo.git.rev_parse("--git-dir")  # refused for another user's repository, with git's own advice
    except (InvalidGitRepositoryError, NoSuchPathError):
        raise NoRepository(
            "There is no git repository here. A dossier names the commit that was measured: run `git init`, commit "
            "what you measure, and try again."
        ) from None
    except GitCommandError as error:
        raise NoRepository(f"git does not look at this repository: {_reason(error)}") from None
    if top is None:
        raise NoRepository(
            "This repository is bare: it has no files to write a dossier into. Clone it first."
        )
    with repo:
        return Checked(
            Path(top),
            _asked(lambda: repo.git.rev_parse("--verify", "--quiet", "HEAD^{commit}")),
            _dirty(repo),
            _shown(os.environ.get("GIT_AUTHOR_NAME", "")).strip()
            or _asked(lambda: repo.git.config("--get", "user.name")),
            without_credentials(_asked(lambda: repo.git.config("--get", "remote.origin.url")) or ""),
        )


def place_in(top: Path, found: Path | None) -> Path:
    """The folder that holds, or is to hold, ``dossiers/``: the one that was found if it is in this repository.

    A repository may lie inside another that has dossiers too.
    """
    return found if found is not None and found.is_relative_to(top.resolve()) else top


def _reason(error: GitCommandError) -> str:
    lines = plain_text(str(error.stderr)).strip(" \n'").splitlines()
    said = [line.removeprefix("stderr:").strip(" '") for line in lines]
    return " ".join(line for line in said if line)[:400] or f"it ended with {error.status}"


def _asked(ask: Callable[[], Any]) -> str | None:
    try:
        return _shown(str(ask())).strip() or None
    except GitCommandError:
        return None


def _shown(text: str) -> str:
    """Without characters nobody sees: no document takes them."""
    return "".join(char for char in plain_text(text) if char.isprintable())


def _dirty(repo: Repo) -> tuple[str, ...]:
    """Paths from the top that are not as committed; the dossiers themselves are written while one measures."""
    try:
        listed = str(repo.git.status("--porcelain", "-z", "--untracked-files=normal", "--no-renames"))
    except GitCommandError:
        return ()
    paths = [entry[3:] for entry in listed.split("\0") if len(entry) > 3]
    return tuple(path for path in paths if f"/{FOLDER}/" not in f"/{path}")


def without_credentials(url: str) -> str | None:
    """A remote's address as anybody may read it: no user, no password; None for what is no address on the web.

    ``git@host:owner/name.git`` becomes ``https://host/owner/name``.
    """
    short = re.fullmatch(r"(?:ssh://)?[\w.-]+@([\w.-]+)[:/](?:\d+/)?([\w./~-]+)", url)
    if short is not None:
        url = f"https://{short[1]}/{short[2]}"
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in ("https", "http") or not parts.hostname:
        return None
    clean = urlunsplit((parts.scheme, f"{parts.hostname}{port}", parts.path.removesuffix(".git"), "", ""))
    return clean if len(clean) <= _LONGEST["repository"] and clean.isprintable() else None


def described(top: Path) -> Described:
    """What the files at the top of a repository say of the project."""
    told = [look(top) for look in (_pyproject, _cargo, _package, _readme)]
    return Described(
        next((text for each in told if (text := _line(each.get("summary"), "summary"))), None),
        _line(_owner(top), "owner"),
    )


def _line(text: object, key: str) -> str | None:
    """A text in one line, as far as the schema takes it."""
    if not isinstance(text, str):
        return None
    line = _shown(" ".join(text.split()))
    longest = _LONGEST[key]
    return (line if len(line) <= longest else f"{line[: longest - 1].rsplit(' ', 1)[0]}…") or None


def _text(file: Path) -> str:
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > _LARGEST:
            return ""
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _table(node: object, key: str) -> Mapping[str, Any]:
    found = node.get(key) if isinstance(node, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _toml(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(_text(file))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _pyproject(top: Path) -> Mapping[str, Any]:
    return {"summary": _table(_toml(top / "pyproject.toml"), "project").get("description")}


def _cargo(top: Path) -> Mapping[str, Any]:
    return {"summary": _table(_toml(top / "Cargo.toml"), "package").get("description")}


def _package(top: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(_text(top / "package.json") or "{}")
    except (ValueError, RecursionError):
        return {}
    return {"summary": found.get("description")} if isinstance(found, dict) else {}


def _readme(top: Path) -> Mapping[str, Any]:
    """The first paragraph of prose."""
    text = next((text for name in _README if (text := _text(top / name))), "")
    blocks = re.split(r"\n\s*\n", re.sub(r"(?s)<!--.*?-->|```.*?```", "", text))
    prose = (block for block in blocks if re.match(r"[A-Z*_`]", block.strip()))
    paragraph = next(prose, "")
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|[*_`]+", lambda found: found[1] or "", paragraph)
    return {"summary": plain}


def _owner(top: Path) -> str | None:
    """Who CODEOWNERS says looks after the dossiers, or after everything; its last line that fits counts."""
    found = None
    for row in _rows(next((text for name in _OWNERS if (text := _text(top / name))), "")):
        if row[0] in _EVERYTHING and len(row) > 1:
            found = ", ".join(owner.removeprefix("@") for owner in row[1:] if not re.search(r".@", owner))
    return found or None


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        row = line.partition("#")[0].split()
        if row:
            yield row
