"""Every published dossier is on record with the digest of its files."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import PUBLISHED, Example, Remove
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.record import digest_of, line, record_of, record_path
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="H02",
    slug="history/recorded",
    stage=Stage.MEASURED,
    severities=WARNING,
    because="Without the digest of what was published nobody can tell later whether it was changed.",
    fix="Paste the line the gate prints into published.yaml of the project, under versions.",
    sources=("R04", "D02", "SPEC CPU2017"),
    waivable=False,
    example=Example(red=(Remove(PUBLISHED),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look for the dossier's record."""
    project = context.project
    if dossier.draft or record_of(dossier, project) is not None:
        return
    entry = line(dossier.version, digest_of(dossier, context), dossier.date, dossier.ruleset)
    path = record_path(project)
    where = (
        f"Create {path} with the lines schema: 1 and versions:, and indented below"
        if project.published is None
        else f"Write into {path}, indented below versions:"
    )
    yield RULE.problem(
        dossier.document,
        dossier.document.at("status"),
        f"{dossier.reference} is published, and {path} has no record of it.",
        f"{where}, {entry}",
        dossier_scope(dossier),
        rejects=False,
    )
