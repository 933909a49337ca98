"""Where writing commands keep what is not evidence yet, and how two of them stay out of each other's way.

The place is in git's own folder, or in ``.dossier`` beside ``dossiers/`` where there is none on the same disk: neither
the gate nor a digest looks there. The lock is the kernel's, and ends with the process that holds it.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from mkdocs_dossiers.author.refusal import Refusal

PLACE = "dossier"
"""The folder in git's."""
WITHOUT_GIT = ".dossier"
"""The folder beside ``dossiers/`` where git has none."""
PATIENCE = 10.0
"""Seconds to wait for another command; writing takes less than one."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class StoreError(Refusal):
    """Something cannot be written."""

    code = 2


def work_place(root: Path) -> Path:
    """The folder to prepare files in, made where it is missing. Raises :class:`StoreError`."""
    git = _git_folder(root)
    place = git / PLACE if git is not None else root / WITHOUT_GIT
    try:
        return _made(place)
    except PermissionError as error:
        if git is None:
            raise said(error, place) from None
    except OSError as error:
        raise said(error, place) from None
    try:
        return _made(root / WITHOUT_GIT)
    except OSError as error:
        raise said(error, root) from None


def _git_folder(root: Path) -> Path | None:
    """Git's folder for this checkout, where files can be renamed from there to here."""
    from git import InvalidGitRepositoryError, NoSuchPathError, Repo

    try:
        found = Path(Repo(root, search_parent_directories=True).git_dir)
        return found if found.stat().st_dev == root.stat().st_dev else None
    except (InvalidGitRepositoryError, NoSuchPathError, OSError, ValueError):
        return None


def _made(place: Path) -> Path:
    with contextlib.suppress(FileExistsError):
        place.mkdir()
    if not stat.S_ISDIR(place.lstat().st_mode):
        raise StoreError(f"{place} is no folder.", "Remove it: the commands that write prepare files there.")
    if place.name == WITHOUT_GIT and not (place / ".gitignore").exists():
        (place / ".gitignore").write_text("*\n")
    if not os.access(place, os.W_OK | os.X_OK):
        raise PermissionError(13, "Permission denied", str(place))
    return place


def cannot_write(place: Path, why: str) -> StoreError:
    """The error for a place nothing can be written to."""
    return StoreError(
        f"{place} cannot be written: {why}.", "Make it writable for you, then run the command again."
    )


def said(error: OSError, place: Path) -> StoreError:
    """An error of the operating system while something was written below a place, as an author can act on it."""
    if error.errno in _FULL:
        return StoreError(
            f"There is no room on the disk of {place}: {error.strerror}.",
            "Nothing was changed. Free some space, then run the command again.",
        )
    where = Path(os.fsdecode(error.filename)) if error.filename is not None else place
    why = "no permission" if isinstance(error, PermissionError) else error.strerror
    return cannot_write(where, str(why))


@contextlib.contextmanager
def locked(place: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a place. Raises :class:`StoreError` when another command keeps it too long."""
    try:
        descriptor = os.open(place / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    except OSError as error:
        raise said(error, place) from None
    try:
        until = time.monotonic() + patience
        while not _taken(descriptor):
            if time.monotonic() >= until:
                holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
                raise StoreError(
                    f"Another dossier command is writing here{f', process {holder}' if holder.isdigit() else ''}.",
                    "Wait until it has ended, then run this one again.",
                )
            time.sleep(0.05)
        os.ftruncate(descriptor, 0)
        with contextlib.suppress(OSError):  # on a full disk nobody learns our number
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise StoreError(
            f"The file system takes no locks: {error.strerror}.", "Work in a clone on a local disk."
        ) from None
    return True
