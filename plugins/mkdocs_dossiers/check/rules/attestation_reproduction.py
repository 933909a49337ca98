"""A sign-off at the level of reproduced or replicated rests on a measurement that is there, and that came out so."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.attestations import reproduction_of, subject_of
from mkdocs_dossiers.check.example import APPROVED, Example, with_attestation
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Run, Stage
from mkdocs_dossiers.model.attestation import Attestation, Level
from mkdocs_dossiers.model.document import Position
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.problem import Problem, Scope
from mkdocs_dossiers.model.reproduction import Outcome, Remeasured

RULE = Rule(
    code="O08",
    slug="attestation/reproduction",
    stage=Stage.RUN,
    severities=ERROR,
    because="Whoever says that it came out again has measured it, and everybody can look at what came out.",
    fix="Commit the reproduction, and name it: dossier attest --reproduction NAME. Or sign at the level evaluated.",
    sources=("R03", "R01"),
    example=Example(
        red=with_attestation("level: evaluated", "level: reproduced"),
        green=with_attestation(),
        today=APPROVED,
    ),
)


def check_project(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for the reproduction, and compare the levels."""
    for each in project.attestations:
        dossier = subject_of(each, project)
        if dossier is not None and each.level in (Level.REPRODUCED, Level.REPLICATED):
            yield from _missing(each, dossier)


def _missing(each: Attestation, dossier: Dossier) -> Iterator[Problem]:
    again = reproduction_of(each, dossier)
    known = ", ".join(found.name for found in dossier.reproductions) or "none"
    if again is None:
        named = f" {each.reproduction!r}" if each.reproduction else ""
        yield _problem(
            each,
            each.document.at("reproduction", "name"),
            f"{dossier.reference} has no reproduction{named} that it could rest on.",
            f"There are: {known}.",
        )
    elif again.level != each.level:
        yield _problem(
            each,
            each.document.at("level"),
            f"It says {each.level}, and {again.name} says {again.level or 'nothing'}.",
            f"Write the level of the reproduction: --level {again.level or 'reproduced'}.",
        )


def check(run: Run) -> Iterator[Problem]:
    """Compare what is signed with what became of the claims there."""
    for project in run.workspace.projects:
        for each in project.attestations:
            dossier = subject_of(each, project)
            if dossier is None or each.level == Level.EVALUATED or not run.complete(dossier.reference):
                continue
            entries = [
                entry
                for reference, found in run.remeasured.items()
                if each.reference is not None and each.reference.covers(reference)
                for entry in found
                if entry.reproduction.name == each.reproduction
            ]
            if reproduction_of(each, dossier) is not None and (why := _not_so(entries)):
                yield _problem(
                    each,
                    each.document.at("level"),
                    f"It says {each.level}, but {why} in {each.reproduction}.",
                    "Sign what came out: single claims that held, or the level evaluated.",
                )


def _not_so(entries: list[Remeasured]) -> str:
    """Why the claims did not come out again, in words; empty where they did."""
    fallen = [str(entry.claim.claim) for entry in entries if entry.outcome is Outcome.FELL]
    if fallen:
        return f"{', '.join(fallen[:5])} did not hold"
    return "" if any(entry.outcome is Outcome.HELD for entry in entries) else "no claim of it held"


def _problem(each: Attestation, place: Position, message: str, fix: str) -> Problem:
    return RULE.problem(each.document, place, message, fix, Scope("attestation", each.project, each.name))
