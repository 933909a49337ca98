"""A sign-off names a dossier or claim that exists."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.attestations import subject_of
from mkdocs_dossiers.check.example import APPROVED, Example, with_attestation
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.record import listed
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="O01",
    slug="attestation/object",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="A signature under something nobody can look up says nothing.",
    fix="Sign what is there: dossier attest project@version, or project@version/claim.",
    sources=("R01",),
    example=Example(
        red=with_attestation("of: demo@1.0\n", "of: demo@2.0\n"), green=with_attestation(), today=APPROVED
    ),
)


def check(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look each up in the sign-off's own project."""
    for each in project.attestations:
        if not each.of or subject_of(each, project) is not None:
            continue
        known = listed(str(found.reference) for found in project.dossiers) or "none"
        yield RULE.problem(
            each.document,
            each.document.at("of"),
            f"There is no dossier or claim {each.of[:80]!r} in this project.",
            f"Dossiers there are: {known}.",
            Scope("attestation", project.name, each.name),
        )
