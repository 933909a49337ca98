"""What was signed off is what stands there."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.attestations import subject_of
from mkdocs_dossiers.check.example import APPROVED, OTHER_DIGEST, Example, with_attestation
from mkdocs_dossiers.check.profile import ADVICE
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="O06",
    slug="attestation/void",
    stage=Stage.SEALED,
    severities=ADVICE,
    because="Whoever signed saw other bytes than a reader does; nobody knows what they would say of these.",
    fix="Ask for the sign-off again; until then every page shows it as void.",
    sources=("R01", "R05"),
    example=Example(
        red=with_attestation("<digest of 1.0>", OTHER_DIGEST), green=with_attestation(), today=APPROVED
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Take how the digests compare."""
    for each in context.project.attestations:
        why = context.voids.get(each.path)
        subject = subject_of(each, context.project)
        if why is not None and subject is not None and subject.reference == dossier.reference:
            yield RULE.problem(
                each.document,
                each.document.at("digest"),
                f"The sign-off of {each.by or each.signer} on {each.of} is void. {why}",
                f"Ask for it again: dossier attest {each.of}.",
                Scope("attestation", dossier.reference.project, each.name),
            )
