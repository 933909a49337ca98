"""What measuring may take of the machine: memory, time and processors.

Whoever runs it says so, in the environment; nothing in a dossier can, so that nobody's pull request raises them.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MEMORY, SECONDS, THREADS = "DOSSIER_MEMORY", "DOSSIER_SECONDS", "DOSSIER_THREADS"
USUAL_MEMORY = 800_000_000
"""Bytes for DuckDB, so that all of the program stays below 1 GB; it works from its folder beyond."""
LEAST_MEMORY = 50_000_000
"""Bytes below which DuckDB cannot read a file."""
PART = 2
"""Of a machine with little memory, one part in so many is taken."""
_UNITS = {"": 1, "B": 1}
_UNITS |= {f"{prefix}B": 1000**power for power, prefix in enumerate("KMGT", 1)}
_UNITS |= {f"{prefix}IB": 1024**power for power, prefix in enumerate("KMGT", 1)}
_SIZE = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,9})?)\s*([KMGT]?I?B)?", re.IGNORECASE)
_CGROUP = Path("/sys/fs/cgroup/memory.max")


class LimitError(ValueError):
    """A limit that is none; the message says what one looks like."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``memory`` in bytes is DuckDB's; ``seconds`` is for one statement, None grows with the file; ``threads`` None
    is one for each processor.
    """

    memory: int
    seconds: float | None = None
    threads: int | None = None


def limits(environment: Mapping[str, str] | None = None) -> Limits:
    """The limits that the environment says, with the usual ones for this machine. Raises :class:`LimitError`."""
    said = os.environ if environment is None else environment
    memory, seconds, threads = (said.get(name, "").strip() for name in (MEMORY, SECONDS, THREADS))
    return Limits(
        memory_of(memory) if memory else usual_memory(),
        seconds_of(seconds) if seconds else None,
        threads_of(threads) if threads else None,
    )


def usual_memory() -> int:
    """800 MB, or half of what the machine or its container has where that is less."""
    return max(LEAST_MEMORY, min(USUAL_MEMORY, _machine() // PART))


def memory_of(text: str) -> int:
    """Bytes, from a size such as ``8GB`` or ``512 MiB``. Raises :class:`LimitError`."""
    match = _SIZE.fullmatch(text.strip())
    size = int(float(match[1]) * _UNITS[(match[2] or "").upper()]) if match else 0
    if size < LEAST_MEMORY:
        raise LimitError(f"{text[:40]!r} is no memory: say a size of at least 50 MB, such as 8GB.")
    return size


def seconds_of(text: str) -> float:
    """Seconds above zero. Raises :class:`LimitError`."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not (seconds > 0 and math.isfinite(seconds)):
        raise LimitError(f"{text[:40]!r} is no time: say a number of seconds above 0, such as 600.")
    return seconds


def threads_of(text: str) -> int:
    """A number of threads. Raises :class:`LimitError`."""
    threads = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if threads < 1:
        raise LimitError(f"{text[:40]!r} is no number of threads: say a whole number above 0, such as 4.")
    return threads


def _machine() -> int:
    """Bytes of memory that this machine has, or its container may use."""
    here = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        return min(here, int(_CGROUP.read_text()))
    except (OSError, ValueError):
        return here
