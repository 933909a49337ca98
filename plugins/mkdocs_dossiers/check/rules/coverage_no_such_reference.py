"""What was asked for exists."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Rule, Run, Stage
from mkdocs_dossiers.model.document import Position
from mkdocs_dossiers.model.dossier import Workspace
from mkdocs_dossiers.model.problem import Problem, Scope, Severity
from mkdocs_dossiers.model.reference import Reference

RULE = Rule(
    code="N02",
    slug="coverage/no-such-reference",
    stage=Stage.RUN,
    severities=ERROR,
    because="A name that is misspelled must not pass for one that is fine.",
    fix="Name a project, version or claim that exists.",
    sources=("K04",),
    example=Example(red=(), only=("demo@9.9",)),
)

SHOWN = 10
"""Names listed when none is near."""


def check(run: Run) -> Iterator[Problem]:
    """Look for each reference; one that is there and cannot be read has a problem of its own."""
    for wanted in missing(run):
        yield RULE.finding(
            run.workspace.folder,
            Position(1, 1),
            f"There is no {wanted}.",
            nearest(run.whole, wanted),
            Scope("workspace"),
        )


def missing(run: Run) -> list[Reference]:
    """What was asked for and is nowhere."""
    return [wanted for wanted in run.only if not _exists(run.whole, wanted) and not _explained(run, wanted)]


def _exists(workspace: Workspace, wanted: Reference) -> bool:
    if wanted.version is None:
        return any(project.name == wanted.project for project in workspace.projects)
    return any(
        wanted.covers(dossier.reference)
        or _has_claim(wanted, dossier.reference, dossier.document.section("claims"))
        for dossier in workspace.dossiers
    )


def _has_claim(wanted: Reference, dossier: Reference, claims: dict[str, object]) -> bool:
    return (wanted.project, wanted.version) == (dossier.project, dossier.version) and wanted.claim in claims


def _explained(run: Run, wanted: Reference) -> bool:
    names = {wanted.project, str(Reference(wanted.project, wanted.version))}
    return any(
        problem.severity is Severity.ERROR and problem.scope.dossier in names for problem in run.problems
    ) and not any(
        (wanted.project, wanted.version) == (dossier.reference.project, dossier.version)
        for dossier in run.whole.dossiers
    )


def nearest(workspace: Workspace, wanted: Reference) -> str:
    """The names near the first part that is wrong, or else what there is in its place."""
    dossiers = [dossier for dossier in workspace.dossiers if dossier.reference.project == wanted.project]
    claims = {
        name: str(Reference(wanted.project, wanted.version, name))
        for dossier in dossiers
        if dossier.version == wanted.version
        for name in dossier.document.section("claims")
    }
    versions = {dossier.version: str(dossier.reference) for dossier in dossiers}
    projects = {project.name: project.name for project in workspace.projects}
    wrong, there = next(
        (
            (text, names)
            for text, names in (
                (wanted.claim, claims),
                (wanted.version, versions),
                (wanted.project, projects),
            )
            if names and text is not None
        ),
        ("", {}),
    )
    if not there:
        return "There is no project yet: add dossiers/<project>/project.yaml."
    near = difflib.get_close_matches(wrong, there, 3, 0.7)
    if near:
        return f"Did you mean {' or '.join(there[name] for name in near)}?"
    listed = list(there.values())
    more = f", and {len(listed) - SHOWN:,} more" if len(listed) > SHOWN else ""
    return f"There {'are' if len(listed) > 1 else 'is'} {', '.join(listed[:SHOWN])}{more}."
