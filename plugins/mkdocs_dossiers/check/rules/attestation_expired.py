"""The key of a sign-off is still its signer's."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import APPROVED, SIGNERS_FILE, Example, Replace, with_attestation
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.attestation import Standing
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="O04",
    slug="attestation/expired",
    stage=Stage.PROJECT,
    severities=WARNING,
    because="Whoever holds a key that was given up can sign with any date, so what it signed counts no more.",
    fix="Ask for the sign-off again, with a key that holds.",
    sources=("R06", "R01"),
    example=Example(
        red=(
            *with_attestation(),
            Replace("grace@example.org ", 'grace@example.org valid-before="20261122",', SIGNERS_FILE),
        ),
        green=(
            *with_attestation(),
            Replace("grace@example.org ", 'grace@example.org valid-before="20280101",', SIGNERS_FILE),
        ),
        today=APPROVED.replace(year=2027),
    ),
)


def check(project: Project, context: Context) -> Iterator[Problem]:
    """Take what became of each signature."""
    for each, found in context.sign_offs(project, Standing.EXPIRED):
        yield RULE.problem(
            each.document,
            each.document.at("date"),
            found.reason,
            f"Ask {each.signer} to sign again with a key that holds.",
            Scope("attestation", project.name, each.name),
        )
