"""A sign-off is signed, and the signature is over this very document."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import APPROVED, SIGN_OFF, Example, Replace, Signed, with_attestation
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.attestation import Standing
from mkdocs_dossiers.model.document import Position
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="O02",
    slug="attestation/signature",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="Without a signature anybody can write that somebody else has looked.",
    fix="Sign again with `dossier attest`, and never edit what is signed.",
    sources=("R01",),
    example=Example(
        red=(*with_attestation(), Signed(Replace("level: evaluated", "level: replicated", SIGN_OFF))),
        green=with_attestation(),
        today=APPROVED,
    ),
)


def check(project: Project, context: Context) -> Iterator[Problem]:
    """Take what became of each signature."""
    for each, found in context.sign_offs(project, Standing.BAD):
        yield RULE.problem(
            each.document,
            Position(1, 1),
            found.reason,
            "Restore the document and its signature, or sign again: dossier attest.",
            Scope("attestation", project.name, each.name),
        )
