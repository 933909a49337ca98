"""Every file of a dossier is as it was last committed."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace, Uncommitted
from mkdocs_dossiers.check.kept import files_of
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.document import Position
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="E13",
    slug="evidence/committed",
    stage=Stage.DECLARED,
    severities=WARNING,
    because="What is published from one workstation must be what everybody else gets from the repository.",
    fix="Commit the dossier as it is.",
    sources=("G02", "R04"),
    waivable=False,
    example=Example(red=(Uncommitted(Replace("title: Sorting and summing", "title: Sorting")),)),
)

SHOWN = 5
"""Files that are named."""


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare each file with the last commit."""
    history = context.histories.own
    committed = history.committed(context.workspace.root / context.workspace.folder)
    if not history.exists or history.trouble is not None:
        return
    changed = [
        file
        for file in files_of(dossier, context.project)
        if str(file.place) in committed.changed and str(file.place) in history.tracked
    ]
    if changed:
        names = ", ".join(file.name for file in changed[:SHOWN])
        more = f" and {len(changed) - SHOWN} more" if len(changed) > SHOWN else ""
        yield RULE.problem(
            dossier.document,
            Position(1, 1),
            f"Not as in the last commit: {names}{more}.",
            "Commit the dossier as it is, or restore it.",
            dossier_scope(dossier),
        )
