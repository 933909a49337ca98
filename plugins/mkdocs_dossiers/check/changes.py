"""What a branch does to the claims: added, changed, removed, and verdicts that moved."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mkdocs_dossiers.cache.store import Cache
from mkdocs_dossiers.check.gate import Report, rejected_claims, run_gate
from mkdocs_dossiers.environment.comparison import fingerprint
from mkdocs_dossiers.environment.one_line import summary
from mkdocs_dossiers.model.dossier import Dossier, Environment, Workspace
from mkdocs_dossiers.model.measurement import Judgement
from mkdocs_dossiers.model.reference import Reference, version_key
from mkdocs_dossiers.read.base import Base


@dataclass(frozen=True, slots=True)
class State:
    """A claim in one of the two reports; ``judgement`` is None where the gate rejected it."""

    reference: Reference
    says: str
    judgement: Judgement | None
    reason: str
    """Why the verdict is what it is, or what the claim was rejected for."""

    @property
    def verdict(self) -> str:
        """The verdict's word, or ``rejected``."""
        return self.judgement.verdict.value if self.judgement is not None else "rejected"


@dataclass(frozen=True, slots=True)
class Difference:
    """One key of a claim, or of what it rests on, as it was and as it is; None where it stands nowhere."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that is in both reports, and is not the same."""

    before: State
    after: State
    differences: tuple[Difference, ...]

    @property
    def moved(self) -> bool:
        """Whether the verdict is another one."""
        return self.before.verdict != self.after.verdict


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened to the claims, each list in order of reference."""

    added: tuple[State, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[State, ...] = ()
    unreadable: tuple[str, ...] = ()
    """The dossiers that cannot be read as they were: their claims count as added."""

    @property
    def moved(self) -> tuple[Change, ...]:
        """The claims whose verdict is another one."""
        return tuple(change for change in self.changed if change.moved)


def report_before(
    base: Base,
    after: Report,
    clones: Mapping[str, Path] | None = None,
    cache: Cache | None = None,
) -> Report | None:
    """The gate's report on the dossiers that today's are compared with, as they were in the base.

    None when there were none.
    """
    wanted = {
        counterpart
        for dossier in after.workspace.dossiers
        if (counterpart := counterpart_of(dossier.reference, base.workspace)) is not None
    }
    wanted |= gone(base.workspace, after.workspace)
    if not wanted:
        return None
    only = sorted(wanted, key=str)
    return run_gate(base.root, base.folder, only, clones, profile=after.profile, cache=cache)


def changes_since(
    base: Base, after: Report, clones: Mapping[str, Path] | None = None, cache: Cache | None = None
) -> Changes:
    """What happened to the claims since the base."""
    found = compare(report_before(base, after, clones, cache), after)
    return replace(found, unreadable=tuple(_unreadable(base, after.workspace)))


def _unreadable(base: Base, after: Workspace) -> Iterator[str]:
    known = {dossier.reference for dossier in base.workspace.dossiers}
    for dossier in after.dossiers:
        if not base.is_new(dossier.reference) and dossier.reference not in known:
            yield str(dossier.reference)


def counterpart_of(dossier: Reference, before: Workspace) -> Reference | None:
    """What a dossier is compared with: itself as it was, or for a new one the version before it."""
    known = [each.reference for each in before.dossiers if each.reference.project == dossier.project]
    if dossier in known:
        return dossier
    own = version_key(dossier.version or "")
    older = [each for each in known if version_key(each.version or "") < own]
    return max(older, key=lambda each: version_key(each.version or ""), default=None)


def gone(before: Workspace, after: Workspace) -> set[Reference]:
    """The dossiers whose folder is there no more."""
    return {
        dossier.reference
        for dossier in before.dossiers
        if not (after.root / after.folder / dossier.reference.project / dossier.version).exists()
    }


def compare(before: Report | None, after: Report) -> Changes:
    """Hold two reports against each other, claim by claim.

    A dossier is compared with itself, a new version with the one before it: there, claims that are not in the
    new version count as removed. Against nothing (None), every claim is an added one.
    """
    added: list[State] = []
    changed: list[Change] = []
    if before is None:
        states = (_states(after, dossier).values() for dossier in after.workspace.dossiers)
        return Changes(added=tuple(state for each in states for state in each))
    removed = [
        state
        for reference in sorted(gone(before.workspace, after.workspace), key=str)
        for state in _states(before, before.dossier(reference)).values()
    ]
    for dossier in after.workspace.dossiers:
        counterpart = counterpart_of(dossier.reference, before.workspace)
        old = before.dossier(counterpart) if counterpart is not None else None
        was = _states(before, old) if old is not None else {}
        now = _states(after, dossier)
        added += [state for name, state in now.items() if name not in was]
        removed += [state for name, state in was.items() if name not in now]
        for name in now:
            if old is not None and name in was:
                change = Change(was[name], now[name], tuple(_differences(name, old, dossier)))
                if change.differences or change.moved:
                    changed.append(change)
    return Changes(tuple(added), tuple(changed), tuple(removed))


_NEAR = (
    "claim",
    "dataset",
    "environment",
    "dossier",
    "project",
    "workspace",
    "reproduction",
    "waiver",
    "attestation",
)
"""What is at fault, the nearest to a claim first: that is its own reason, and not all claims' alike."""


def _states(report: Report, dossier: Dossier) -> dict[str, State]:
    found = {}
    rejected = rejected_claims(dossier, report.problems)
    for name in sorted(dossier.document.section("claims")):
        reference = Reference(dossier.reference.project, dossier.reference.version, name)
        says = dossier.document.text("claims", name, "says") or ""
        judgement = report.judgements.get(reference)
        against = rejected.get(name, [])
        nearest = min(against, key=lambda problem: _NEAR.index(problem.scope.kind), default=None)
        reason = judgement.reason if judgement is not None else nearest.message if nearest is not None else ""
        found[name] = State(reference, says, judgement, reason)
    return found


def _differences(claim: str, old: Dossier, new: Dossier) -> Iterator[Difference]:
    """What differs in the claim itself, and in the datasets and the commit it rests on."""
    yield from keys("", old.document.find("claims", claim), new.document.find("claims", claim))
    datasets = dict.fromkeys(
        name for dossier in (old, new) if claim in dossier.claims for name in dossier.claims[claim].datasets
    )
    for name in datasets:
        yield from keys(f"{name}: ", old.document.find("data", name), new.document.find("data", name))
    before, after = (dossier.document.find("subject", "commit") for dossier in (old, new))
    if before != after:
        yield Difference("commit", _text(before), _text(after))
    yield from _environments(
        {_environment_of(dossier, name) for dossier in (old, new) for name in datasets}, old, new
    )
    yield from recipe(old, new)


def _environment_of(dossier: Dossier, dataset: str) -> str:
    return dossier.document.text("data", dataset, "environment") or ""


def _environments(names: set[str], old: Dossier, new: Dossier) -> Iterator[Difference]:
    """Environments a claim rests on that came, went, or say something else."""
    for name in sorted(names - {""}):
        was, now = (dossier.environments.get(name) for dossier in (old, new))
        before, after = (_described(each) for each in (was, now))
        if before != after:
            yield Difference(f"environment {name}", before, after)
        elif was is not None and now is not None and was.data != now.data:
            yield Difference(f"environment {name}", before, "the same material fields, other details")


def _described(environment: Environment | None) -> str | None:
    if environment is None:
        return None
    return f"{summary(dict(environment.data))} ({fingerprint(dict(environment.data))[:12]})"


def recipe(old: Dossier, new: Dossier) -> Iterator[Difference]:
    """Steps of the recipe that came, went or run something else."""
    was, now = ([f"{step.does}: {step.run}" for step in dossier.recipe.steps] for dossier in (old, new))
    matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            gone, come = "; ".join(was[start:end]), "; ".join(now[first:last])
            yield Difference(f"recipe, step {min(start, first) + 1}", gone or None, come or None)


def keys(prefix: str, old: Any, new: Any) -> Iterator[Difference]:
    """The keys of two mappings that differ; anything else counts as an empty one."""
    before = old if isinstance(old, dict) else {}
    after = new if isinstance(new, dict) else {}
    for key in dict.fromkeys([*before, *after]):
        if before.get(key) != after.get(key):
            yield Difference(f"{prefix}{key}", _text(before.get(key)), _text(after.get(key)))


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_text(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(str(_text(each)) for each in value)
    return str(value)
