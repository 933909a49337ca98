"""A sign-off follows its schema."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import APPROVED, Example, with_attestation
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.shape import check_shape
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="S14",
    slug="shape/attestation",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="Who saw what, when and how closely is the least a reader must know of a second pair of eyes.",
    fix="Let `dossier attest` write it; schema/attestation.schema.json describes it.",
    sources=("R01",),
    example=Example(
        red=with_attestation("by: Grace Reviewer\n", ""), green=with_attestation(), today=APPROVED
    ),
)


def check(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare each sign-off with the schema."""
    for each in project.attestations:
        scope = Scope("attestation", project.name, each.name)
        yield from check_shape(each.document, "attestation", scope, rule=RULE.slug)
