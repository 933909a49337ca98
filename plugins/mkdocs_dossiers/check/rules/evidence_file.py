"""Every dataset has a raw file."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.found import missing
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "evidence/file",
    Stage.DECLARED,
    Severity.ERROR,
    "A dataset is a raw file; a description of one is not.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for the key ``file``."""
    return missing(
        RULE,
        dossier,
        "data",
        "file",
        "has no file",
        "Add file: data/…, the raw output as the tool wrote it.",
    )
