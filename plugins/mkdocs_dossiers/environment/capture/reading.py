"""A reading: what came of looking for one field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mkdocs_dossiers.environment.field import Value


@dataclass(frozen=True)
class Known:
    """A value, and the file or interface it came from."""

    value: Value
    source: str


@dataclass(frozen=True)
class NotAvailable:
    """The thing may well exist, but it could not be read."""

    reason: str
    source: str


@dataclass(frozen=True)
class NotApplicable:
    """The thing does not exist on this machine."""

    reason: str


Reading = Known | NotAvailable | NotApplicable
Readings = dict[str, Reading]
"""Field name to reading, for one section."""


class UnreadableError(Exception):
    """A source could not be read; turned into `NotAvailable` by `tried`."""

    def __init__(self, reason: str, source: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.reason = reason
        self.source = source


def tried(read: Callable[[], Reading], source: str) -> Reading:
    """The reading, or why there is none. A source written by another kernel may not parse: no guess then."""
    try:
        return read()
    except UnreadableError as problem:
        return NotAvailable(problem.reason, problem.source)
    except (OSError, ValueError, LookupError, AttributeError, TypeError, ImportError) as problem:
        return NotAvailable(f"not understood ({type(problem).__name__})", source)


def first_of(*reads: Callable[[], Reading], source: str) -> Reading:
    """The first reading that is not `NotAvailable`; if all are, the first reason and every source."""
    missing: list[NotAvailable] = []
    for read in reads:
        reading = tried(read, source)
        if not isinstance(reading, NotAvailable):
            return reading
        missing.append(reading)
    sources = list(dict.fromkeys(reading.source for reading in missing))
    return NotAvailable(missing[0].reason, ", ".join(sources))
