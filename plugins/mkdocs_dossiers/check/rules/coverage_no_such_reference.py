"""What was asked for exists."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example
from mkdocs_dossiers.check.near import nearest
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
