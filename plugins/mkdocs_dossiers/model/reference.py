"""References: ``project``, ``project@version`` and ``project@version/claim-id``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
VERSION = r"[0-9A-Za-z]+(?:[._+-][0-9A-Za-z]+)*"
_REFERENCE = re.compile(rf"(?P<project>{ID})(?:@(?P<version>{VERSION})(?:/(?P<claim>{ID}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A project, one of its versions, or one claim of a version."""

    project: str
    version: str | None = None
    claim: str | None = None

    def __str__(self) -> str:
        text = self.project
        if self.version is not None:
            text += f"@{self.version}"
        if self.claim is not None:
            text += f"/{self.claim}"
        return text

    def covers(self, other: Reference) -> bool:
        """Whether ``other`` is this, or part of this."""
        return (
            self.project == other.project
            and self.version in (None, other.version)
            and self.claim in (None, other.claim)
        )

    @classmethod
    def parse(cls, text: str) -> Reference | None:
        """Read a reference; None when the text is not one."""
        match = _REFERENCE.fullmatch(text)
        return cls(match["project"], match["version"], match["claim"]) if match else None


@lru_cache(maxsize=4096)
def version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key of a version: numbers as numbers, 2026.9 before 2026.11; a pre-release before its release."""
    parts = re.findall(r"\d+|[A-Za-z]+", version)
    key = [(1, int(part), "") if part.isdigit() else (-1, 0, part.lower()) for part in parts]
    return (*key, (0, 0, ""))
