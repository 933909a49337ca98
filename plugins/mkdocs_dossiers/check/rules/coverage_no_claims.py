"""At least one claim was checked."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import VERSION, Example, Remove
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Rule, Run, Stage
from mkdocs_dossiers.check.rules.coverage_no_such_reference import missing
from mkdocs_dossiers.model.document import Position
from mkdocs_dossiers.model.problem import Problem, Scope, Severity

RULE = Rule(
    code="N01",
    slug="coverage/no-claims",
    stage=Stage.RUN,
    severities=ERROR,
    because="A gate that checks nothing passes everything: a wrong path must not look like a clean result.",
    fix="Add a dossier, or correct what keeps its claims from being checked.",
    sources=("K04",),
    example=Example(red=(Remove(VERSION),)),
)


def check(run: Run) -> Iterator[Problem]:
    """Count the claims that were judged; other errors explain that there are none, and fail the gate too.

    A plan, too, explains it, and fails nothing.
    """
    explained = missing(run) or any(problem.severity is Severity.ERROR for problem in run.problems)
    planned = any(problem.rule == "evidence/planned" for problem in run.problems)
    unchanged = run.base is not None and not run.workspace.dossiers
    if run.counts["claims"] == 0 and not explained and not planned and not unchanged:
        yield RULE.finding(
            run.workspace.folder,
            Position(1, 1),
            "Not one claim was checked.",
            "Add a dossier: dossiers/<project>/<version>/dossier.yaml.",
            Scope("workspace"),
        )
