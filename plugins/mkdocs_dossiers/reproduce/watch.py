"""What the machine did during each step: a moment is taken when the script says that a step begins or ends."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mkdocs_dossiers.environment.capture.reading import NotAvailable
from mkdocs_dossiers.environment.run.moment import Moment, moment
from mkdocs_dossiers.environment.run.record import between
from mkdocs_dossiers.read.raw_file import RawFileError, open_raw

_LONGEST = 1024 * 1024
"""Bytes of the log that are read; a recipe may write into it too, or make a pipe or a link of it."""


@dataclass
class Watch:
    """Follows a log of steps while output passes by on its way to ``show``."""

    log: Path
    show: Callable[[bytes], None]
    before: dict[int, Moment] = field(default_factory=dict)
    after: dict[int, Moment] = field(default_factory=dict)
    ended: dict[int, datetime] = field(default_factory=dict)
    _seen: int = 0

    def __call__(self, chunk: bytes) -> None:
        """Show what was written, and look whether a step began or ended."""
        self.show(chunk)
        self.look()

    def look(self) -> None:
        """Read what the log says now."""
        try:
            with os.fdopen(open_raw(self.log.parent, self.log.name), "rb") as file:
                lines = file.read(_LONGEST).decode(errors="replace").split("\n")[:-1]
        except (OSError, RawFileError):
            return
        for line in lines[self._seen :]:
            self._seen += 1
            word, _, rest = line.partition(" ")
            number = rest.partition(" ")[0]
            if not number.isdigit() or len(number) > 4 or word not in ("begin", "end"):
                continue
            if word == "begin":
                self.before[int(number)] = _moment()
            else:
                self.after[int(number)] = _moment()
                self.ended[int(number)] = datetime.now(UTC)

    def record(self, number: int) -> dict[str, Any] | None:
        """What the machine did during a step; None where it did not begin and end in sight."""
        if number not in self.before or number not in self.after:
            return None
        return between(self.before[number], self.after[number])


def _moment() -> Moment:
    """A moment while the shell goes on: what it and its steps used is known only when it has ended."""
    taken = moment()
    own = NotAvailable("The steps of a recipe run in one shell, which had not ended.", "getrusage")
    return replace(taken, readings={**taken.readings, "own_cpu_time": own})
