"""Every waiver is for something the gate finds."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import APPROVED, Example, with_waiver
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Rule, Run, Stage
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="A06",
    slug="waiver/unused",
    stage=Stage.RUN,
    severities=WARNING,
    because="A waiver for nothing waits for the flaw it will hide.",
    fix="Remove the waiver, or name exactly what the gate finds.",
    sources=("R09",),
    example=Example(red=with_waiver()[1:], green=with_waiver(), today=APPROVED),
)


def check(run: Run) -> Iterator[Problem]:
    """Look for a finding each waiver is for, where everything of its dossier was looked at."""
    for project in run.workspace.projects:
        for waived in project.waivers:
            target = waived.target
            if target is None or not run.complete(target.dossier):
                continue
            if any(waived.covers(problem) for problem in run.problems):
                continue
            others = sorted(
                {
                    _named(problem)
                    for problem in run.problems
                    if problem.rule == waived.rule and problem.scope.dossier == str(target.dossier)
                }
            )
            yield RULE.problem(
                waived.document,
                waived.document.at("object"),
                f"{waived.rule} has nothing against {waived.object}.",
                f"Name what it is about: {', '.join(others)}." if others else "Remove the waiver.",
                Scope("waiver", project.name, waived.name),
            )


def _named(problem: Problem) -> str:
    scope = problem.scope
    return scope.dossier + {"claim": f"/{scope.name}", "dataset": f"#{scope.name}"}.get(scope.kind, "")
