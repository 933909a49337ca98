"""Nothing that was published where the branch began is changed, removed or unpublished without an erratum."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from mkdocs_dossiers.check.example import DOSSIER, Example, Replace, Uncommitted
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.record import erratum_line, folder_of, line, listed
from mkdocs_dossiers.check.rule import Rule, Run, Stage
from mkdocs_dossiers.model.document import Position
from mkdocs_dossiers.model.dossier import Dossier, Project, Workspace
from mkdocs_dossiers.model.problem import Problem, Scope, Severity
from mkdocs_dossiers.model.published import NAME
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.base import Base
from mkdocs_dossiers.read.folder_digest import LEFT_OUT, folder_digest

RULE = Rule(
    code="H04",
    slug="history/changed",
    stage=Stage.RUN,
    severities=ERROR,
    because="A record that is changed together with the files it protects protects nothing: only the history does.",
    fix="Restore the version, or say in an erratum what changed and which digest it had before.",
    sources=("R04", "R05", "R10"),
    waivable=False,
    example=Example(
        red=(Uncommitted(Replace("title: Sorting and summing", "title: Sorting", DOSSIER)),),
        base="HEAD",
    ),
)


def check(run: Run) -> Iterator[Problem]:
    """Compare the folder of every version that was published in the base with today's."""
    base = run.base
    if base is None:
        return
    for project in base.workspace.projects:
        for dossier in project.dossiers:
            if not dossier.draft:
                yield from _compare(dossier, base, run)


def _compare(dossier: Dossier, base: Base, run: Run) -> Iterator[Problem]:
    whole, reference = run.whole, dossier.reference
    folder = folder_of(whole.root, whole.folder, reference.project, dossier.version)
    was, now = folder_digest(dossier.folder), folder_digest(folder)
    if was == now:
        return
    project = next((found for found in whole.projects if found.name == reference.project), None)
    record = None
    if project is not None and project.published is not None:
        record = project.published.records.get(dossier.version)
    before = _errata_before(base.workspace, dossier)
    new = record.errata[before:] if record is not None else ()
    if any(erratum.was == was for erratum in new):
        return
    changed = sorted(_changed(dossier, base))
    what = f"{reference} was published in {base.ref}, and " + (
        "is gone" if not folder.exists() else f"{listed(changed) or 'something in it'} changed"
    )
    wanted = line(dossier.version, now, dossier.date, dossier.ruleset)[:-1]
    yield RULE.finding(
        f"{dossier.path}/dossier.yaml" if project is not None else whole.folder,
        Position(1, 1),
        f"{what}; no erratum says so.",
        "Restore it. If the change is meant: mend everything else first, then the gate says what to record."
        if _unsettled(reference, run)
        else f"Restore it. Or write into {_record(project, dossier)}, under versions: "
        f"{wanted}, errata: [{erratum_line(was, run.today)}]}}",
        Scope("dossier", str(reference)) if project is not None else Scope("workspace"),
        rejects=False,
    )


def _unsettled(reference: Reference, run: Run) -> bool:
    """Whether the version has errors besides those of its record: what mends them changes the digest again."""
    return any(
        problem.severity is Severity.ERROR and not problem.rule.startswith("history/")
        for problem in run.problems
        if problem.scope.dossier == str(reference)
    )


def _record(project: Project | None, dossier: Dossier) -> str:
    path = project.path if project is not None else str(PurePosixPath(dossier.path).parent)
    return f"{path}/{NAME}"


def _errata_before(workspace: Workspace, dossier: Dossier) -> int:
    """How many errata the version had in the base: those explain older changes."""
    for project in workspace.projects:
        if project.name == dossier.reference.project and project.published is not None:
            record = project.published.records.get(dossier.version)
            return len(record.errata) if record is not None else 0
    return 0


def _changed(dossier: Dossier, base: Base) -> Iterator[str]:
    own = f"{dossier.path}/"
    for path in base.changed:
        inside = path.removeprefix(own)
        if path.startswith(own) and not inside.startswith(f"{LEFT_OUT}/"):
            yield inside
