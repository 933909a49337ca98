"""What a draft plans to measure is measured before it is published."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.ahead import is_ahead
from mkdocs_dossiers.check.example import RAW, Example, Remove, Replace
from mkdocs_dossiers.check.profile import UNLESS_DRAFT, Profile
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="E18",
    slug="evidence/planned",
    stage=Stage.DECLARED,
    severities=UNLESS_DRAFT,
    because="A limit is a test only when it was written down before the numbers: a draft may be committed with claims "
    "and a plan, and nothing of it counts before it is measured.",
    fix="Measure it with dossier record.",
    sources=("D07",),
    waivable=False,
    example=Example(
        red=(
            Replace("status: published", "status: draft"),
            Replace("    sha256: <sha256 of data/tool.json>\n", ""),
            Replace("    environment: host\n", ""),
            Remove(RAW),
        ),
        profile=Profile.DRAFT,
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Say once of each dataset that it is only described."""
    for name in dossier.document.section("data"):
        if is_ahead(dossier, name):
            command = dossier.document.text("data", name, "command") or "COMMAND"
            yield RULE.problem(
                dossier.document,
                dossier.document.key_at("data", name),
                f"The dataset {name} is not measured yet: it has no raw file, digest and environment."
                f"{resting_on(dossier, name)}",
                f"Measure it: dossier record {dossier.reference} {name} -- {command}",
                dataset_scope(dossier, name),
            )
