"""What somebody measured again, and whether the claims held there too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.reference import Reference

if TYPE_CHECKING:
    from mkdocs_dossiers.model.dossier import Dossier
    from mkdocs_dossiers.model.measurement import Judgement

FOLDER = "reproductions"
"""The folder of a dossier that holds them."""
MARK = f"/{FOLDER}/"


@dataclass(frozen=True, slots=True)
class Reproduction:
    """A measurement of a dossier's claims by somebody else.

    ``name`` is its folder's. ``evidence`` holds what was measured as a dossier without claims: its reference is
    that of the dossier followed by ``/reproductions/NAME``, which no author can write. ``level`` is ``reproduced``
    (another party, same artefacts) or ``replicated`` (another party, artefacts of its own), after the ACM's
    Artifact Review and Badging 1.1. ``own`` says that everybody who measured is an author of the dossier, which
    the ACM calls repeating.
    """

    name: str
    document: Document
    of: str
    date: str
    by: tuple[str, ...]
    level: str
    note: str | None
    own: bool
    evidence: Dossier


class Outcome(StrEnum):
    """What became of a claim when it was measured again."""

    HELD = "held"
    """The whole interval is on the claimed side there, too."""
    FELL = "fell"
    """The value is on the wrong side there."""
    OPEN = "open"
    """The interval reaches past the limit, or the claim could not be measured there."""


@dataclass(frozen=True, slots=True)
class Remeasured:
    """A claim, measured again. ``reason`` says in words why it could not be, where ``judgement`` is None."""

    claim: Reference
    reproduction: Reproduction
    outcome: Outcome
    judgement: Judgement | None
    reason: str

    @property
    def word(self) -> str:
        """``reproduced``, ``not reproduced`` or ``cannot tell``; by its level, ``replicated``; or ``repeated``."""
        if self.outcome is Outcome.OPEN:
            return "cannot tell"
        word = "repeated" if self.reproduction.own else self.reproduction.level
        return word if self.outcome is Outcome.HELD else f"not {word}"


def dossier_of(scope: str) -> str:
    """The dossier a scope names, also where it names one of its reproductions."""
    return scope.partition(MARK)[0]
