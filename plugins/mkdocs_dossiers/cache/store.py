"""Entries by name in one SQLite file: safe under several writers, interrupted writes and a full disk.

A cache helps or does nothing: whatever is wrong with it, entries are measured again. What an entry holds is plain
data, never code. Each is sealed by HMAC-SHA-256 (RFC 2104) over its name and its content, so that a damaged one is
none, and with a secret key, one that somebody without the key put there is none either.
"""

from __future__ import annotations

import hmac
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

FILE = "measured.sqlite3"
PAGES = "pages.sqlite3"
"""The file with finished pages, beside that with measurements."""
MOST_PAGES = 2 * 1024**3
"""Bytes of finished pages that are kept."""
LIMIT = 512 * 1024**2
"""Bytes of entries that are kept; beyond, those go first that were not used for longest."""
ROOM = 0.8
"""The share of the limit that is left after entries had to go."""
WAIT = 5.0
"""Seconds to wait for another writer."""
DAY = 86_400
_SEAL = 32
_AT_ONCE = 500
"""Names in one question; SQLite takes at least 999."""
_TABLE = (
    "CREATE TABLE IF NOT EXISTS entries (name BLOB PRIMARY KEY, content BLOB NOT NULL, used INTEGER NOT NULL) "
    "WITHOUT ROWID"
)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a cache holds: how many entries, their bytes, the bytes of the file, and the day (seconds since 1970)
    of the entry that was not used for longest; None when it is empty.
    """

    entries: int
    size: int
    file_size: int
    oldest: int | None


class Unreadable(Exception):  # noqa: N818 - said of the cache
    """The file of a cache cannot be read; the message says why."""


class Cache:
    """The entries in ``folder``. ``key`` seals them; without one, the seal shows damage only."""

    def __init__(self, folder: Path, key: bytes = b"", limit: int = LIMIT, name: str = FILE) -> None:
        self.folder = folder
        self.file = folder / name
        self._key = key
        self._limit = limit

    def get(self, names: Iterable[bytes]) -> dict[bytes, bytes]:
        """The contents that are there and whole, by name."""
        wanted = list(dict.fromkeys(names))
        found: dict[bytes, bytes] = {}
        if not wanted or not self.file.is_file():
            return found
        today = _today()
        with suppress(sqlite3.Error), closing(self._connect()) as connection:
            stale = []
            for some in batched(wanted):
                marks = ",".join("?" * len(some))
                rows = connection.execute(
                    f"SELECT name, content, used FROM entries WHERE name IN ({marks})", some
                )
                for name, sealed, used in rows:
                    if (content := self._opened(name, sealed)) is not None:
                        found[name] = content
                        stale += [(today, name)] if used != today else []
            with connection:
                connection.executemany("UPDATE entries SET used = ? WHERE name = ?", stale)
        return found

    def put(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep contents by name, all or none of them."""
        if not entries:
            return
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._put(entries)
            except sqlite3.OperationalError:
                return  # another writer takes too long, or there is no room
            except sqlite3.DatabaseError:
                self.clear()  # it is no database any more
                with suppress(sqlite3.Error):
                    self._put(entries)

    def _put(self, entries: Mapping[bytes, bytes]) -> None:
        today = _today()
        with closing(self._connect()) as connection, connection:
            connection.execute(_TABLE)
            connection.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)",
                [(name, self._seal(name, content) + content, today) for name, content in entries.items()],
            )
            _shrink(connection, self._limit, ROOM)

    def summary(self) -> Summary:
        """What is there. Raises :class:`Unreadable`."""
        if not self.file.is_file():
            return Summary(0, 0, 0, None)
        try:
            with closing(self._connect()) as connection:
                entries, size, oldest = connection.execute(
                    "SELECT count(*), coalesce(sum(length(content)), 0), min(used) FROM entries"
                ).fetchone()
            return Summary(entries, size, self.file.stat().st_size, oldest)
        except (sqlite3.Error, OSError) as error:
            raise Unreadable(str(error)) from None

    def prune(self, limit: int) -> int:
        """Remove what was not used for longest until at most ``limit`` bytes are left; how many entries went.

        Raises :class:`Unreadable`.
        """
        if not self.file.is_file():
            return 0
        try:
            with closing(self._connect()) as connection:
                with connection:
                    gone = _shrink(connection, limit, 1.0)
                connection.execute("VACUUM")
        except sqlite3.Error as error:
            raise Unreadable(str(error)) from None
        return gone

    def clear(self) -> None:
        """Remove the file. Raises OSError."""
        for name in (self.file.name, f"{self.file.name}-journal"):
            (self.folder / name).unlink(missing_ok=True)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.file, timeout=WAIT)
        # What somebody else wrote into a database may not run anything.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    def _seal(self, name: bytes, content: bytes) -> bytes:
        return hmac.digest(self._key, name + content, "sha256")

    def _opened(self, name: bytes, sealed: object) -> bytes | None:
        """What was sealed; None where the seal is not ours."""
        if not isinstance(sealed, bytes):
            return None
        content = sealed[_SEAL:]
        return content if hmac.compare_digest(sealed[:_SEAL], self._seal(name, content)) else None


def _today() -> int:
    return int(time.time()) // DAY * DAY


def batched(names: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """A few at a time."""
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]


def _shrink(connection: sqlite3.Connection, limit: int, room: float) -> int:
    """Remove entries when there are more than ``limit`` bytes, until ``room`` (a fraction) of that is left."""
    size = int(connection.execute("SELECT coalesce(sum(length(content)), 0) FROM entries").fetchone()[0])
    if size <= limit:
        return 0
    going = []
    for name, length in connection.execute("SELECT name, length(content) FROM entries ORDER BY used, name"):
        if size <= limit * room:
            break
        size -= length
        going.append((name,))
    connection.executemany("DELETE FROM entries WHERE name = ?", going)
    return len(going)
