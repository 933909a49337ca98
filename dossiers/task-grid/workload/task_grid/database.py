"""A PostgreSQL server of one's own, in a folder of its own, on a Unix socket in it.

PostgreSQL does not run as root. Started by root, the server runs as the user `postgres` of Debian's package.
Its settings are PostgreSQL's own: what it says is committed was flushed to the disk.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_START_TIMEOUT_S = 20.0
_STOP_TIMEOUT_S = 20.0


class DatabaseError(Exception):
    """PostgreSQL is not there, or did not start."""


class Database:
    """One server; it can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._data = folder / "data"
        self._account = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where clients connect to."""
        return f"postgresql:///postgres?host={self.folder}&user=grid"

    def create(self) -> None:
        """Create an empty cluster. Raises DatabaseError."""
        if self._account:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "--pgdata", str(self._data), "--username=grid", "--auth=trust", "--encoding=UTF8")

    def start(self) -> None:
        """Start the server, and return when it takes connections. Raises DatabaseError."""
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [_program("postgres"), "-D", self._data, "-k", self.folder, "-c", "listen_addresses="],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
                **self._account,
            )
        deadline = time.monotonic() + _START_TIMEOUT_S
        while subprocess.run([_program("pg_isready"), "-q", "-h", self.folder], check=False).returncode != 0:
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise DatabaseError("PostgreSQL did not start")
            time.sleep(0.01)

    def kill(self) -> None:
        """Kill the server and all of its processes at once (SIGKILL): nothing is flushed or said goodbye to."""
        assert self._process is not None
        backends = _children(self._process.pid)
        for pid in (self._process.pid, *backends):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """Stop the server; every connection is closed."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(_STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.kill()

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [_program(program), *arguments], capture_output=True, cwd=self.folder, check=False, **self._account
        )
        if done.returncode != 0:
            raise DatabaseError(done.stderr.decode(errors="replace").strip())


@contextlib.contextmanager
def running_database() -> Iterator[Database]:
    """A new database that ends with the block, and its folder with it; the block also ends on SIGTERM."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory(prefix="task-grid-") as name:
        Path(name).chmod(0o711)  # the server's account must get through to its own folder
        folder = Path(name) / "pg"
        folder.mkdir()
        database = Database(folder)
        database.create()
        database.start()
        try:
            yield database
        finally:
            signal.signal(signal.SIGTERM, before)
            database.stop()


def _program(name: str) -> str:
    """The path of one of PostgreSQL's programs. Debian keeps the server's out of the PATH."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = str(installed[-1]) if installed else shutil.which(name)
    if found is None:
        raise DatabaseError(f"PostgreSQL's {name} is not installed (Debian: apt install postgresql)")
    return found


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split()]
