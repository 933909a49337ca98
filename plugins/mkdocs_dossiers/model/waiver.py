"""Waivers: findings somebody else than the author has decided to live with, for a while."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.problem import Problem, Scope
from mkdocs_dossiers.model.reference import ID, VERSION, Reference
from mkdocs_dossiers.model.reproduction import MARK

_OBJECT = re.compile(
    rf"(?P<dossier>{ID}@{VERSION})"
    rf"(?:/(?P<claim>{ID})|(?:{MARK}(?P<again>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}-{ID}))?(?:#(?P<dataset>{ID}))?)"
)


@dataclass(frozen=True, slots=True)
class Target:
    """What a waiver is about: a dossier as a whole, one of its claims, or one of its datasets; or one of its
    reproductions as a whole, or a dataset of that.
    """

    dossier: Reference
    claim: str | None = None
    dataset: str | None = None
    reproduction: str | None = None

    @classmethod
    def parse(cls, text: str) -> Target | None:
        """Read ``project@version``, ``project@version/claim`` or ``project@version#dataset``.

        ``/reproductions/NAME`` may stand behind the version, unless a claim does.
        """
        match = _OBJECT.fullmatch(text)
        reference = Reference.parse(match["dossier"]) if match else None
        found = (match["claim"], match["dataset"], match["again"]) if match else ()
        return cls(reference, *found) if reference else None

    def is_about(self, problem: Problem) -> bool:
        """Whether a finding is about exactly this. Claims and datasets are named by themselves, so that a
        waiver for a dossier covers no claim that is added later.
        """
        scope = problem.scope
        if self.reproduction is not None and scope == Scope(
            "reproduction", str(self.dossier), self.reproduction
        ):
            return self.dataset is None
        of = "" if self.reproduction is None else f"{MARK}{self.reproduction}"
        if scope.dossier != f"{self.dossier}{of}":
            return False
        if self.claim is not None:
            return (scope.kind, scope.name) == ("claim", self.claim)
        if self.dataset is not None:
            return (scope.kind, scope.name) == ("dataset", self.dataset)
        return scope.kind in ("dossier", "environment", "reproduction")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One file ``dossiers/<project>/waivers/<name>.yaml``, as written; empty where a key is missing.

    ``date`` and ``expires`` are days such as 2026-11-21; it holds up to and including the last.
    """

    name: str
    project: str
    path: str
    document: Document
    rule: str
    object: str
    reason: str
    approver: str
    date: str
    expires: str

    @property
    def target(self) -> Target | None:
        """What it is about; None when the text is no such thing."""
        return Target.parse(self.object)

    def covers(self, problem: Problem) -> bool:
        """Whether a finding is one this waiver was written for."""
        target = self.target
        return problem.rule == self.rule and target is not None and target.is_about(problem)
