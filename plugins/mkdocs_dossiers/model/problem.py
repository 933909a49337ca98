"""What the gate says when something is wrong: where, what, and what a person can do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs. Errors fail the gate, warnings fail it under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a dossier a problem is about: what an error there takes down with it.

    ``kind`` is ``"workspace"``, ``"project"``, ``"dossier"``, ``"dataset"``, ``"environment"``,
    ``"reproduction"``, ``"claim"``, ``"waiver"`` or ``"attestation"``; ``name`` is the id within the dossier (empty
    where there is none); ``dossier`` is the reference ``project@version``, or the project's name, or empty.
    """

    kind: str
    dossier: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of the gate. ``line`` and ``column`` count from 1."""

    rule: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    fix: str
    scope: Scope = Scope("workspace")
    rejects: bool = True
    """Whether an error takes its claims out of the site. A refuted claim is an error, and is shown."""
    excuse: str = ""
    """Why it does not fail although its rule would: ``"waived"``, ``"ruleset"``, or empty."""

    @property
    def order(self) -> tuple[bool, str, int, int, str, str]:
        """Sort key: by place, then rule, so that two runs print the same bytes; what is about all comes last."""
        return (self.rule.startswith("coverage/"), self.path, self.line, self.column, self.rule, self.message)

    def as_json(self) -> dict[str, str | int]:
        """The contract's seven keys."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "message": self.message,
            "fix": self.fix,
        }


class Refused(Exception):  # noqa: N818 - the gate's own word
    """A file that cannot be read as what it should be, with the problem to show for it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that fail the gate."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]
