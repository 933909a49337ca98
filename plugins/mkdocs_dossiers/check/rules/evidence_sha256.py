"""Every dataset has the digest of its raw file."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.ahead import is_ahead
from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.found import missing
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
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
    """Look for the key ``sha256``; a dataset of a draft that is only planned has a rule of its own."""
    for problem in missing(
        RULE,
        dossier,
        "data",
        "sha256",
        "has no SHA-256",
        "Add sha256: with what `sha256sum` prints for the raw file.",
    ):
        if not is_ahead(dossier, problem.scope.name):
            yield problem
