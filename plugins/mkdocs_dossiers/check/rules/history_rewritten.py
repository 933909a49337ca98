"""What a record said where the branch began is still said."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import PUBLISHED, Example, Remove, Uncommitted
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Rule, Run, Stage
from mkdocs_dossiers.model.document import Position
from mkdocs_dossiers.model.dossier import Project, Workspace
from mkdocs_dossiers.model.problem import Problem, Scope
from mkdocs_dossiers.model.published import Published, Record

RULE = Rule(
    code="H05",
    slug="history/rewritten",
    stage=Stage.RUN,
    severities=ERROR,
    because="Errata, withdrawals and digests are what a reader holds a site to; they are added to, never taken back.",
    fix="Put back what was there, and add to it instead.",
    sources=("R04", "R05"),
    waivable=False,
    example=Example(red=(Uncommitted(Remove(PUBLISHED)),), base="HEAD"),
)


def check(run: Run) -> Iterator[Problem]:
    """Compare every record of the base with today's."""
    if run.base is None:
        return
    for project in run.base.workspace.projects:
        if project.published is not None:
            yield from _compare(project.published, project, run.whole)


def _compare(was: Published, before: Project, whole: Workspace) -> Iterator[Problem]:
    project = next((found for found in whole.projects if found.name == before.name), None)
    now = project.published if project is not None else None
    scope = Scope("project", before.name) if project is not None else Scope("workspace")

    def problem(message: str, *pointer: str) -> Problem:
        path = was.path if project is not None else whole.folder
        place = now.document.at(*pointer) if now is not None else Position(1, 1)
        return RULE.finding(
            path, place, message, "Put back what was there, and add to it instead.", scope, rejects=False
        )

    if now is None:
        if was.records or was.withdrawn:
            yield problem(f"The record {was.path} is gone, or cannot be read.")
        return
    for version, record in was.records.items():
        found = now.records.get(version)
        if found is None:
            yield problem(f"The record of {version} is gone.", "versions")
        else:
            for what in _rewritten(record, found):
                yield problem(f"The record of {version} was rewritten: {what}.", "versions", version)
    for claim, entry in was.withdrawn.items():
        if now.withdrawn.get(claim) != entry:
            word = "changed" if claim in now.withdrawn else "gone"
            yield problem(f"The withdrawal of {claim} is {word}.", "withdrawn", claim)


def _rewritten(was: Record, now: Record) -> Iterator[str]:
    """What of a record is not as it was. Its digest may be another one after a new erratum."""
    kept, added = now.errata[: len(was.errata)], now.errata[len(was.errata) :]
    if kept != was.errata:
        yield "an erratum is gone or changed"
    if (now.date, now.ruleset) != (was.date, was.ruleset):
        yield f"it said {was.date} and ruleset {was.ruleset}"
    before = added[0].was if added else now.digest
    if kept == was.errata and before != was.digest:
        yield f"it said the digest {was.digest}, and no new erratum follows from that"
