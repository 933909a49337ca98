"""What became of one mutation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What happened to a mutation under one way to run the gate."""

    CAUGHT = "caught"
    """A rule says something it did not say before."""
    HARMLESS = "harmless"
    """Nothing was said, and it is proven that no reader is misled."""
    BEYOND = "beyond"
    """Nothing was said, and nothing in a fresh checkout could tell: only the base shows it."""
    SURVIVED = "survived"
    """Nothing was said, and there is no excuse."""
    CRASHED = "crashed"
    """The gate ended in a traceback."""


@dataclass(frozen=True, slots=True)
class Result:
    """How it ended under one way to run the gate: the rules that caught it; proof, excuse or crash in ``why``."""

    fate: Fate
    rules: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One mutation. ``fresh`` is the gate as on a fresh checkout, ``base`` with the state before as its base."""

    number: int
    damage: str
    effort: str
    dossier: str
    what: str
    fresh: Result
    base: Result
    diff: str = ""

    @property
    def unexplained(self) -> bool:
        """Whether it fails the run."""
        return {self.fresh.fate, self.base.fate} & {Fate.SURVIVED, Fate.CRASHED} != set()

    def as_json(self) -> dict[str, object]:
        """Plain data."""
        return {
            "number": self.number,
            "damage": self.damage,
            "effort": self.effort,
            "dossier": self.dossier,
            "what": self.what,
            "fresh": {"fate": self.fresh.fate.value, "rules": list(self.fresh.rules), "why": self.fresh.why},
            "base": {"fate": self.base.fate.value, "rules": list(self.base.rules), "why": self.base.why},
            "diff": self.diff,
        }
