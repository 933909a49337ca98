"""What tools write down about the commit they measured, in the forms people give commits."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = r"(?:[-+._ ]?\(?(?P<dirty>dirty|modified|uncommitted|changed|wip)\)?(?:[-._ ]?[0-9]+)?|(?P<plus>\+))?"
_DESCRIBED = re.compile(
    rf"(?P<tag>[^\s~^:?*\[\\]+)-(?P<ahead>[0-9]+)-g(?P<id>[0-9a-f]{{4,40}}){_MARK}", re.IGNORECASE
)
_PLAIN = re.compile(rf"g?(?P<id>[0-9a-f]{{7,40}}){_MARK}", re.IGNORECASE)
LONGEST = 300
"""Characters; no name of a commit is longer."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """The beginning of a commit id, in lower case, and whether files had been changed since."""

    id: str
    dirty: bool


def parse_commit(text: str) -> Embedded | None:
    """Read ``abc1234``, ``abc1234-dirty``, ``abc1234+`` or what ``git describe`` prints; None for other text."""
    written = text.strip()
    match = (_DESCRIBED.fullmatch(written) or _PLAIN.fullmatch(written)) if len(written) <= LONGEST else None
    if match is None:
        return None
    return Embedded(match["id"].lower(), bool(match["dirty"] or match["plus"]))
