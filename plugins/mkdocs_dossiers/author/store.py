"""Writes a set of files so that an interruption leaves the old state or the new one.

Everything is prepared outside the evidence and brought to the disk; then a journal says what is about to be done; then
new files take their names, then documents are replaced, the last of them being what counts. A journal that is still
there belongs to a run that was interrupted: the next one takes back what it had done, unless it was done with all. It
touches nothing but files whose digest the journal holds.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from mkdocs_dossiers.author.lock import StoreError, cannot_write, locked, said, work_place
from mkdocs_dossiers.author.refusal import Refusal
from mkdocs_dossiers.read.tree import FOLDER

__all__ = ["Change", "Opened", "StoreError", "opened"]

_CHUNK = 1024 * 1024
_JOURNAL = "journal.json"
_STAGED = "staged"
_OLD = ".old"
"""The ending of what a document held before, in case it has to be put back."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it should be: ``path`` from the workspace's root, with bytes or a file to copy them from.

    ``old`` is what a document held when its new text was made; None for a new file. ``sha256`` is what a file that is
    copied has to have.
    """

    path: str
    content: bytes | Path
    old: bytes | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class _Planned:
    """A change as the journal has it: ``old`` and ``new`` are digests, ``staged`` the name of the prepared file."""

    path: str
    staged: str
    new: str
    old: str | None


@dataclass(frozen=True, slots=True)
class _Journal:
    """``folders`` are those that did not exist, outermost first; ``obsolete`` are removed at the end, by digest."""

    planned: tuple[_Planned, ...]
    folders: tuple[str, ...]
    obsolete: dict[str, str] = field(default_factory=dict)

    @property
    def is_ours(self) -> bool:
        """Whether it is about evidence only, as every journal written here is."""
        paths = [*(each.path for each in self.planned), *self.folders, *self.obsolete]
        below = all(path == FOLDER or path.startswith(f"{FOLDER}/") for path in paths)
        return below and all(each.staged.isdigit() for each in self.planned)


class Opened:
    """A workspace that nobody else writes to meanwhile. ``found`` says what an interrupted run had left."""

    def __init__(self, root: Path, place: Path) -> None:
        self.root, self.place = root.resolve(), place
        self.found: tuple[str, ...] = ()

    def read(self, path: str) -> bytes:
        """A document as it is now. Raises :class:`StoreError` where there is no regular file."""
        file = self.checked(path)
        try:
            if not stat.S_ISREG(file.lstat().st_mode):
                raise StoreError(f"{path} is no regular file.", "Replace it with the document itself.")
            return file.read_bytes()
        except OSError as error:
            raise StoreError(
                f"{path} cannot be read: {error.strerror}.", "Make it readable for you."
            ) from None

    def checked(self, path: str) -> Path:
        """Where a path leads; refused when that is outside, or through a link."""
        parts = PurePosixPath(path).parts
        if not parts or parts[0] != FOLDER or ".." in parts or "\0" in path:
            raise StoreError(f"{path!r} leads out of {FOLDER}/.", "Name a place inside.")
        place = self.root
        for part in parts:
            place = place / part
            if place.is_symlink():
                shown = place.relative_to(self.root).as_posix()
                raise StoreError(f"{shown} is a link.", "Replace it with the file or folder itself.")
        return place

    def writable(self, path: str) -> None:
        """Refuse a place that cannot be written to, before anything is done for it. Raises :class:`StoreError`."""
        above = next(folder for folder in self.checked(path).parents if folder.exists())
        if not above.is_dir():
            shown = above.relative_to(self.root).as_posix()
            raise StoreError(f"{shown} is no folder.", "Move it away; the command makes the folder.")
        if not os.access(above, os.W_OK | os.X_OK):
            raise cannot_write(above, "no permission, or a read-only disk")

    def write(self, changes: Sequence[Change], remove: Sequence[str] = ()) -> None:
        """Bring all changes about, in order, or none; the last one is what counts.

        ``remove`` are files the last document does not name any more. Raises :class:`StoreError`; then, and when it is
        interrupted, nothing was changed.
        """
        try:
            journal = self._prepared(changes, remove)
            self._keep(journal)
            self._place(journal)
        except OSError as error:
            self._undo()
            raise said(error, self.root) from None
        except BaseException:
            self._undo()
            raise
        with contextlib.suppress(OSError):  # all of it is there; the next run tidies up
            self._forget()

    # Before anything counts.

    def _prepared(self, changes: Sequence[Change], remove: Sequence[str]) -> _Journal:
        staged = self.place / _STAGED
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        folders: list[str] = []
        planned = []
        for number, change in enumerate(changes):
            target = self.checked(change.path)
            self._expect(change, target)
            for above in reversed(target.relative_to(self.root).parents[:-1]):
                if not (self.root / above).exists() and above.as_posix() not in folders:
                    folders.append(above.as_posix())
            name = f"{number}"
            new = _copied(change.content, staged / name, target if change.old is not None else None)
            if change.sha256 not in (None, new):
                raise StoreError(
                    f"What was to become {change.path} changed while it was read.",
                    "Wait until nothing writes to it, then try again.",
                )
            old = _copied(change.old, staged / f"{name}{_OLD}", target) if change.old is not None else None
            planned.append(_Planned(change.path, name, new, old))
        _sync_folder(staged)
        obsolete = {path: _digest(self.checked(path)) or "" for path in remove}
        return _Journal(tuple(planned), tuple(folders), obsolete)

    def _expect(self, change: Change, target: Path) -> None:
        self.writable(change.path)
        if change.old is None:
            if os.path.lexists(target):
                raise StoreError(f"{change.path} exists already.", "Choose another name, or move it away.")
        elif self.read(change.path) != change.old:
            raise StoreError(
                f"{change.path} was changed meanwhile, by somebody else or in an editor.",
                "Run the command again; what is in the file now was kept.",
            )

    def _keep(self, journal: _Journal) -> None:
        """From here on the next run can tell what was going on."""
        text = json.dumps(asdict(journal), indent=1)
        made = self.place / f"{_JOURNAL}.new"
        with made.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        made.replace(self.place / _JOURNAL)
        _sync_folder(self.place)

    # What counts.

    def _place(self, journal: _Journal) -> None:
        for folder in journal.folders:
            self.checked(folder).mkdir(exist_ok=True)
        for planned in journal.planned:
            self._put(planned)
        for path, digest in journal.obsolete.items():
            if digest and _digest(self.checked(path)) == digest:
                self.checked(path).unlink()

    def _put(self, planned: _Planned) -> None:
        staged, target = self.place / _STAGED / planned.staged, self.checked(planned.path)
        if planned.old is None:
            if os.path.lexists(target):
                raise StoreError(f"{planned.path} exists already.", "Choose another name, or move it away.")
        elif _digest(target) != planned.old:
            raise StoreError(f"{planned.path} was changed meanwhile.", "Run the command again.")
        staged.rename(target)
        _sync_folder(target.parent)

    # After an interruption.

    def recover(self) -> tuple[str, ...]:
        """Take back what an interrupted run began, or see that it was done; what was found, in sentences."""
        journal = self._journal()
        if journal is None:
            self._forget()
            return ()
        last = journal.planned[-1]
        if self._is(last, last.new):
            self._finish_removing(journal)
            self._forget()
            return ("An earlier run was interrupted when it had just finished; all it wrote is in place.",)
        touched = not self._is(last, last.old) and os.path.lexists(self.root / last.path)
        removed = self._take_back(journal, documents=not touched)
        self._forget()
        named = f" Removed: {', '.join(removed)}." if removed else ""
        if touched:
            left = f"{last.path} has been changed since, so documents were left as they are."
            return (f"An earlier run was interrupted. {left}{named} dossier check says what is missing.",)
        return (
            f"An earlier run was interrupted before it was done, so nothing of it counts.{named} Run it again.",
        )

    def _finish_removing(self, journal: _Journal) -> None:
        with contextlib.suppress(StoreError, OSError):
            self._place(_Journal((), (), journal.obsolete))

    def _take_back(self, journal: _Journal, documents: bool) -> list[str]:
        """Put documents back, remove the files and folders that were added; others are not ours to touch."""
        held = [each.path for each in journal.planned if each.old is not None]
        removed = []
        for planned in reversed(journal.planned):
            if not self._is(planned, planned.new):
                continue
            target = self.checked(planned.path)
            if planned.old is not None:
                if documents:
                    (self.place / _STAGED / f"{planned.staged}{_OLD}").replace(target)
            elif not self._named(planned, held):
                target.unlink()
                removed.append(planned.path)
        for folder in reversed(journal.folders):
            with contextlib.suppress(OSError, StoreError):
                self.checked(folder).rmdir()
        return removed[::-1]

    def _named(self, planned: _Planned, documents: Sequence[str]) -> bool:
        """Whether a document came to name the file meanwhile: then somebody took it over by hand."""
        for path in documents:
            with contextlib.suppress(StoreError):
                if planned.new.encode() in self.read(path):
                    return True
        return False

    def _is(self, planned: _Planned, digest: str | None) -> bool:
        try:
            return _digest(self.checked(planned.path)) == digest
        except StoreError:
            return False

    def _journal(self) -> _Journal | None:
        """What the journal says; None where there is none that could have been kept."""
        try:
            found = json.loads((self.place / _JOURNAL).read_text(encoding="utf-8"))
            planned = tuple(_Planned(**each) for each in found["planned"])
            journal = _Journal(planned, tuple(found["folders"]), dict(found["obsolete"]))
            ours = journal.is_ours
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return journal if planned and ours else None

    def _undo(self) -> None:
        """Take back what this run did; where even that fails, the next run does it."""
        with contextlib.suppress(OSError, StoreError):
            self.recover()

    def _forget(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            (self.place / _JOURNAL).unlink()
        with contextlib.suppress(FileNotFoundError):
            (self.place / f"{_JOURNAL}.new").unlink()
        shutil.rmtree(self.place / _STAGED, ignore_errors=True)


@contextlib.contextmanager
def opened(root: Path) -> Iterator[Opened]:
    """Open a workspace for writing, alone, and clean up after an interrupted run. Raises :class:`StoreError`."""
    place = work_place(root)
    with locked(place):
        store = Opened(root, place)
        try:
            store.found = store.recover()
        except OSError as error:
            raise said(error, root) from None
        try:
            yield store
        except Refusal as refusal:
            refusal.found = (*store.found, *refusal.found)
            raise


def _copied(content: bytes | Path, staged: Path, like: Path | None) -> str:
    """Write a prepared file and bring it to the disk; its SHA-256. It gets the mode of the file it replaces."""
    hasher = hashlib.sha256()
    descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    with os.fdopen(descriptor, "wb") as stream:
        for chunk in _chunks(content):
            hasher.update(chunk)
            stream.write(chunk)
        stream.flush()
        if like is not None:
            before = like.stat()
            with contextlib.suppress(PermissionError):
                os.fchown(stream.fileno(), before.st_uid, before.st_gid)
            os.fchmod(stream.fileno(), stat.S_IMODE(before.st_mode))
        os.fsync(stream.fileno())
    return hasher.hexdigest()


def _chunks(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _digest(file: Path) -> str | None:
    """The SHA-256 of a regular file; None where there is none."""
    if file.is_symlink() or not file.is_file():
        return None
    hasher = hashlib.sha256()
    for chunk in _chunks(file):
        hasher.update(chunk)
    return hasher.hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
