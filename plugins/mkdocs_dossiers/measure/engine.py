"""DuckDB with everything shut but the raw files it was given."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from mkdocs_dossiers.measure.at_hand import NotAtHand
from mkdocs_dossiers.measure.failure import CannotMeasure, Failure
from mkdocs_dossiers.measure.watchdog import Watchdog

MEMORY = 0.8
"""GB that DuckDB may take, so that all of the program stays below 1 GB; it works from its folder beyond."""
SPILLED = 1_000_000_000
SPILLED_PER_BYTE = 20
"""Bytes that DuckDB may put into its temporary folder: 1 GB, and 20 more for each byte of the files."""
SECONDS = 15.0
BYTES_PER_SECOND = 5_000_000
"""One statement may run 15 seconds, and one more for each 5 MB; a 340 MB file of requests takes half a second."""
FEW_BYTES = 4_000_000
"""Bytes of files below which a second thread costs more than it does."""
IMPATIENT = 2.0
"""Seconds that are left to each statement once one has run out of time: who sends one bomb sends more."""


_PATTERN = re.compile(r"[*?\[]")


class Engine:
    """A DuckDB connection that can read ``files`` (absolute paths), what is put in ``unpacked``, and nothing else.

    No network, no extension is installed or loaded, no other file is opened, the settings are locked, and
    each statement has a limit of memory (beyond which DuckDB works from a temporary folder, itself limited) and
    time. Both grow with the size of the files as they lie there: a small file that unpacks to a large one is refused.
    """

    def __init__(
        self,
        files: Sequence[Path],
        memory: str | None = None,
        seconds: float | None = None,
        threads: int | None = None,
    ) -> None:
        size = sum(file.stat().st_size for file in files if file.exists())
        self._memory = memory or f"{MEMORY} GB"
        self._seconds = seconds if seconds is not None else SECONDS + size / BYTES_PER_SECOND
        self._folder = tempfile.TemporaryDirectory(prefix="dossier-")
        self._names = {
            file: self._link(file, index) if not _plain(file) else file for index, file in enumerate(files)
        }
        self.unpacked = Path(self._folder.name) / "unpacked"
        self.unpacked.mkdir()
        threads = threads or (1 if size < FEW_BYTES else None)
        self._connection = duckdb.connect(config={"threads": threads} if threads else {})
        self._watchdog = Watchdog(self._connection.interrupt)
        for setting, value in {
            "temp_directory": self._folder.name,
            "memory_limit": self._memory,
            "max_temp_directory_size": f"{SPILLED + SPILLED_PER_BYTE * size}B",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
            "enable_progress_bar": False,
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

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a statement. Raises :class:`CannotMeasure` when DuckDB refuses it or runs out."""
        found: list[tuple[Any, ...]] = self._run(sql, lambda result: result.fetchall())
        return found

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
                    "Measure less in one file, or split it.",
                )
            ) from None
        except duckdb.OutOfMemoryException:
            raise CannotMeasure(
                Failure(
                    "integrity/format",
                    f"Reading the file takes more than the {self._memory} of memory there is for it.",
                    "Measure less in one file, or split it.",
                )
            ) from None
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


def _plain(file: Path) -> bool:
    """Whether DuckDB takes a name for what it is: no pattern, and text."""
    return not _PATTERN.search(str(file)) and os.fsencode(file).decode("utf-8", "replace") == str(file)


def _first_line(error: Exception) -> str:
    """DuckDB's reason without its advice, which is about SQL the author never wrote."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    text = lines[0] if lines else type(error).__name__
    kept = text.split(" Error: ", 1)[-1]
    return kept[:300].rstrip(".") + "."
