"""A waiver is approved by somebody who did not write the dossier."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from mkdocs_dossiers.check.example import APPROVED, Example, with_waiver
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.problem import Problem, Scope
from mkdocs_dossiers.model.waiver import Target

RULE = Rule(
    code="A03",
    slug="waiver/approver",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="Whoever wrote the dossier cannot be the one who lets it pass.",
    fix="Ask somebody who is not among the dossier's authors.",
    sources=("R09", "R01"),
    example=Example(
        red=with_waiver("approver: Grace Reviewer", "approver: ada  author"),
        green=with_waiver(),
        today=APPROVED,
    ),
)


def check(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare the approver with the authors, whatever the case and spacing of the names."""
    for waived in project.waivers:
        target = waived.target
        dossier = next(
            (found for found in project.dossiers if target is not None and found.reference == target.dossier),
            None,
        )
        if dossier is None or not waived.approver:
            continue
        scope = Scope("waiver", project.name, waived.name)
        if not dossier.authors:
            yield RULE.problem(
                waived.document,
                waived.document.at("object"),
                f"{dossier.reference} names no authors, so nobody can be told to be somebody else.",
                f"Add authors to {dossier.path}/dossier.yaml.",
                scope,
            )
        elif _folded(waived.approver) in {_folded(name) for name in _measured(target, dossier)}:
            yield RULE.problem(
                waived.document,
                waived.document.at("approver"),
                f"{waived.approver} measured what this is about, and cannot approve of its flaws.",
                "Ask somebody who did not.",
                scope,
            )
        elif _folded(waived.approver) in {_folded(author) for author in dossier.authors}:
            yield RULE.problem(
                waived.document,
                waived.document.at("approver"),
                f"{waived.approver} is an author of {dossier.reference}, and cannot approve of its flaws.",
                "Ask somebody who is not among the dossier's authors.",
                scope,
            )


def _measured(target: Target | None, dossier: Dossier) -> tuple[str, ...]:
    """Who measured the reproduction a waiver is about; nobody where it is about the dossier itself."""
    name = target.reproduction if target is not None else None
    return next((found.by for found in dossier.reproductions if found.name == name), ())


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
