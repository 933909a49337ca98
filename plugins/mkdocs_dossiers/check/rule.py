"""What a rule is, and how the rules are found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from mkdocs_dossiers.check.example import Example
from mkdocs_dossiers.check.families import FAMILIES, Family
from mkdocs_dossiers.check.profile import Profile, Severities
from mkdocs_dossiers.check.ruleset import RULESETS
from mkdocs_dossiers.measure.job import Examined
from mkdocs_dossiers.model.attestation import Attestation, Standing, Verified
from mkdocs_dossiers.model.document import Document, Position
from mkdocs_dossiers.model.dossier import Dossier, Form, Project, Workspace
from mkdocs_dossiers.model.measurement import Judgement, RawFile
from mkdocs_dossiers.model.problem import Problem, Scope, Severity
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reproduction import Remeasured
from mkdocs_dossiers.read.base import Base
from mkdocs_dossiers.read.history import Histories


class Stage(StrEnum):
    """When a rule looks, and at what."""

    PROJECT = "project"
    """At a project: ``check(project, context)``. What is found here comes before everything else."""
    DECLARED = "declared"
    """At a dossier as it was declared: ``check(dossier, context)``."""
    MEASURED = "measured"
    """At a dossier and its raw files, in ``context.examined``."""
    JUDGED = "judged"
    """At a dossier and its verdicts, in ``context.judgements``."""
    SEALED = "sealed"
    """At a dossier when all else is found: ``check(dossier, context)``, what was found in ``context.found``."""
    RUN = "run"
    """At everything that was found: ``check(run)``."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at besides the dossier itself.

    ``workspace`` and ``project`` are whole, also when only a part is checked. ``holders`` maps the digest of a
    raw file to the dossiers that declare it. ``profile`` is that of the run,
    ``today`` the day the gate runs on, in UTC.
    """

    workspace: Workspace
    project: Project
    histories: Histories
    examined: Examined | None = None
    judgements: Mapping[Reference, Judgement] = field(default_factory=dict)
    holders: Mapping[str, tuple[Dossier, ...]] = field(default_factory=dict)
    profile: Profile = Profile.PUBLISH
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    rulesets: Mapping[int, date] = field(default_factory=lambda: RULESETS)

    @property
    def files(self) -> Mapping[str, RawFile]:
        """The dossier's raw files as found, by dataset; none before they are measured."""
        return self.examined.files if self.examined is not None else {}

    base: Base | None = None
    """The dossiers as they were, when only what changed since is checked."""
    found: tuple[Problem, ...] = ()
    """What was found in the dossier so far, for rules that look last."""
    signatures: Mapping[str, Verified] = field(default_factory=dict)
    """What the signatures of sign-offs are worth, by the paths of their documents."""
    voids: Mapping[str, str] = field(default_factory=dict)
    """Why what a sign-off saw is not what stands there, by the path of its document; once everything is measured."""

    def sign_offs(self, project: Project, standing: Standing) -> Iterator[tuple[Attestation, Verified]]:
        """The sign-offs of a project whose signature is worth this, each with what verifying it found."""
        for attestation in project.attestations:
            found = self.signatures.get(attestation.path)
            if found is not None and found.standing is standing:
                yield attestation, found


@dataclass(frozen=True, slots=True)
class Run:
    """What rules about the whole run look at: what was asked for, counted and found.

    ``workspace`` holds only what was asked for, ``whole`` everything.
    """

    workspace: Workspace
    whole: Workspace
    only: tuple[Reference, ...]
    counts: Mapping[str, int]
    problems: tuple[Problem, ...]
    base: Base | None = None
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    remeasured: Mapping[Reference, tuple[Remeasured, ...]] = field(default_factory=dict)
    """What became of claims when others measured them again."""
    judgements: Mapping[Reference, Judgement] = field(default_factory=dict)
    """The verdicts of the claims that were looked at."""

    def complete(self, dossier: Reference) -> bool:
        """Whether everything of a dossier was looked at."""
        return not self.only or any(wanted.covers(dossier) for wanted in self.only)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing the gate insists on. ``code`` and ``slug`` are stable: other programs know rules by them.

    ``because`` says why in one sentence, ``fix`` how to mend it in general. ``sources`` says who asks for it:
    line ids of the list in ``sources.yaml``, and public rule books. ``since`` is the ruleset in which it came.
    ``waivable`` is whether somebody may accept a finding for a while, where its family allows that.
    """

    code: str
    slug: str
    stage: Stage
    severities: Severities
    because: str
    fix: str
    example: Example
    sources: tuple[str, ...] = ()
    since: int = 1
    waivable: bool = True

    @property
    def asks(self) -> str:
        """What it asks for, in one sentence: the first of its module."""
        return _asked()[self.slug]

    @property
    def severity(self) -> Severity:
        """What a finding weighs when a dossier is published."""
        return self.severities.publish

    @property
    def family(self) -> Family:
        """The family its slug names."""
        return FAMILIES[self.slug.partition("/")[0]]

    @property
    def can_be_waived(self) -> bool:
        """Whether a waiver for it counts."""
        return self.waivable and self.family.waivable

    def problem(
        self,
        document: Document,
        place: Position,
        message: str,
        fix: str,
        scope: Scope,
        rejects: bool = True,
    ) -> Problem:
        """A finding of this rule. The gate weighs it by profile, ruleset and waivers."""
        return self.finding(document.path, place, message, fix, scope, rejects)

    def finding(
        self, path: str, place: Position, message: str, fix: str, scope: Scope, rejects: bool = True
    ) -> Problem:
        """As :meth:`problem`, where there is no document to point into."""
        return Problem(self.slug, self.severity, path, place.line, place.column, message, fix, scope, rejects)


Check: TypeAlias = Callable[..., Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Duty:
    """A function of a rule, and the stage it is called in. A rule that other code finds has none.

    ``asks`` is the first sentence of the module's docstring: what the rule asks for.
    """

    rule: Rule
    stage: Stage
    check: Check | None
    asks: str


@lru_cache(maxsize=1)
def duties() -> tuple[Duty, ...]:
    """Every rule's functions, in the order of the folder listing.

    A module may hold, besides ``check``, the function ``check_project``, which looks at projects.
    """
    package = importlib.import_module("mkdocs_dossiers.check.rules")
    found = []
    for entry in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"{package.__name__}.{entry.name}")
        rule: Rule = module.RULE
        asks = (module.__doc__ or "").partition("\n\n")[0].replace("\n", " ").strip()
        if hasattr(module, "check_project"):
            found.append(Duty(rule, Stage.PROJECT, module.check_project, asks))
        found.append(Duty(rule, rule.stage, getattr(module, "check", None), asks))
    return tuple(found)


@lru_cache(maxsize=1)
def rules() -> tuple[tuple[Rule, Check | None], ...]:
    """Every rule once, by code, with its function (None where it is found by other code)."""
    found = {duty.rule.slug: (duty.rule, duty.check) for duty in duties()}
    return tuple(sorted(found.values(), key=lambda pair: pair[0].code))


@lru_cache(maxsize=1)
def _asked() -> dict[str, str]:
    return {duty.rule.slug: duty.asks for duty in duties()}


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
    texts = [section.get("of")] + [
        value.get(key)
        for form in Form
        if isinstance(value := section.get(form.value), dict)
        for key in ("of", "to")
    ]
    return {text.partition("/")[0] for text in texts if isinstance(text, str)}
