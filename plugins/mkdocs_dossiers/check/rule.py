"""What a rule is, and how the rules are found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from mkdocs_dossiers.measure.job import Examined
from mkdocs_dossiers.model.document import Document, Position
from mkdocs_dossiers.model.dossier import Dossier, Project, Workspace
from mkdocs_dossiers.model.measurement import Judgement
from mkdocs_dossiers.model.problem import Problem, Scope, Severity
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.history import Histories


class Stage(StrEnum):
    """When a rule looks: at what was declared, at what was measured, or at the verdicts."""

    DECLARED = "declared"
    MEASURED = "measured"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at besides the dossier itself."""

    workspace: Workspace
    project: Project
    histories: Histories
    examined: Examined | None = None
    judgements: Mapping[Reference, Judgement] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing the gate insists on. ``slug`` is stable: other programs know rules by it."""

    slug: str
    stage: Stage
    severity: Severity
    because: str

    def problem(
        self,
        document: Document,
        place: Position,
        message: str,
        fix: str,
        scope: Scope,
        severity: Severity | None = None,
        rejects: bool = True,
    ) -> Problem:
        """A finding of this rule."""
        return Problem(
            self.slug,
            severity or self.severity,
            document.path,
            place.line,
            place.column,
            message,
            fix,
            scope,
            rejects,
        )


Check = Callable[[Dossier, Context], Iterator[Problem]]


@lru_cache(maxsize=1)
def rules() -> tuple[tuple[Rule, Check], ...]:
    """Every rule with its function, in the order of the folder listing."""
    package = importlib.import_module("mkdocs_dossiers.check.rules")
    found = []
    for entry in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"{package.__name__}.{entry.name}")
        found.append((module.RULE, module.check))
    return tuple(found)


def claim_scope(dossier: Dossier, claim: str) -> Scope:
    """A problem that takes down one claim."""
    return Scope("claim", str(dossier.reference), claim)


def dataset_scope(dossier: Dossier, dataset: str) -> Scope:
    """A problem that takes down every claim of a dataset."""
    return Scope("dataset", str(dossier.reference), dataset)


def dossier_scope(dossier: Dossier) -> Scope:
    """A problem that takes down every claim of a dossier."""
    return Scope("dossier", str(dossier.reference))


def resting_on(dossier: Dossier, dataset: str) -> str:
    """A sentence that names the claims resting on a dataset."""
    names = [
        name
        for name, section in dossier.document.section("claims").items()
        if isinstance(section, dict) and dataset in _datasets(section)
    ]
    if not names:
        return ""
    verb = "rests" if len(names) == 1 else "rest"
    return f" {'The claim' if len(names) == 1 else 'The claims'} {', '.join(names)} {verb} on it."


def _datasets(section: Mapping[str, object]) -> set[str]:
    ratio = section.get("ratio")
    texts = [section.get("of")] + ([ratio.get("of"), ratio.get("to")] if isinstance(ratio, dict) else [])
    return {text.partition("/")[0] for text in texts if isinstance(text, str)}
