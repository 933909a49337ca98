"""Whoever signed is on the list of signers, with the key that was used."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import APPROVED, SIGNERS_FILE, Example, Remove, with_attestation
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.attestation import Standing
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="O03",
    slug="attestation/signer",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="Anybody can make a key and call it by any name; the repository's list says whose keys count.",
    fix="Add the key to dossiers/allowed_signers, in a change of its own that somebody else approves of.",
    sources=("R01",),
    example=Example(
        red=(*with_attestation(), Remove(SIGNERS_FILE)), green=with_attestation(), today=APPROVED
    ),
)


def check(project: Project, context: Context) -> Iterator[Problem]:
    """Take what became of each signature.

    A project that was fetched brings sign-offs by people this repository need not know; they only do not count here.
    """
    for each, found in context.sign_offs(project, Standing.UNKNOWN) if project.origin is None else ():
        yield RULE.problem(
            each.document,
            each.document.at("signer"),
            f"{found.reason} The key is {found.key}." if found.key else found.reason,
            "If the key is theirs, add it to the list of signers in a change of its own, and merge that first.",
            Scope("attestation", project.name, each.name),
        )
