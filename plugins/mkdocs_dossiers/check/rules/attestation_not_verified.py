"""Signatures are verified where sign-offs are shown."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import APPROVED, Example, WithoutProgram, with_attestation
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.attestation import Standing
from mkdocs_dossiers.model.document import Position
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="O05",
    slug="attestation/not-verified",
    stage=Stage.PROJECT,
    severities=WARNING,
    because="A signature nobody verified is a line of text; the page says so.",
    fix="Install OpenSSH's ssh-keygen where the gate runs.",
    sources=("R01",),
    example=Example(
        red=(*with_attestation(), WithoutProgram("ssh-keygen")), green=with_attestation(), today=APPROVED
    ),
)


def check(project: Project, context: Context) -> Iterator[Problem]:
    """Take what became of each signature."""
    for each, found in context.sign_offs(project, Standing.UNVERIFIED):
        yield RULE.problem(
            each.document,
            Position(1, 1),
            found.reason,
            "Install OpenSSH where the gate runs.",
            Scope("attestation", project.name, each.name),
        )
