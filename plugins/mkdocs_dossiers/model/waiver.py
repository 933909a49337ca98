"""Waivers: findings somebody else than the author has decided to live with, for a while."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.model.reference import ID, VERSION, Reference

_OBJECT = re.compile(rf"(?P<dossier>{ID}@{VERSION})(?:/(?P<claim>{ID})|#(?P<dataset>{ID}))?")


@dataclass(frozen=True, slots=True)
class Target:
    """What a waiver is about: a dossier as a whole, one of its claims, or one of its datasets."""

    dossier: Reference
    claim: str | None = None
    dataset: str | None = None

    @classmethod
    def parse(cls, text: str) -> Target | None:
        """Read ``project@version``, ``project@version/claim`` or ``project@version#dataset``."""
        match = _OBJECT.fullmatch(text)
        reference = Reference.parse(match["dossier"]) if match else None
        return cls(reference, match["claim"], match["dataset"]) if match and reference else None

    def is_about(self, problem: Problem) -> bool:
        """Whether a finding is about exactly this. Claims and datasets are named by themselves, so that a
        waiver for a dossier covers no claim that is added later.
        """
        scope = problem.scope
        if scope.dossier != str(self.dossier):
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
