"""A sign-off is by somebody who neither wrote the dossier nor owns the project."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from mkdocs_dossiers.check.attestations import reproduction_of, subject_of
from mkdocs_dossiers.check.example import APPROVED, Example, with_attestation
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="O07",
    slug="attestation/party",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="Seen by another party means another party: authors have signed by publishing.",
    fix="Ask somebody who is not among the dossier's authors, and not the project's owner.",
    sources=("R01", "R02"),
    example=Example(
        red=with_attestation("by: Grace Reviewer", "by: ada  author"),
        green=with_attestation(),
        today=APPROVED,
    ),
)


def check(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare name and address with the authors and the owner, whatever their case and spacing."""
    for each in project.attestations:
        dossier = subject_of(each, project)
        if dossier is None:
            continue
        scope = Scope("attestation", project.name, each.name)
        names = [*dossier.authors, project.owner]
        if is_one_of(each.by, each.signer, names):
            yield RULE.problem(
                each.document,
                each.document.at("by"),
                f"{each.by} is an author of {dossier.reference}, or owns the project, and cannot sign it off.",
                "Ask somebody else.",
                scope,
            )
        again = reproduction_of(each, dossier)
        if again is not None and again.own:
            yield RULE.problem(
                each.document,
                each.document.at("reproduction", "name"),
                f"{again.name} was measured by the dossier's own authors: that is repeating, by no other party.",
                "Rest it on a reproduction by somebody else.",
                scope,
            )


def is_one_of(name: str, address: str, names: list[str]) -> bool:
    """Whether a person is one of those named, by name or by an address that stands with a name."""
    return any(
        _folded(name) == _folded(known) or (address and address.casefold() in known.casefold())
        for known in names
        if known.strip()
    )


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
