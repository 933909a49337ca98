"""DuckDB with everything shut but the raw files it was given."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb

from mkdocs_dossiers.measure.at_hand import NotAtHand
from mkdocs_dossiers.measure.failure import CannotMeasure, Failure
from mkdocs_dossiers.measure.limits import Limits, limits
from mkdocs_dossiers.measure.watchdog import Watchdog
from mkdocs_dossiers.model.telling import teller

if TYPE_CHECKING:
    from mkdocs_dossiers.measure.order_statistics import OrderStatistics

SPILLED = 1_000_000_000
SPILLED_PER_BYTE = 20
"""Bytes that DuckDB may put into its temporary folder: 1 GB, and 20 more for each byte of the files."""
SECONDS = 15.0
BYTES_PER_SECOND = 5_000_000
"""One statement may run 15 seconds, and one more for each 5 MB; a 340 MB file of requests takes half a second."""
FEW_BYTES = 4_000_000
"""Bytes of files below which a second thread costs more than it does."""
KEPT_FREE = 500_000_000
"""Bytes of the disk that are left alone."""
ASKS = ("SELECT", "WITH", "FROM", "DESCRIBE")
"""How statements begin that change nothing."""
SHORT = 500
"""Rows of an answer that is remembered, and how many answers are."""
IMPATIENT = 2.0
"""Seconds that are left to each statement once one has run out of time: who sends one bomb sends more."""


_PATTERN = re.compile(r"[*?\[]")


class Engine:
    """A DuckDB connection that can read ``files`` (absolute paths), what is put in ``unpacked``, and nothing else.

    No network, no extension is installed or loaded, no other file is opened, the settings are locked, and
    each statement has a limit of memory (beyond which DuckDB works from a temporary folder, itself limited) and
    time. Disk and time grow with the size of the files as they lie there: a small file that unpacks to a large one
    is refused. ``allowed`` are other limits than those of the environment, ``threads`` fewer than these allow.
    """

    def __init__(
        self, files: Sequence[Path], allowed: Limits | None = None, threads: int | None = None
    ) -> None:
        size = sum(file.stat().st_size for file in files if file.exists())
        allowed = allowed if allowed is not None else limits()
        self.memory = allowed.memory
        self._seconds = allowed.seconds or SECONDS + size / BYTES_PER_SECOND
        self._folder = tempfile.TemporaryDirectory(prefix="dossier-")
        self._names = {
            file: self._link(file, index) if not _plain(file) else file for index, file in enumerate(files)
        }
        self.unpacked = Path(self._folder.name) / "unpacked"
        self.unpacked.mkdir()
        threads = threads or allowed.threads or (1 if size < FEW_BYTES else None)
        self._connection = duckdb.connect(config={"threads": threads} if threads else {})
        self._tell = teller()
        self._answers: dict[str, list[tuple[Any, ...]]] = {}
        self.looked: dict[str, OrderStatistics] = {}
        """Where to look for order statistics of tables with many samples."""
        self.doing = ""
        """What progress says the next statements do."""
        self._watchdog = Watchdog(self._connection.interrupt, self._show if self._tell else None)
        free = shutil.disk_usage(self._folder.name).free
        self._disk = max(0, min(SPILLED + SPILLED_PER_BYTE * size, free - KEPT_FREE))
        for setting, value in {
            "temp_directory": self._folder.name,
            "memory_limit": f"{self.memory}B",
            "max_temp_directory_size": f"{self._disk}B",
            "enable_progress_bar_print": False,
            "enable_progress_bar": self._tell is not None,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
            "allowed_paths": [str(name) for name in self._names.values()],
            "allowed_directories": [str(self.unpacked)],
            "enable_external_access": False,
            "lock_configuration": True,
        }.items():
            self._connection.execute(f"SET {setting} = $1", [value])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watchdog.close()
        self._connection.close()
        self._folder.cleanup()

    def _link(self, file: Path, index: int) -> Path:
        """Another name for a file whose own DuckDB would read as a pattern, or cannot take."""
        name = Path(self._folder.name) / f"{index}{''.join(file.suffixes[-2:])}"
        link = name if _plain(name) else name.with_name(str(index))
        link.symlink_to(file)
        return link

    def name(self, file: Path) -> str:
        """The path under which a statement reads one of the files."""
        return str(self._names[file])

    def named(self, file: str) -> str:
        """The same, of a path as text."""
        return str(self._names[Path(file)])

    def columns(self, sql: str) -> dict[str, Any]:
        """The columns of a statement's rows as NumPy arrays. Raises as :meth:`rows`."""
        found: dict[str, Any] = self._run(sql, lambda result: result.fetchnumpy())
        return found

    def _show(self) -> None:
        """Tell how far the statement is that runs."""
        done = self._connection.query_progress()
        if self._tell is not None and self.doing:
            self._tell(self.doing, done / 100 if done > 0 else None)

    def _too_large(self, error: str) -> Failure:
        if "max_temp_directory_size" in error:
            return Failure(
                "integrity/format",
                f"Reading the file takes more than {size_of(self.memory)} of memory, and beyond that more than the "
                f"{size_of(self._disk)} of disk there are for it.",
                "Allow more memory, `dossier check --memory 8GB`, or name a folder on a larger disk in TMPDIR.",
            )
        return Failure(
            "integrity/format",
            f"Reading the file takes more than the {size_of(self.memory)} of memory there is for it.",
            "Measure less in one file, or allow more memory: `dossier check --memory 8GB`.",
        )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a statement. Raises :class:`CannotMeasure` when DuckDB refuses it or runs out.

        Claims about the same samples ask the same: a short answer is remembered until a statement changes something.
        """
        known = self._answers.get(sql)
        if known is not None:
            return list(known)
        found: list[tuple[Any, ...]] = self._run(sql, lambda result: result.fetchall())
        if not sql.lstrip().startswith(ASKS) or len(self._answers) >= SHORT:
            self._answers.clear()
        elif len(found) <= SHORT:
            self._answers[sql] = found
        return list(found)

    def _run(self, sql: str, fetch: Callable[[duckdb.DuckDBPyConnection], Any]) -> Any:
        try:
            with self._watchdog.watching(self._seconds):
                return fetch(self._connection.execute(sql))
        except duckdb.InterruptException:
            allowed, self._seconds = self._seconds, min(self._seconds, IMPATIENT)
            raise CannotMeasure(
                Failure(
                    "integrity/format",
                    f"Reading the file takes longer than {allowed:.3g} seconds.",
                    "Measure less in one file, or allow more time: `dossier check --seconds 600`.",
                )
            ) from None
        except duckdb.OutOfMemoryException as error:
            raise CannotMeasure(self._too_large(str(error))) from None
        except duckdb.Error as error:
            raise CannotMeasure(
                Failure(
                    "integrity/format",
                    f"The file cannot be read: {_first_line(error)}",
                    "Commit the tool's own output, complete and unchanged.",
                )
            ) from None


class NoEngine(Engine):
    """Stands where an engine would: whatever needs a statement cannot be said from memory."""

    def __init__(self) -> None:
        """Open nothing."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Raises :class:`NotAtHand`."""
        raise NotAtHand(sql)


def size_of(count: int) -> str:
    """Bytes as people write them: ``0.8 GB``."""
    return f"{count / 1e9:.3g} GB" if count >= 100_000_000 else f"{count / 1e6:.3g} MB"


def _plain(file: Path) -> bool:
    """Whether DuckDB takes a name for what it is: no pattern, and text."""
    return not _PATTERN.search(str(file)) and os.fsencode(file).decode("utf-8", "replace") == str(file)


def _first_line(error: Exception) -> str:
    """DuckDB's reason without its advice, which is about SQL the author never wrote."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    text = lines[0] if lines else type(error).__name__
    kept = text.split(" Error: ", 1)[-1]
    return kept[:300].rstrip(".") + "."
