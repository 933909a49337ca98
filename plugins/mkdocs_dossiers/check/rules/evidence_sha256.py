"""Every dataset has the digest of its raw file."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.ahead import is_ahead
from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.found import missing
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="E03",
    slug="evidence/sha256",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="Without its digest nobody can tell whether a raw file is still the one that was measured.",
    fix="Add sha256: what sha256sum prints for the file.",
    sources=("D02",),
    waivable=False,
    example=Example(red=(Replace("    sha256: <sha256 of data/tool.json>\n", ""),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for the key ``sha256``; a dataset without any evidence is not measured yet, and told so once."""
    ahead = [name for name in dossier.document.section("data") if is_ahead(dossier, name)]
    for name in ahead:
        yield RULE.problem(
            dossier.document,
            dossier.document.key_at("data", name),
            f"The dataset {name} is not measured yet: it has no raw file, digest and environment."
            f"{resting_on(dossier, name)}",
            f"Measure it: dossier record {dossier.reference} {name} -- COMMAND",
            dataset_scope(dossier, name),
        )
    for problem in missing(
        RULE,
        dossier,
        "data",
        "sha256",
        "has no SHA-256",
        "Add sha256: with what `sha256sum` prints for the raw file.",
    ):
        if problem.scope.name not in ahead:
            yield problem
