"""The way back: what rests on a file, a machine, a commit or a tool, found in one pass over the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from mkdocs_dossiers.audit.resting import claims_on, left_standing, measured_on
from mkdocs_dossiers.environment.comparison import fingerprint
from mkdocs_dossiers.model.dossier import Dataset, Dossier, Environment, Project
from mkdocs_dossiers.model.measurement import RawFile
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reproduction import Reproduction

if TYPE_CHECKING:
    from mkdocs_dossiers.pages.view import ClaimRow, View

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

LISTED = 100
"""Rows of a list on one page: a machine or a tool may have served many years of dossiers."""


@dataclass(frozen=True)
class Captured:
    """An environment that is shown, and its place."""

    dossier: Dossier
    environment: Environment


@dataclass(frozen=True)
class Again:
    """A reproduction that is shown, and the dossier it measured again."""

    dossier: Dossier
    reproduction: Reproduction


@dataclass(frozen=True)
class Held:
    """A raw file that is shown, and its place."""

    dossier: Dossier
    dataset: Dataset
    raw: RawFile


@dataclass(frozen=True)
class Falling:
    """A claim that would fall, and the versions that make it on other evidence."""

    row: ClaimRow
    left: tuple[ClaimRow, ...]


@dataclass(frozen=True)
class Resting:
    """What is shown, newest first: environments by fingerprint, dossiers by project and commit, files by format."""

    machines: Mapping[str, tuple[Captured, ...]]
    commits: Mapping[tuple[str, str], tuple[Dossier, ...]]
    formats: Mapping[str, tuple[Held, ...]]
    marks: Mapping[tuple[str, str], str]
    """The fingerprint of an environment, by its dossier's reference and its name."""
    claims: Mapping[str, int]
    """How many claims rest on a machine, by its fingerprint."""
    again_on: Mapping[str, tuple[Again, ...]] = field(default_factory=dict)
    """What was measured again on a machine, by its fingerprint."""
    again_at: Mapping[tuple[str, str], tuple[Again, ...]] = field(default_factory=dict)
    """What was measured again at a commit, by project and commit."""

    @classmethod
    def of(cls, view: View) -> Resting:
        """Look at everything a view shows, once."""
        machines: dict[str, list[Captured]] = {}
        commits: dict[tuple[str, str], list[Dossier]] = {}
        formats: dict[str, list[Held]] = {}
        marks: dict[tuple[str, str], str] = {}
        claims: Counter[str] = Counter()
        again_on: dict[str, list[Again]] = {}
        again_at: dict[tuple[str, str], list[Again]] = {}
        for project, dossier in _newest_first(view.shown):
            if dossier.subject is not None:
                commits.setdefault((project.name, dossier.subject.commit), []).append(dossier)
            for environment in view.environments(dossier):
                mark = fingerprint(environment.data)
                marks[str(dossier.reference), environment.name] = mark
                claims[mark] += len(rows_on(view, dossier, environment.name))
                machines.setdefault(mark, []).append(Captured(dossier, environment))
            for dataset, raw in view.datasets(dossier):
                formats.setdefault(raw.format or "csv", []).append(Held(dossier, dataset, raw))
            for reproduction in view.reproductions(dossier):
                entry, evidence = Again(dossier, reproduction), reproduction.evidence
                if evidence.subject is not None:
                    again_at.setdefault((project.name, evidence.subject.commit), []).append(entry)
                for mark in {fingerprint(found.data) for found in view.environments(evidence)}:
                    again_on.setdefault(mark, []).append(entry)
        closed = (_closed(machines), _closed(commits), _closed(formats))
        return cls(*closed, marks, claims, _closed(again_on), _closed(again_at))


def rows_on(view: View, dossier: Dossier, environment: str) -> list[ClaimRow]:
    """The claims of a dossier that rest on something measured in an environment."""
    resting = {claim.reference for claim in claims_on(dossier, measured_on(dossier, environment))}
    return [row for row in view.claims(dossier) if row.reference in resting]


@dataclass(frozen=True)
class OnMachine:
    """What is the same on the page of every environment with one fingerprint: the claims that would fall, newest
    first and at most :data:`LISTED`, and in a text all that these pages say of other environments.
    """

    falls: tuple[Falling, ...]
    said: str


def on_machine(view: View, mark: str) -> OnMachine:
    """What rests on all environments with a fingerprint, found once."""
    if mark not in view.on_machines:
        same = view.resting.machines[mark]
        here = [(entry.dossier, entry.environment.name) for entry in same[:LISTED]]
        rows = [row for dossier, name in here for row in rows_on(view, dossier, name)]
        falls = tuple(falling(view, rows[:LISTED]))
        again = view.resting.again_on.get(mark, ())[:LISTED]
        said = [
            [(str(entry.dossier.reference), entry.environment.name) for entry in same],
            [
                (
                    str(entry.dossier.reference),
                    entry.reproduction.name,
                    entry.reproduction.by,
                    entry.reproduction.date,
                )
                for entry in again
            ],
            [[_told(row) for row in (entry.row, *entry.left)] for entry in falls],
            view.resting.claims[mark],
        ]
        view.on_machines[mark] = OnMachine(falls, repr(said))
    return view.on_machines[mark]


def _told(row: ClaimRow) -> tuple[object, ...]:
    """What a list of claims says of one."""
    found = row.judgement.measurement
    return (
        str(row.reference),
        row.claim.says,
        row.judgement.verdict.value,
        (found.value, found.low, found.high, found.unit, found.interval),
    )


def _newest_first(shown: Iterable[tuple[Project, Dossier]]) -> list[tuple[Project, Dossier]]:
    """By project, and in it the newest version first."""
    found: dict[str, list[tuple[Project, Dossier]]] = {}
    for project, dossier in shown:
        found.setdefault(project.name, []).append((project, dossier))
    return [pair for pairs in found.values() for pair in reversed(pairs)]


def _closed(found: Mapping[_Key, list[_Value]]) -> dict[_Key, tuple[_Value, ...]]:
    return {key: tuple(values) for key, values in found.items()}


def falling(view: View, rows: Iterable[ClaimRow]) -> list[Falling]:
    """The claims, each with the other versions that make it and would not fall with them."""
    fallen = {row.reference: row for row in rows}
    projects = {project.name: project for project in view.projects}
    known: dict[Reference, ClaimRow] = {}

    def makers(claim: Reference) -> list[Reference]:
        history = view.history(projects[claim.project], claim.claim or "")
        known.update({row.reference: row for row in history})
        return [row.reference for row in history]

    left = left_standing(fallen, makers)
    return [Falling(row, tuple(known[other] for other in left[claim])) for claim, row in fallen.items()]
