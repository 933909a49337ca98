"""A waiver names a dossier, claim or dataset that exists."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import APPROVED, Example, with_waiver
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="A02",
    slug="waiver/object",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="A waiver for something that is not there yet is a blank cheque.",
    fix="Write object: project@version, project@version/claim or project@version#dataset; for a reproduction, "
    "project@version/reproductions/name, or that with #dataset.",
    sources=("R09",),
    example=Example(red=with_waiver("#tool", "#tol"), green=with_waiver(), today=APPROVED),
)


def check(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look each object up in the waiver's own project."""
    for waived in project.waivers:
        target = waived.target
        dossier = next(
            (found for found in project.dossiers if target is not None and found.reference == target.dossier),
            None,
        )
        if dossier is None or target is None:
            known = ", ".join(str(found.reference) for found in project.dossiers) or "none"
            message, fix = f"There is no dossier {waived.object!r} in this project.", f"There are: {known}."
        elif target.claim is not None and target.claim not in dossier.document.section("claims"):
            message = f"{dossier.reference} has no claim {target.claim!r}."
            fix = f"There are: {', '.join(dossier.document.section('claims')) or 'none'}."
        elif target.reproduction is not None:
            again = next(
                (found for found in dossier.reproductions if found.name == target.reproduction), None
            )
            held = again.document.section("data") if again is not None else {}
            if again is not None and (target.dataset is None or target.dataset in held):
                continue
            names = held if again is not None else [found.name for found in dossier.reproductions]
            what = (
                f"dataset {target.dataset!r}"
                if again is not None
                else f"reproduction {target.reproduction!r}"
            )
            message = f"{again.name if again is not None else dossier.reference} has no {what}."
            fix = f"There are: {', '.join(names) or 'none'}."
        elif target.dataset is not None and target.dataset not in dossier.document.section("data"):
            message = f"{dossier.reference} has no dataset {target.dataset!r}."
            fix = f"There are: {', '.join(dossier.document.section('data')) or 'none'}."
        else:
            continue
        if waived.object:
            place = waived.document.at("object")
            yield RULE.problem(
                waived.document, place, message, fix, Scope("waiver", project.name, waived.name)
            )
